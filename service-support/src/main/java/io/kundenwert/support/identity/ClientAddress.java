package io.kundenwert.support.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Network address of the client as the gateway saw it, for the audit; nothing is allowed because of
 * it. The gateway sets the header, and drops what comes from outside under its name.
 */
public final class ClientAddress {
  private static final String HEADER = "X-Client-Address";

  /** What an IPv4 or IPv6 address is made of, with a zone. */
  private static final Pattern FORM = Pattern.compile("[0-9A-Za-z.:%]{2,64}");

  private ClientAddress() {}

  /** The address that the request being answered came from; null without one, or if it is none. */
  public static @Nullable String current() {
    return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request
        ? of(request.getRequest())
        : null;
  }

  private static @Nullable String of(HttpServletRequest request) {
    String address = request.getHeader(HEADER);
    return address != null && FORM.matcher(address).matches() ? address : null;
  }
}
