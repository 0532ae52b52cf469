package io.kundenwert.team.oauth;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationGrantAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationConverter;

/** A request of the gateway for a token: with address and password, or with a secret. */
final class CredentialGrant extends OAuth2AuthorizationGrantAuthenticationToken {
  private static final long serialVersionUID = 1L;

  /** Address and password for a session. */
  static final AuthorizationGrantType SIGN_IN =
      new AuthorizationGrantType("urn:kundenwert:grant:sign-in");

  /** A session's secret or an API key for a token (RFC 8693). */
  static final AuthorizationGrantType EXCHANGE = AuthorizationGrantType.TOKEN_EXCHANGE;

  private static final Set<String> NAMES =
      Set.of(
          "email",
          "password",
          "device",
          "subject_token",
          "subject_token_type",
          "purpose",
          "client_address",
          "user_agent");

  private CredentialGrant(
      AuthorizationGrantType type, Authentication client, Map<String, Object> parameters) {
    super(type, client, parameters);
  }

  /** A parameter; empty if it was not sent. */
  String parameter(String name) {
    Object value = getAdditionalParameters().get(name);
    return value == null ? "" : value.toString();
  }

  /** Makes such a request of an HTTP request; null for other grants. */
  static final class Converter implements AuthenticationConverter {
    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
      String type = request.getParameter("grant_type");
      Authentication client = SecurityContextHolder.getContext().getAuthentication();
      if (client == null
          || !(SIGN_IN.getValue().equals(type) || EXCHANGE.getValue().equals(type))) {
        return null;
      }
      Map<String, Object> parameters = new TreeMap<>();
      for (String name : NAMES) {
        String value = request.getParameter(name);
        if (value != null) {
          parameters.put(name, value);
        }
      }
      return new CredentialGrant(new AuthorizationGrantType(type), client, parameters);
    }
  }
}
