package io.kundenwert.gateway.correlation;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives every request its correlation id, or takes a harmless one that came with it. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
public class CorrelationFilter extends OncePerRequestFilter {
  /** The header, on requests and answers. */
  public static final String HEADER = "X-Correlation-Id";

  /** The key in the logging context. */
  public static final String MDC_KEY = "correlationId";

  private static final int MAX_LENGTH = 64;

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String given = request.getHeader(HEADER);
    String id = given != null && isUsable(given) ? given : UUID.randomUUID().toString();
    response.setHeader(HEADER, id);
    try (var ignored = MDC.putCloseable(MDC_KEY, id)) {
      chain.doFilter(request, response);
    }
  }

  /** The id goes into logs: only harmless characters, and not many. */
  private static boolean isUsable(String given) {
    return !given.isEmpty()
        && given.length() <= MAX_LENGTH
        && given
            .chars()
            .allMatch(
                c ->
                    c >= 'a' && c <= 'z'
                        || c >= 'A' && c <= 'Z'
                        || c >= '0' && c <= '9'
                        || c == '-');
  }
}
