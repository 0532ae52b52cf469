package io.kundenwert.gateway.limits;

import io.kundenwert.gateway.problem.GatewayProblem;
import io.kundenwert.gateway.problem.GatewayProblems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses what comes too often from one address, before anything else is asked for it. */
public final class RateLimitFilter extends OncePerRequestFilter {
  private final RateLimits limits;
  private final GatewayProblems problems;

  /** With what counts. */
  public RateLimitFilter(RateLimits limits, GatewayProblems problems) {
    this.limits = limits;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      limits.count(request);
    } catch (GatewayProblem tooMany) {
      problems.write(request, response, tooMany);
      return;
    }
    chain.doFilter(request, response);
  }
}
