package io.kundenwert.gateway.identity;

import io.kundenwert.gateway.address.Addresses;
import io.kundenwert.gateway.address.ClientAddress;
import io.kundenwert.gateway.problem.GatewayProblem;
import io.kundenwert.gateway.problem.GatewayProblems;
import io.kundenwert.gateway.session.Credentials;
import io.kundenwert.gateway.token.Purpose;
import io.kundenwert.gateway.token.Sender;
import io.kundenwert.gateway.token.Tokens;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Signs in whoever has a valid API key or session. Nothing else signs in: no token, no header. */
final class CredentialFilter extends OncePerRequestFilter {
  private final Credentials credentials;
  private final Tokens tokens;
  private final ClientAddress addresses;
  private final GatewayProblems problems;

  CredentialFilter(
      Credentials credentials, Tokens tokens, ClientAddress addresses, GatewayProblems problems) {
    this.credentials = credentials;
    this.tokens = tokens;
    this.addresses = addresses;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      Optional<String> token = token(request);
      if (token.isPresent()) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new SignedIn(token.get()));
        SecurityContextHolder.setContext(context);
      }
    } catch (GatewayProblem unknown) {
      // Whether the credential is good cannot be found out now: that is not a refusal.
      problems.write(request, response, unknown);
      return;
    }
    try {
      chain.doFilter(request, response);
    } finally {
      SecurityContextHolder.clearContext();
    }
  }

  private Optional<String> token(HttpServletRequest request) {
    Purpose purpose = Addresses.IS_UPLOAD.matches(request) ? Purpose.UPLOAD : Purpose.CALL;
    return credentials
        .of(request)
        .flatMap(credential -> tokens.of(credential, purpose, Sender.of(request, addresses)));
  }

  /** What is open is open to everybody, and goes on without a token. */
  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !Addresses.IS_API.matches(request)
        || Addresses.IS_OPEN.matches(request)
        || Addresses.IS_SIGN_IN.matches(request)
        || Addresses.IS_SIGN_OUT.matches(request);
  }
}
