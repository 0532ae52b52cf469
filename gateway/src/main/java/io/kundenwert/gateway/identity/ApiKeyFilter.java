package io.kundenwert.gateway.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Signs in whoever sends the API key. Nothing else signs in: no cookie, no token, no header. */
final class ApiKeyFilter extends OncePerRequestFilter {
  private static final String SCHEME = "Bearer ";
  private static final String PREFIX = "kw_";

  private final IdentityProperties identity;
  private final byte[] expected;

  ApiKeyFilter(IdentityProperties identity) {
    if (!identity.apiKey().isEmpty() && !identity.apiKey().startsWith(PREFIX)) {
      throw new IllegalArgumentException("An API key starts with " + PREFIX);
    }
    this.identity = identity;
    this.expected = digest(identity.apiKey());
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (isKnown(request.getHeader(HttpHeaders.AUTHORIZATION))) {
      SecurityContext context = SecurityContextHolder.createEmptyContext();
      context.setAuthentication(new SignedIn(identity.userId(), identity.userName()));
      SecurityContextHolder.setContext(context);
    }
    try {
      chain.doFilter(request, response);
    } finally {
      SecurityContextHolder.clearContext();
    }
  }

  private boolean isKnown(@Nullable String authorization) {
    if (identity.apiKey().isEmpty()
        || authorization == null
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return false;
    }
    // Digests have one length: the time says nothing about how much of a guess is right.
    return MessageDigest.isEqual(
        digest(authorization.substring(SCHEME.length()).strip()), expected);
  }

  private static byte[] digest(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
