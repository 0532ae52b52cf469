package io.kundenwert.gateway.routes;

import io.kundenwert.gateway.correlation.CorrelationFilter;
import io.kundenwert.gateway.identity.SignedIn;
import io.kundenwert.gateway.identity.Tokens;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.MDC;
import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.RequestHttpHeadersFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.function.ServerRequest;

/**
 * What a service gets to see: the headers of the request that mean something to it, the correlation
 * id, and a token made here. Whatever else came from outside, identity claims, forwarding headers
 * and cookies included, ends here.
 */
@Component
class RequestHeaders implements RequestHttpHeadersFilter, Ordered {
  private static final Set<String> PASSED = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  static {
    PASSED.addAll(
        Set.of(
            HttpHeaders.ACCEPT,
            HttpHeaders.ACCEPT_LANGUAGE,
            HttpHeaders.CONTENT_TYPE,
            HttpHeaders.CONTENT_LENGTH,
            HttpHeaders.IF_MATCH,
            HttpHeaders.IF_NONE_MATCH,
            HttpHeaders.USER_AGENT,
            "Idempotency-Key",
            "Last-Event-ID"));
  }

  private final Tokens tokens;
  private final Duration uploadTimeout;

  RequestHeaders(Tokens tokens, GatewayProperties gateway) {
    this.tokens = tokens;
    this.uploadTimeout = gateway.timeouts().upload();
  }

  @Override
  public HttpHeaders apply(HttpHeaders given, ServerRequest request) {
    HttpHeaders passed = new HttpHeaders();
    given.forEach(
        (name, values) -> {
          if (PASSED.contains(name)) {
            passed.addAll(name, values);
          }
        });
    passed.set(CorrelationFilter.HEADER, MDC.get(CorrelationFilter.MDC_KEY));
    if (SecurityContextHolder.getContext().getAuthentication() instanceof SignedIn caller) {
      // The service uses an upload's token when the upload is over, which may take its time.
      Duration grace =
          request.attribute(Exchange.ATTRIBUTE).orElse(null) == Exchange.UPLOAD
              ? uploadTimeout
              : Duration.ZERO;
      passed.setBearerAuth(tokens.of(caller, grace));
    }
    return passed;
  }

  /** Last: nothing adds headers behind it. */
  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }
}
