package io.kundenwert.gateway.routes;

import io.kundenwert.gateway.address.ClientAddress;
import io.kundenwert.gateway.correlation.CorrelationFilter;
import io.kundenwert.gateway.identity.SignedIn;
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
 * id, the caller's address, and the token that the caller's credential was exchanged for. Whatever
 * else came from outside, identity claims, forwarding headers and cookies included, ends here.
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

  private final ClientAddress addresses;

  RequestHeaders(ClientAddress addresses) {
    this.addresses = addresses;
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
    passed.set(ClientAddress.HEADER, addresses.of(request.servletRequest()));
    if (SecurityContextHolder.getContext().getAuthentication() instanceof SignedIn caller) {
      passed.setBearerAuth(caller.token());
    }
    return passed;
  }

  /** Last: nothing adds headers behind it. */
  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }
}
