package io.kundenwert.support.identity;

import io.kundenwert.support.problem.Problem;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
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
  /** The gateway sets it, and drops what comes from outside. */
  private static final String CLIENT_ADDRESS = "X-Client-Address";

  /** What an IPv4 or IPv6 address is made of, with a zone. */
  private static final Pattern ADDRESS = Pattern.compile("[0-9A-Za-z.:%]{2,64}");

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
        return caller(jwt.getToken(), request.getHeader(CLIENT_ADDRESS));
      } catch (IllegalArgumentException notAnId) {
        throw new Problem(HttpStatus.UNAUTHORIZED, "unauthenticated");
      }
    }
    throw new Problem(HttpStatus.UNAUTHORIZED, "unauthenticated");
  }

  private static Caller caller(Jwt token, @Nullable String address) {
    String scopes = token.getClaimAsString("scope");
    return new Caller(
        UUID.fromString(token.getSubject()),
        token.getTokenValue(),
        scopes == null ? null : Set.of(scopes.strip().split("\\s+")),
        id(token, "sid"),
        id(token, "key"),
        address == null || !ADDRESS.matcher(address).matches() ? null : address);
  }

  private static @Nullable UUID id(Jwt token, String claim) {
    String id = token.getClaimAsString(claim);
    return id == null ? null : UUID.fromString(id);
  }
}
