package io.kundenwert.gateway.identity;

import io.kundenwert.gateway.problem.GatewayProblem;
import io.kundenwert.gateway.problem.GatewayProblems;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** What needs a sign-in, and the headers that every answer carries. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self';"
          + " frame-ancestors 'none'";

  /** The API page sets styles on its elements. */
  private static final String POLICY_OF_DOCS =
      POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'");

  @Bean
  @Order(1)
  SecurityFilterChain docsSecurity(HttpSecurity http) throws Exception {
    http.securityMatcher("/docs/**", "/docs", "/swagger-ui/**")
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll());
    return common(http, POLICY_OF_DOCS).build();
  }

  @Bean
  @Order(2)
  SecurityFilterChain security(
      HttpSecurity http, IdentityProperties identity, GatewayProblems problems) throws Exception {
    http.addFilterBefore(new ApiKeyFilter(identity), AnonymousAuthenticationFilter.class)
        .authorizeHttpRequests(
            requests ->
                requests.requestMatchers("/api/**").authenticated().anyRequest().permitAll())
        .exceptionHandling(
            handling ->
                handling
                    .authenticationEntryPoint(
                        (request, response, failure) ->
                            problems.write(request, response, GatewayProblem.unauthenticated()))
                    .accessDeniedHandler(
                        (request, response, denied) ->
                            problems.write(request, response, GatewayProblem.forbidden())));
    return common(http, POLICY).build();
  }

  private static HttpSecurity common(HttpSecurity http, String policy) throws Exception {
    return http.sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        // There is no cookie yet: a browser cannot be made to send the key.
        .csrf(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .headers(
            headers ->
                headers
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
