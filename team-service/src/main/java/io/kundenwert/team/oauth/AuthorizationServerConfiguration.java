package io.kundenwert.team.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.jwk.source.JWKSource;
import io.kundenwert.team.token.SecretToken;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.authentication.ClientSecretAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.web.SecurityFilterChain;
import tools.jackson.databind.json.JsonMapper;

/** Spring Authorization Server with one client, the gateway, and grants of our own. */
@Configuration(proxyBeanMethods = false)
class AuthorizationServerConfiguration {
  @Bean
  AuthorizationServerSettings authorizationServerSettings(
      @Value("${kundenwert.identity.issuer}") String issuer) {
    return AuthorizationServerSettings.builder().issuer(issuer).build();
  }

  @Bean
  JwtEncoder jwtEncoder(SigningKeys keys) {
    return new NimbusJwtEncoder(keys);
  }

  @Bean
  RegisteredClientRepository clients(OauthProperties properties) {
    String secret = properties.gatewaySecret();
    return new InMemoryRegisteredClientRepository(
        RegisteredClient.withId(new UUID(0, 1).toString())
            .clientId("gateway")
            // Without a configured secret nobody knows it.
            .clientSecret(digest(secret.isEmpty() ? SecretToken.random("").secret() : secret))
            .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
            .authorizationGrantType(CredentialGrant.SIGN_IN)
            .authorizationGrantType(CredentialGrant.EXCHANGE)
            .build());
  }

  @Bean
  @Order(0)
  SecurityFilterChain authorizationServer(
      HttpSecurity http, SigningKeys keys, CredentialGrants grants, JsonMapper json) {
    OAuth2AuthorizationServerConfigurer server = new OAuth2AuthorizationServerConfigurer();
    http.setSharedObject(JWKSource.class, keys);
    return http.securityMatcher(server.getEndpointsMatcher())
        .with(
            server,
            configured ->
                configured
                    .oidc(Customizer.withDefaults())
                    .clientAuthentication(
                        clients ->
                            clients.authenticationProviders(
                                providers ->
                                    providers.forEach(
                                        provider -> {
                                          if (provider
                                              instanceof
                                              ClientSecretAuthenticationProvider secrets) {
                                            secrets.setPasswordEncoder(new Digests());
                                          }
                                        })))
                    .tokenEndpoint(
                        tokens ->
                            tokens
                                .accessTokenRequestConverter(new CredentialGrant.Converter())
                                .authenticationProvider(new Provider(grants))
                                .errorResponseHandler(
                                    (request, response, failure) ->
                                        refuse(response, failure, json))))
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        // There is no cookie here.
        .csrf(AbstractHttpConfigurer::disable)
        .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
        .build();
  }

  /** No bean: Spring would ask one that is a second time, as part of its global manager. */
  private record Provider(CredentialGrants grants) implements AuthenticationProvider {
    @Override
    public Authentication authenticate(Authentication authentication) {
      return grants.answer((CredentialGrant) authentication);
    }

    @Override
    public boolean supports(Class<?> authentication) {
      return CredentialGrant.class.isAssignableFrom(authentication);
    }
  }

  private static void refuse(
      HttpServletResponse response, AuthenticationException failure, JsonMapper json)
      throws IOException {
    OAuth2Error error =
        failure instanceof OAuth2AuthenticationException oauth
            ? oauth.getError()
            : new OAuth2Error(OAuth2ErrorCodes.INVALID_REQUEST);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("error", error.getErrorCode());
    if (error.getDescription() != null) {
      answer.put("error_description", error.getDescription());
    }
    if (error.getUri() != null && error.getUri().chars().allMatch(Character::isDigit)) {
      answer.put("retry_after", Long.valueOf(error.getUri()));
    }
    response.setStatus(HttpStatus.BAD_REQUEST.value());
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    response.getWriter().write(json.writeValueAsString(answer));
  }

  private static String digest(String secret) {
    return HexFormat.of().formatHex(SecretToken.digest(secret));
  }

  /** Compares digests: the time says nothing about how much of a guess is right. */
  private static final class Digests implements PasswordEncoder {
    @Override
    public @Nullable String encode(@Nullable CharSequence secret) {
      return secret == null ? null : digest(secret.toString());
    }

    @Override
    public boolean matches(@Nullable CharSequence secret, @Nullable String encoded) {
      return secret != null
          && encoded != null
          && MessageDigest.isEqual(
              digest(secret.toString()).getBytes(UTF_8), encoded.getBytes(UTF_8));
    }
  }
}
