package io.kundenwert.gateway.session;

import io.kundenwert.gateway.token.Credential;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Finds the credential of a request. An {@code Authorization} header, whatever is in it, is the
 * request's own word and puts the cookie out of play: that is why it needs no protection against
 * other sites, which can make a browser send cookies but no such header.
 */
@Component
public class Credentials {
  private final SessionCookies cookies;

  Credentials(SessionCookies cookies) {
    this.cookies = cookies;
  }

  /** The request's one credential. */
  public Optional<Credential> of(HttpServletRequest request) {
    String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (authorization != null) {
      return Credential.apiKey(authorization);
    }
    return Optional.ofNullable(cookies.session(request)).flatMap(Credential::session);
  }
}
