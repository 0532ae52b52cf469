package io.kundenwert.gateway.address;

import static org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher.pathPattern;

import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** The addresses that more than one part of the gateway has to know. */
public final class Addresses {
  private static final String ID = "[0-9a-fA-F-]{36}";

  /** One team. */
  public static final String TEAM = "/api/v1/teams/{teamId:" + ID + "}";

  /** One product of a team. */
  public static final String PRODUCT = TEAM + "/products/{productId:" + ID + "}";

  /** Where files are uploaded. */
  public static final String UPLOADS = PRODUCT + "/imports";

  /** Where a password becomes a session. */
  public static final String SIGN_IN = "/api/v1/sign-in";

  /** Where a session ends. */
  public static final String SIGN_OUT = "/api/v1/sign-out";

  /**
   * What is open to people without a session, by POST: they have no account yet, lost their
   * password, or hold an invitation. Tokens of one use travel in the bodies.
   */
  public static final List<String> OPEN =
      List.of(
          "/api/v1/accounts",
          "/api/v1/accounts/confirm",
          "/api/v1/accounts/confirmation-mails",
          "/api/v1/password-resets",
          "/api/v1/password-resets/complete",
          "/api/v1/invitations/view",
          "/api/v1/invitations/decline");

  /** The whole API. */
  public static final RequestMatcher IS_API = pathPattern("/api/**");

  /** A request to sign in. */
  public static final RequestMatcher IS_SIGN_IN = pathPattern(HttpMethod.POST, SIGN_IN);

  /** A request to sign out. */
  public static final RequestMatcher IS_SIGN_OUT = pathPattern(HttpMethod.POST, SIGN_OUT);

  /** A request that needs no session. */
  public static final RequestMatcher IS_OPEN =
      new OrRequestMatcher(
          OPEN.stream()
              .<RequestMatcher>map(pattern -> pathPattern(HttpMethod.POST, pattern))
              .toList());

  /** An upload. */
  public static final RequestMatcher IS_UPLOAD = pathPattern(HttpMethod.POST, UPLOADS);

  private Addresses() {}
}
