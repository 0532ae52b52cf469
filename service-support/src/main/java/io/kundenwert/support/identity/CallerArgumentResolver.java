package io.kundenwert.support.identity;

import io.kundenwert.support.problem.Problem;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Gives a controller its {@link Caller}. */
final class CallerArgumentResolver implements HandlerMethodArgumentResolver {
  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == Caller.class;
  }

  @Override
  public Caller resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binderFactory) {
    if (SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken jwt
        && jwt.getToken().getSubject() != null) {
      try {
        return caller(jwt.getToken());
      } catch (IllegalArgumentException notAnId) {
        throw new Problem(HttpStatus.UNAUTHORIZED, "unauthenticated");
      }
    }
    throw new Problem(HttpStatus.UNAUTHORIZED, "unauthenticated");
  }

  private static Caller caller(Jwt token) {
    String scopes = token.getClaimAsString("scope");
    return new Caller(
        UUID.fromString(token.getSubject()),
        token.getTokenValue(),
        scopes == null ? null : Set.of(scopes.strip().split("\\s+")),
        id(token, "sid"),
        id(token, "key"),
        Objects.requireNonNullElse(token.getExpiresAt(), Instant.MAX));
  }

  private static @Nullable UUID id(Jwt token, String claim) {
    String id = token.getClaimAsString(claim);
    return id == null ? null : UUID.fromString(id);
  }
}
