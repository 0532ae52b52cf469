package io.kundenwert.gateway.routes;

import io.kundenwert.gateway.correlation.CorrelationFilter;
import java.util.List;
import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.ResponseHttpHeadersFilter;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.function.ServerResponse;

/** Leaves out of a service's answer what the gateway says itself. */
@Component
class ResponseHeaders implements ResponseHttpHeadersFilter {
  private static final List<String> OWN =
      List.of(
          CorrelationFilter.HEADER,
          "Content-Security-Policy",
          "Referrer-Policy",
          "Server",
          "Strict-Transport-Security",
          "X-Content-Type-Options",
          "X-Frame-Options",
          "X-XSS-Protection",
          // The lengths and encodings of this connection are the container's business.
          HttpHeaders.CONNECTION,
          "Keep-Alive",
          HttpHeaders.TRANSFER_ENCODING,
          HttpHeaders.SET_COOKIE);

  @Override
  public HttpHeaders apply(HttpHeaders given, ServerResponse response) {
    HttpHeaders passed = new HttpHeaders();
    passed.putAll(given);
    OWN.forEach(passed::remove);
    return passed;
  }
}
