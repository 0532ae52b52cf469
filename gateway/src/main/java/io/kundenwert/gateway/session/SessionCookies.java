package io.kundenwert.gateway.session;

import io.kundenwert.gateway.address.PublicUrl;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * The cookies of this origin. Under TLS the secret ones have the prefix {@code __Host-}: a browser
 * takes such a cookie from this very host only, so neither a subdomain nor somebody on the way can
 * plant one; the plain name counts for nothing then.
 */
@Component
public class SessionCookies {
  private static final String SESSION = "kw_session";
  private static final String DEVICE = "kw_device";
  private static final String CSRF = "XSRF-TOKEN";
  private static final String HOST_ONLY = "__Host-";
  private static final Duration YEAR = Duration.ofDays(365);

  private final PublicUrl publicUrl;

  SessionCookies(PublicUrl publicUrl) {
    this.publicUrl = publicUrl;
  }

  /** The session's secret. */
  public @Nullable String session(HttpServletRequest request) {
    return value(request, secretName(SESSION, request));
  }

  void keepSession(
      HttpServletRequest request, HttpServletResponse response, String secret, Duration lifetime) {
    set(request, response, secretName(SESSION, request), secret, lifetime, true);
  }

  void forgetSession(HttpServletRequest request, HttpServletResponse response) {
    set(request, response, secretName(SESSION, request), "", Duration.ZERO, true);
  }

  /** What makes this browser known as one that its user has signed in from before. */
  @Nullable String device(HttpServletRequest request) {
    return value(request, secretName(DEVICE, request));
  }

  void keepDevice(HttpServletRequest request, HttpServletResponse response, String secret) {
    set(request, response, secretName(DEVICE, request), secret, YEAR, true);
  }

  @Nullable String csrf(HttpServletRequest request) {
    return value(request, CSRF);
  }

  /** The page's scripts read this one: it goes with the browser. */
  void keepCsrf(HttpServletRequest request, HttpServletResponse response, String token) {
    set(request, response, CSRF, token, null, false);
  }

  void forgetCsrf(HttpServletRequest request, HttpServletResponse response) {
    set(request, response, CSRF, "", Duration.ZERO, false);
  }

  private String secretName(String name, HttpServletRequest request) {
    return publicUrl.isTls(request) ? HOST_ONLY + name : name;
  }

  /** Of two different ones at least one was planted, and nobody knows which: neither counts. */
  private static @Nullable String value(HttpServletRequest request, String name) {
    Cookie[] cookies = request.getCookies();
    if (cookies == null) {
      return null;
    }
    List<String> values =
        Arrays.stream(cookies)
            .filter(cookie -> cookie.getName().equals(name))
            .map(Cookie::getValue)
            .distinct()
            .toList();
    return values.size() == 1 ? values.getFirst() : null;
  }

  private void set(
      HttpServletRequest request,
      HttpServletResponse response,
      String name,
      String value,
      @Nullable Duration lifetime,
      boolean secret) {
    ResponseCookie.ResponseCookieBuilder cookie =
        ResponseCookie.from(name, value)
            .path("/")
            .sameSite("Lax")
            .secure(publicUrl.isTls(request))
            .httpOnly(secret);
    if (lifetime != null) {
      cookie.maxAge(lifetime);
    }
    response.addHeader(HttpHeaders.SET_COOKIE, cookie.build().toString());
  }
}
