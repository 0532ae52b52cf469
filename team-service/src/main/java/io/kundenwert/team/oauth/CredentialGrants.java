package io.kundenwert.team.oauth;

import io.kundenwert.support.ids.Ids;
import io.kundenwert.team.account.People;
import io.kundenwert.team.account.Person;
import io.kundenwert.team.apikey.ApiKeys;
import io.kundenwert.team.session.Sessions;
import io.kundenwert.team.signin.SignIn;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.stereotype.Component;

/**
 * Answers the gateway's requests for tokens. What a token says is signed; nothing of it is kept.
 */
@Component
class CredentialGrants {
  private static final String AUDIENCE = "kundenwert";
  private static final String SESSION = "urn:kundenwert:token-type:session";
  private static final String API_KEY = "urn:kundenwert:token-type:api-key";

  /** Seconds that a session lives at most, for the cookie that carries it. */
  private static final long SESSION_SECONDS = Duration.ofDays(90).toSeconds();

  private final SignIn signIn;
  private final Sessions sessions;
  private final ApiKeys keys;
  private final People people;
  private final SigningKeys signingKeys;
  private final JwtEncoder encoder;
  private final AuthorizationServerSettings server;
  private final OauthProperties properties;
  private final Clock clock;

  CredentialGrants(
      SignIn signIn,
      Sessions sessions,
      ApiKeys keys,
      People people,
      SigningKeys signingKeys,
      JwtEncoder encoder,
      AuthorizationServerSettings server,
      OauthProperties properties,
      Clock clock) {
    this.signIn = signIn;
    this.sessions = sessions;
    this.keys = keys;
    this.people = people;
    this.signingKeys = signingKeys;
    this.encoder = encoder;
    this.server = server;
    this.properties = properties;
    this.clock = clock;
  }

  /**
   * The token for a request.
   *
   * @throws OAuth2AuthenticationException {@code invalid_grant} with a code, if there is none
   */
  Authentication answer(CredentialGrant grant) {
    if (!(grant.getPrincipal() instanceof OAuth2ClientAuthenticationToken client)
        || client.getRegisteredClient() == null) {
      throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
    }
    return grant.getGrantType().equals(CredentialGrant.SIGN_IN)
        ? signedIn(grant, client, client.getRegisteredClient())
        : exchanged(grant, client, client.getRegisteredClient());
  }

  private Authentication signedIn(
      CredentialGrant grant, OAuth2ClientAuthenticationToken client, RegisteredClient registered) {
    String device = grant.parameter("device");
    SignIn.Result result =
        signIn.signIn(
            grant.parameter("email"),
            grant.parameter("password"),
            grant.parameter("client_address"),
            grant.parameter("user_agent"),
            device.isEmpty() ? null : device);
    return switch (result) {
      case SignIn.Result.Refused refused -> throw refused("sign-in-refused", null);
      case SignIn.Result.Throttled throttled ->
          throw refused("sign-in-throttled", throttled.delay());
      case SignIn.Result.SignedIn signedIn -> {
        UUID sessionId =
            sessions
                .use(signedIn.session().secret(), grant.parameter("client_address"))
                .orElseThrow()
                .id();
        yield answer(
            client,
            registered,
            token(signedIn.person(), Map.of("sid", sessionId.toString()), lifetime(grant)),
            Map.of(
                "session",
                signedIn.session().secret(),
                "session_expires_in",
                SESSION_SECONDS,
                "device",
                signedIn.device()));
      }
    };
  }

  private Authentication exchanged(
      CredentialGrant grant, OAuth2ClientAuthenticationToken client, RegisteredClient registered) {
    String secret = grant.parameter("subject_token");
    return switch (grant.parameter("subject_token_type")) {
      case SESSION -> {
        Sessions.Found session =
            sessions
                .use(secret, grant.parameter("client_address"))
                .orElseThrow(() -> refused("credential-unknown", null));
        yield answer(
            client,
            registered,
            token(
                person(session.userId()), Map.of("sid", session.id().toString()), lifetime(grant)),
            Map.of());
      }
      case API_KEY -> {
        ApiKeys.Found key = keys.use(secret).orElseThrow(() -> refused("credential-unknown", null));
        yield answer(
            client,
            registered,
            token(
                person(key.userId()),
                Map.of("key", key.id().toString(), "scope", String.join(" ", key.scopes())),
                lifetime(grant)),
            Map.of());
      }
      default -> throw refused("credential-unknown", null);
    };
  }

  private Person person(UUID userId) {
    return people.find(userId).orElseThrow(() -> refused("credential-unknown", null));
  }

  private Duration lifetime(CredentialGrant grant) {
    return grant.parameter("purpose").equals("upload")
        ? properties.uploadLifetime()
        : properties.tokenLifetime();
  }

  private Jwt token(Person person, Map<String, Object> credential, Duration lifetime) {
    Instant now = clock.instant();
    JwtClaimsSet.Builder claims =
        JwtClaimsSet.builder()
            .issuer(Objects.requireNonNull(server.getIssuer()))
            .audience(List.of(AUDIENCE))
            .subject(person.id().toString())
            .claim("name", person.name())
            .id(Ids.next().toString())
            .issuedAt(now)
            .expiresAt(now.plus(lifetime))
            .claims(all -> all.putAll(credential));
    return encoder.encode(
        JwtEncoderParameters.from(
            JwsHeader.with(SignatureAlgorithm.ES256)
                .type("JWT")
                .keyId(signingKeys.current().getKeyID())
                .build(),
            claims.build()));
  }

  private static Authentication answer(
      OAuth2ClientAuthenticationToken client,
      RegisteredClient registered,
      Jwt token,
      Map<String, Object> more) {
    OAuth2AccessToken access =
        new OAuth2AccessToken(
            OAuth2AccessToken.TokenType.BEARER,
            token.getTokenValue(),
            token.getIssuedAt(),
            token.getExpiresAt(),
            Set.of());
    return new OAuth2AccessTokenAuthenticationToken(
        registered, client, access, null, new HashMap<>(more));
  }

  /** The wait travels in the error's address, which is nobody's address here. */
  private static OAuth2AuthenticationException refused(String code, @Nullable Duration wait) {
    return new OAuth2AuthenticationException(
        new OAuth2Error(
            OAuth2ErrorCodes.INVALID_GRANT,
            code,
            wait == null ? null : Long.toString(Math.max(1, wait.toSeconds()))));
  }
}
