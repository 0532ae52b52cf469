package io.kundenwert.gateway.token;

import io.kundenwert.gateway.address.ClientAddress;
import io.kundenwert.gateway.correlation.CorrelationFilter;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.http.HttpHeaders;

/**
 * Who sends a request, as far as it can be seen: kept with sessions so that people recognise
 * theirs.
 *
 * @param clientAddress network address
 * @param userAgent what its program calls itself, cut to a bearable length; empty if it does not
 * @param correlationId correlation id of the request
 */
public record Sender(String clientAddress, String userAgent, @Nullable String correlationId) {
  private static final int LONGEST_AGENT = 300;

  /** The sender of a request. */
  public static Sender of(HttpServletRequest request, ClientAddress addresses) {
    String agent = request.getHeader(HttpHeaders.USER_AGENT);
    if (agent == null) {
      agent = "";
    }
    return new Sender(
        addresses.of(request),
        agent.length() > LONGEST_AGENT ? agent.substring(0, LONGEST_AGENT) : agent,
        MDC.get(CorrelationFilter.MDC_KEY));
  }
}
