package io.kundenwert.gateway.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** A caller whose credential was exchanged. Who that is only services read from the token. */
public final class SignedIn extends AbstractAuthenticationToken {
  private static final long serialVersionUID = 1L;

  private final String token;

  SignedIn(String token) {
    super(List.of());
    this.token = token;
    setAuthenticated(true);
  }

  /** The token that services get. */
  public String token() {
    return token;
  }

  @Override
  public Object getCredentials() {
    return "";
  }

  @Override
  public Object getPrincipal() {
    return "caller";
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SignedIn that && that.token.equals(token);
  }

  @Override
  public int hashCode() {
    return token.hashCode();
  }
}
