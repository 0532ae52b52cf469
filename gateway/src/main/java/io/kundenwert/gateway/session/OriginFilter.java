package io.kundenwert.gateway.session;

import io.kundenwert.gateway.address.PublicUrl;
import io.kundenwert.gateway.problem.GatewayProblem;
import io.kundenwert.gateway.problem.GatewayProblems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The second line behind the token: browsers say from where a request was made, and what another
 * site makes them send goes no further if it would change something. Who sends an {@code
 * Authorization} header is no browser that was led astray.
 */
public final class OriginFilter extends OncePerRequestFilter {
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

  private final PublicUrl publicUrl;
  private final GatewayProblems problems;

  /** With what the origin is compared to. */
  public OriginFilter(PublicUrl publicUrl, GatewayProblems problems) {
    this.publicUrl = publicUrl;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (isForeign(request)) {
      problems.write(request, response, GatewayProblem.csrf());
    } else {
      chain.doFilter(request, response);
    }
  }

  private boolean isForeign(HttpServletRequest request) {
    if (SAFE.contains(request.getMethod())
        || request.getHeader(HttpHeaders.AUTHORIZATION) != null) {
      return false;
    }
    // Only browsers send it and no script can change it; it also knows pages that hide their
    // origin.
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return !OWN_SITES.contains(site);
    }
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    return origin != null && !publicUrl.isOwn(origin, request);
  }
}
