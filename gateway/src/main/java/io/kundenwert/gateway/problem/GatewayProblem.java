package io.kundenwert.gateway.problem;

import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;

/** A refusal of the gateway's own: status, stable code, parameters. */
public final class GatewayProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final String RETRY_AFTER_SECONDS = "seconds";
  private static final long MOMENT = 2;

  private final HttpStatus status;
  private final String code;
  private final transient Map<String, Object> params;

  private GatewayProblem(HttpStatus status, String code, Map<String, Object> params) {
    super(code, null, false, false);
    this.status = status;
    this.code = code;
    this.params = params;
  }

  /** 401: no session and no API key, or one that is not valid. */
  public static GatewayProblem unauthenticated() {
    return new GatewayProblem(HttpStatus.UNAUTHORIZED, "unauthenticated", Map.of());
  }

  /** 400: the request itself is not as it should be. */
  public static GatewayProblem invalidRequest() {
    return of(HttpStatus.BAD_REQUEST);
  }

  /** 401: e-mail and password do not open an account; which of them is never said. */
  public static GatewayProblem signInRefused() {
    return new GatewayProblem(HttpStatus.UNAUTHORIZED, "sign-in-refused", Map.of());
  }

  /** 429: too many attempts to sign in; the next one counts after {@code seconds}. */
  public static GatewayProblem signInThrottled(long seconds) {
    return tooMany("sign-in-throttled", seconds);
  }

  /** 429: too many requests from one address; the next one counts after {@code seconds}. */
  public static GatewayProblem tooManyRequests(long seconds) {
    return tooMany("too-many-requests", seconds);
  }

  private static GatewayProblem tooMany(String code, long seconds) {
    return new GatewayProblem(
        HttpStatus.TOO_MANY_REQUESTS, code, Map.of(RETRY_AFTER_SECONDS, seconds));
  }

  /** 403: nothing shows that this installation's own pages made the browser send the request. */
  public static GatewayProblem csrf() {
    return new GatewayProblem(HttpStatus.FORBIDDEN, "csrf", Map.of());
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

  /** When to try again, where that is known. */
  Optional<Long> retryAfterSeconds() {
    return status == HttpStatus.SERVICE_UNAVAILABLE
        ? Optional.of(MOMENT)
        : Optional.ofNullable((Long) params.get(RETRY_AFTER_SECONDS));
  }

  Map<String, Object> params() {
    return params;
  }
}
