package io.kundenwert.gateway.problem;

import java.util.Map;
import org.springframework.http.HttpStatus;

/** A refusal of the gateway's own: status, stable code, parameters. */
public final class GatewayProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final HttpStatus status;
  private final String code;
  private final transient Map<String, Object> params;

  private GatewayProblem(HttpStatus status, String code, Map<String, Object> params) {
    super(code, null, false, false);
    this.status = status;
    this.code = code;
    this.params = params;
  }

  /** 401: no API key, or one that is not known. */
  public static GatewayProblem unauthenticated() {
    return new GatewayProblem(HttpStatus.UNAUTHORIZED, "unauthenticated", Map.of());
  }

  /** 403: signed in, but the address is closed. */
  public static GatewayProblem forbidden() {
    return new GatewayProblem(HttpStatus.FORBIDDEN, "forbidden", Map.of());
  }

  /** 404: there is no such address. */
  public static GatewayProblem notFound() {
    return of(HttpStatus.NOT_FOUND);
  }

  /** 413: the body has more than {@code max} bytes. */
  public static GatewayProblem tooLarge(long max) {
    return new GatewayProblem(HttpStatus.CONTENT_TOO_LARGE, "too-large", Map.of("max", max));
  }

  /** 503: a service cannot be reached; nothing was changed. */
  public static GatewayProblem serviceAway(String service) {
    return new GatewayProblem(
        HttpStatus.SERVICE_UNAVAILABLE, "service-unavailable", Map.of("service", service));
  }

  /** 504: a service was reached and did not answer in time; what it did is unknown. */
  public static GatewayProblem serviceSlow(String service) {
    return new GatewayProblem(
        HttpStatus.GATEWAY_TIMEOUT, "service-timeout", Map.of("service", service));
  }

  /** Whatever else the container refuses. */
  static GatewayProblem of(HttpStatus status) {
    String code =
        switch (status) {
          case NOT_FOUND -> "not-found";
          case METHOD_NOT_ALLOWED -> "method-not-allowed";
          case NOT_ACCEPTABLE -> "not-acceptable";
          case CONTENT_TOO_LARGE -> "too-large";
          default -> status.is4xxClientError() ? "invalid-request" : "internal";
        };
    return new GatewayProblem(status, code, Map.of());
  }

  HttpStatus status() {
    return status;
  }

  String code() {
    return code;
  }

  Map<String, Object> params() {
    return params;
  }
}
