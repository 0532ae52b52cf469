package io.kundenwert.gateway.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kundenwert.gateway.address.Addresses;
import io.kundenwert.gateway.token.Credential;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRequestHandler;
import org.springframework.security.web.csrf.DefaultCsrfToken;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;

/**
 * The token that a page's script reads from a cookie and repeats in a header, which a foreign page
 * cannot. Within a session it is derived from the session's secret: nothing has to be kept, and who
 * manages to plant cookies still cannot make a pair that fits the session. Before a session it is
 * random.
 */
@Component
public class SessionCsrf implements CsrfTokenRepository, CsrfTokenRequestHandler, RequestMatcher {
  private static final String HEADER = "X-XSRF-TOKEN";
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final SessionCookies cookies;
  private final Credentials credentials;

  SessionCsrf(SessionCookies cookies, Credentials credentials) {
    this.cookies = cookies;
    this.credentials = credentials;
  }

  /** Whether a request must repeat the token: it changes something, and a cookie vouches for it. */
  @Override
  public boolean matches(HttpServletRequest request) {
    if (Addresses.IS_SIGN_IN.matches(request)) {
      return true;
    }
    return !SAFE.contains(request.getMethod())
        && !Addresses.IS_OPEN.matches(request)
        && session(request).isPresent();
  }

  /** The token, if the cookie already says it. */
  @Override
  public @Nullable CsrfToken loadToken(HttpServletRequest request) {
    String cookie = cookies.csrf(request);
    if (cookie == null || !FORM.matcher(cookie).matches()) {
      return null;
    }
    return session(request)
            .map(SessionCsrf::derived)
            .filter(token -> !token.equals(cookie))
            .isEmpty()
        ? token(cookie)
        : null;
  }

  @Override
  public CsrfToken generateToken(HttpServletRequest request) {
    return token(session(request).map(SessionCsrf::derived).orElseGet(SessionCsrf::random));
  }

  @Override
  public void saveToken(
      @Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
    // Spring forgets the token with each request that signs in anew, which here is each request:
    // the
    // session's token stays the same, and goes when the session ends.
    if (token != null) {
      cookies.keepCsrf(request, response, token.getToken());
    }
  }

  /** Sets the cookie for browsers as soon as they ask the API anything. */
  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, Supplier<CsrfToken> token) {
    if (Addresses.IS_API.matches(request) && request.getHeader(HttpHeaders.AUTHORIZATION) == null) {
      CsrfToken ignored = token.get();
    }
  }

  /** The header only: looking for a parameter would read the body, which is not ours. */
  @Override
  public @Nullable String resolveCsrfTokenValue(HttpServletRequest request, CsrfToken token) {
    return request.getHeader(HEADER);
  }

  /** Sets the cookie that belongs to a new session. */
  void begin(HttpServletRequest request, HttpServletResponse response, String session) {
    cookies.keepCsrf(
        request,
        response,
        Credential.session(session).map(SessionCsrf::derived).orElseGet(SessionCsrf::random));
  }

  private Optional<Credential> session(HttpServletRequest request) {
    return credentials
        .of(request)
        .filter(credential -> credential.kind() == Credential.Kind.SESSION);
  }

  private static CsrfToken token(String value) {
    return new DefaultCsrfToken(HEADER, "unused", value);
  }

  private static String derived(Credential session) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(session.secret().getBytes(UTF_8), "HmacSHA256"));
      return BASE64.encodeToString(mac.doFinal("csrf".getBytes(UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String random() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return BASE64.encodeToString(bytes);
  }
}
