package io.kundenwert.gateway.identity;

import io.kundenwert.gateway.address.Addresses;
import io.kundenwert.gateway.address.ClientAddress;
import io.kundenwert.gateway.address.PublicUrl;
import io.kundenwert.gateway.limits.RateLimitFilter;
import io.kundenwert.gateway.limits.RateLimits;
import io.kundenwert.gateway.problem.GatewayProblem;
import io.kundenwert.gateway.problem.GatewayProblems;
import io.kundenwert.gateway.session.Credentials;
import io.kundenwert.gateway.session.OriginFilter;
import io.kundenwert.gateway.session.SessionCsrf;
import io.kundenwert.gateway.token.Tokens;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** What needs a sign-in, and the headers that every answer carries. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self';"
          + " frame-ancestors 'none'; require-trusted-types-for 'script'";

  /** The API page sets styles on its elements, and writes them as text. */
  private static final String POLICY_OF_DOCS =
      POLICY
          .replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
          .replace("; require-trusted-types-for 'script'", "");

  @Bean
  @Order(1)
  SecurityFilterChain docsSecurity(HttpSecurity http, PublicUrl publicUrl) throws Exception {
    http.securityMatcher("/docs/**", "/docs", "/swagger-ui/**")
        // Nothing is changed there.
        .csrf(AbstractHttpConfigurer::disable)
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll());
    return common(http, POLICY_OF_DOCS, publicUrl).build();
  }

  @Bean
  @Order(2)
  SecurityFilterChain security(
      HttpSecurity http,
      Credentials credentials,
      Tokens tokens,
      SessionCsrf csrfTokens,
      PublicUrl publicUrl,
      ClientAddress addresses,
      RateLimits limits,
      GatewayProblems problems)
      throws Exception {
    http.addFilterBefore(new OriginFilter(publicUrl, problems), CsrfFilter.class)
        .csrf(
            csrf ->
                csrf.csrfTokenRepository(csrfTokens)
                    .csrfTokenRequestHandler(csrfTokens)
                    .requireCsrfProtectionMatcher(csrfTokens))
        .addFilterAfter(new RateLimitFilter(limits, problems), CsrfFilter.class)
        .addFilterBefore(
            new CredentialFilter(credentials, tokens, addresses, problems),
            AnonymousAuthenticationFilter.class)
        .authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers(Addresses.IS_OPEN, Addresses.IS_SIGN_IN, Addresses.IS_SIGN_OUT)
                    .permitAll()
                    .requestMatchers(Addresses.IS_API)
                    .authenticated()
                    .anyRequest()
                    .permitAll())
        .exceptionHandling(
            handling ->
                handling
                    .authenticationEntryPoint(
                        (request, response, failure) ->
                            problems.write(request, response, GatewayProblem.unauthenticated()))
                    .accessDeniedHandler(
                        (request, response, denied) ->
                            problems.write(
                                request,
                                response,
                                denied instanceof CsrfException
                                    ? GatewayProblem.csrf()
                                    : GatewayProblem.forbidden())));
    return common(http, POLICY, publicUrl).build();
  }

  private static HttpSecurity common(HttpSecurity http, String policy, PublicUrl publicUrl)
      throws Exception {
    return http.sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .headers(
            headers ->
                headers
                    // Also where TLS ends at a proxy in front.
                    .httpStrictTransportSecurity(hsts -> hsts.requestMatcher(publicUrl::isTls))
                    .contentSecurityPolicy(csp -> csp.policyDirectives(policy))
                    .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                    .permissionsPolicyHeader(
                        permissions ->
                            permissions.policy("camera=(), geolocation=(), microphone=()"))
                    .crossOriginOpenerPolicy(
                        opener -> opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                    .crossOriginResourcePolicy(
                        resource -> resource.policy(CrossOriginResourcePolicy.SAME_ORIGIN)));
  }
}
