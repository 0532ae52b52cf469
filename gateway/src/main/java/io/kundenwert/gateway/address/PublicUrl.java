package io.kundenwert.gateway.address;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** The address under which people reach this installation. */
@Component
public class PublicUrl {
  private final URI url;

  PublicUrl(@Value("${kundenwert.gateway.public-url}") URI url) {
    if (url.getHost() == null) {
      throw new IllegalArgumentException(
          "KUNDENWERT_PUBLIC_URL is not an address like https://kundenwert.example: " + url);
    }
    this.url = url;
  }

  /**
   * Whether the request's way from the browser is encrypted: to here, or to a proxy in front that
   * ends TLS, which the public address then says.
   */
  public boolean isTls(HttpServletRequest request) {
    return request.isSecure() || "https".equalsIgnoreCase(url.getScheme());
  }

  /**
   * Whether an {@code Origin} is this one: the public address, or the one that the request itself
   * was sent to (people may reach the installation by another name of the machine).
   */
  public boolean isOwn(String origin, HttpServletRequest request) {
    URI other;
    try {
      other = URI.create(origin);
    } catch (IllegalArgumentException malformed) {
      return false;
    }
    if (other.getHost() == null || other.getScheme() == null) {
      return false;
    }
    return origin(other).equals(origin(url))
        || other.getRawAuthority().equalsIgnoreCase(request.getHeader(HttpHeaders.HOST));
  }

  private static String origin(URI address) {
    String scheme = address.getScheme().toLowerCase(Locale.ROOT);
    int port = address.getPort();
    if (port == -1) {
      port = scheme.equals("https") ? 443 : 80;
    }
    return scheme + "://" + address.getHost().toLowerCase(Locale.ROOT) + ":" + port;
  }
}
