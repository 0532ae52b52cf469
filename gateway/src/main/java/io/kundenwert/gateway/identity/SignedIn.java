package io.kundenwert.gateway.identity;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** A caller whose key was recognised. */
public final class SignedIn extends AbstractAuthenticationToken {
  private static final long serialVersionUID = 1L;

  private final UUID userId;
  private final String userName;

  SignedIn(UUID userId, String userName) {
    super(List.of());
    this.userId = userId;
    this.userName = userName;
    setAuthenticated(true);
  }

  /** The user. */
  public UUID userId() {
    return userId;
  }

  /** The user's name. */
  public String userName() {
    return userName;
  }

  @Override
  public Object getCredentials() {
    return "";
  }

  @Override
  public Object getPrincipal() {
    return userId;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SignedIn that && that.userId.equals(userId);
  }

  @Override
  public int hashCode() {
    return userId.hashCode();
  }
}
