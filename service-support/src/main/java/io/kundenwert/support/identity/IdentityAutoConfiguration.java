package io.kundenwert.support.identity;

import io.kundenwert.support.problem.Problem;
import io.kundenwert.support.problem.ProblemWriter;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Makes a service a resource server: every request needs a token with a valid signature, issuer,
 * audience and time, except health and the API description.
 */
@AutoConfiguration(
    beforeName =
        "org.springframework.boot.security.oauth2.server.resource.autoconfigure.servlet.OAuth2ResourceServerAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(IdentityProperties.class)
public class IdentityAutoConfiguration {
  private static final Logger log = LoggerFactory.getLogger(IdentityAutoConfiguration.class);

  static {
    SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class);
  }

  @Bean
  @ConditionalOnMissingBean
  JwtDecoder jwtDecoder(IdentityProperties properties) {
    // One algorithm: a token cannot choose a weaker one, "none" included.
    JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory();
    // The library's half second is too short for an issuer that is just starting.
    requests.setReadTimeout(Duration.ofSeconds(5));
    NimbusJwtDecoder decoder =
        NimbusJwtDecoder.withJwkSetUri(properties.jwksUri())
            .restOperations(new RestTemplate(requests))
            .jwsAlgorithm(SignatureAlgorithm.ES256)
            .build();
    decoder.setJwtValidator(
        new DelegatingOAuth2TokenValidator<>(
            JwtValidators.createDefaultWithIssuer(properties.issuer()),
            new JwtAudienceValidator(properties.audience())));
    return decoder;
  }

  /** Beside chains for other addresses that a service may have; it comes last. */
  @Bean
  @ConditionalOnMissingBean(name = "securityFilterChain")
  SecurityFilterChain securityFilterChain(
      HttpSecurity http, ProblemWriter problems, ObjectProvider<PublicPaths> publicPaths) {
    return http.sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        // There is no cookie: a browser cannot be made to send the token.
        .csrf(AbstractHttpConfigurer::disable)
        .headers(headers -> headers.withObjectPostProcessor(writtenFirst()))
        .authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers(
                        "/actuator/health/**", "/actuator/prometheus", "/v3/api-docs/**")
                    .permitAll()
                    .requestMatchers(
                        publicPaths
                            .orderedStream()
                            .flatMap(each -> each.paths().stream())
                            .toArray(String[]::new))
                    .permitAll()
                    .dispatcherTypeMatchers(
                        jakarta.servlet.DispatcherType.ASYNC, jakarta.servlet.DispatcherType.ERROR)
                    .permitAll()
                    .anyRequest()
                    .authenticated())
        .oauth2ResourceServer(
            server ->
                server
                    .withObjectPostProcessor(failuresAsProblems(problems))
                    .jwt(jwt -> {})
                    .authenticationEntryPoint(
                        (request, response, failure) ->
                            problems.write(
                                request,
                                response,
                                new Problem(HttpStatus.UNAUTHORIZED, "unauthenticated"))))
        .exceptionHandling(
            handling ->
                handling.accessDeniedHandler(
                    (request, response, denied) ->
                        problems.write(
                            request, response, new Problem(HttpStatus.FORBIDDEN, "forbidden"))))
        .build();
  }

  /**
   * Headers are written before the controller runs, not on the way out: a streamed answer is
   * written by a thread of its own, and the request's thread, writing headers at the same time,
   * would race with it.
   */
  private static ObjectPostProcessor<HeaderWriterFilter> writtenFirst() {
    return new ObjectPostProcessor<>() {
      @Override
      public <F extends HeaderWriterFilter> F postProcess(F filter) {
        filter.setShouldWriteHeadersEagerly(true);
        return filter;
      }
    };
  }

  /**
   * A token that cannot be checked, because the issuer's keys cannot be had, is not a wrong one:
   * the caller is told to try again.
   */
  private static ObjectPostProcessor<BearerTokenAuthenticationFilter> failuresAsProblems(
      ProblemWriter problems) {
    return new ObjectPostProcessor<>() {
      @Override
      public <F extends BearerTokenAuthenticationFilter> F postProcess(F filter) {
        filter.setAuthenticationFailureHandler(
            (request, response, failure) -> {
              boolean unchecked = failure instanceof AuthenticationServiceException;
              if (unchecked) {
                log.warn("Tokens cannot be checked: {}", failure.getMessage());
              }
              problems.write(
                  request,
                  response,
                  unchecked
                      ? new Problem(HttpStatus.SERVICE_UNAVAILABLE, "unavailable")
                      : new Problem(HttpStatus.UNAUTHORIZED, "unauthenticated"));
            });
        return filter;
      }
    };
  }

  @Bean
  WebMvcConfigurer callerArgument() {
    return new WebMvcConfigurer() {
      @Override
      public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new CallerArgumentResolver());
      }
    };
  }
}
