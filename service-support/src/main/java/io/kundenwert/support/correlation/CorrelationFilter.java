package io.kundenwert.support.correlation;

import io.kundenwert.support.ids.Ids;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Takes the correlation id that came with the request, or makes one, and keeps it in the logging
 * context ({@code correlationId}) for logs, problems and events.
 */
public final class CorrelationFilter extends OncePerRequestFilter {
  /** The header, on requests and answers. */
  public static final String HEADER = "X-Correlation-Id";

  private static final int MAX_LENGTH = 64;

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String given = request.getHeader(HEADER);
    String id = given != null && isUsable(given) ? given : Ids.next().toString();
    response.setHeader(HEADER, id);
    try (var ignored = MDC.putCloseable("correlationId", id)) {
      chain.doFilter(request, response);
    }
  }

  /** A foreign id goes into logs: only harmless characters, and not many. */
  private static boolean isUsable(String given) {
    if (given.isEmpty() || given.length() > MAX_LENGTH) {
      return false;
    }
    return given
        .chars()
        .allMatch(
            c -> c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-');
  }
}
