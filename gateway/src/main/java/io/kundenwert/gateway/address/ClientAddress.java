package io.kundenwert.gateway.address;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.stereotype.Component;

/**
 * From which address a request comes. What a request says of itself ({@code X-Forwarded-For})
 * counts only as far as trusted proxies wrote it: read from the end, the first address that is not
 * one of theirs is the caller's.
 */
@Component
public class ClientAddress {
  /** The header that services are told it in; what came from outside under this name is dropped. */
  public static final String HEADER = "X-Client-Address";

  private static final String FORWARDED_FOR = "X-Forwarded-For";

  private final List<IpAddressMatcher> proxies;

  ClientAddress(@Value("${kundenwert.gateway.trusted-proxies}") List<String> proxies) {
    this.proxies =
        proxies.stream()
            .map(String::strip)
            .filter(proxy -> !proxy.isEmpty())
            .map(IpAddressMatcher::new)
            .toList();
  }

  /** The caller's address. */
  public String of(HttpServletRequest request) {
    String address = literal(request.getRemoteAddr());
    if (address == null) {
      return request.getRemoteAddr();
    }
    List<String> forwarded =
        java.util.Collections.list(request.getHeaders(FORWARDED_FOR)).stream()
            .flatMap(header -> List.of(header.split(",", -1)).stream())
            .toList();
    for (int i = forwarded.size() - 1; i >= 0 && isTrusted(address); i--) {
      String before = literal(forwarded.get(i).strip());
      if (before == null) {
        return address;
      }
      address = before;
    }
    return address;
  }

  private boolean isTrusted(String address) {
    return proxies.stream().anyMatch(proxy -> proxy.matches(address));
  }

  /** One way of writing an address; null for what is none. Names are never looked up. */
  private static @Nullable String literal(String given) {
    int zone = given.indexOf('%');
    try {
      return InetAddress.ofLiteral(zone < 0 ? given : given.substring(0, zone)).getHostAddress();
    } catch (IllegalArgumentException none) {
      return null;
    }
  }
}
