package io.kundenwert.gateway.routes;

import static org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions.uri;
import static org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions.route;
import static org.springframework.cloud.gateway.server.mvc.handler.HandlerFunctions.http;
import static org.springframework.web.servlet.function.RequestPredicates.GET;
import static org.springframework.web.servlet.function.RequestPredicates.POST;
import static org.springframework.web.servlet.function.RequestPredicates.path;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.retry.RetryRegistry;
import io.kundenwert.gateway.address.Addresses;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * The public addresses. Only what is named here is reachable: never {@code /internal/**}, never a
 * service's actuator.
 */
@Configuration(proxyBeanMethods = false)
class Routes {
  private static final String TEAM = Addresses.TEAM;
  private static final String PRODUCT = Addresses.PRODUCT;

  private final GatewayProperties gateway;
  private final CircuitBreakerRegistry breakers;
  private final RetryRegistry retries;

  Routes(GatewayProperties gateway, CircuitBreakerRegistry breakers, RetryRegistry retries) {
    this.gateway = gateway;
    this.breakers = breakers;
    this.retries = retries;
  }

  @Bean
  @Order(1)
  RouterFunction<ServerResponse> uploads() {
    return to("import-service", Exchange.UPLOAD, POST(Addresses.UPLOADS));
  }

  @Bean
  @Order(2)
  RouterFunction<ServerResponse> streams() {
    return to(
        "import-service",
        Exchange.STREAM,
        GET(TEAM + "/imports/{importId}/events")
            .or(GET(TEAM + "/imports/{importId}/rejected-rows.csv")));
  }

  @Bean
  @Order(2)
  RouterFunction<ServerResponse> customerExports() {
    return to(
        "customer-service",
        Exchange.STREAM,
        GET(PRODUCT + "/customers/export.csv").or(GET(PRODUCT + "/value-matrix/export.csv")));
  }

  @Bean
  @Order(2)
  RouterFunction<ServerResponse> hints() {
    return to("notification-service", Exchange.STREAM, GET(TEAM + "/events"));
  }

  @Bean
  @Order(2)
  RouterFunction<ServerResponse> auditExports() {
    return to("team-service", Exchange.STREAM, GET(TEAM + "/audit/export"));
  }

  @Bean
  @Order(3)
  RouterFunction<ServerResponse> customers() {
    return to(
        "customer-service",
        Exchange.CALL,
        path(PRODUCT + "/customers/**")
            .or(path(PRODUCT + "/value-matrix/**"))
            .or(path(PRODUCT + "/sources/**"))
            .or(path(PRODUCT + "/priorities/**"))
            .or(path(PRODUCT + "/views/**"))
            .or(path(PRODUCT + "/bulk-changes/**"))
            .or(path(PRODUCT + "/cleanups/**"))
            // What undo takes back, what could not be written and whom a dry run concerns lies
            // there.
            .or(path(TEAM + "/imports/{importId}/undo/**"))
            .or(path(TEAM + "/imports/{importId}/dry-run/sample"))
            .or(path(TEAM + "/imports/{importId}/dead-rows/**")));
  }

  @Bean
  @Order(4)
  RouterFunction<ServerResponse> imports() {
    return to(
        "import-service",
        Exchange.CALL,
        path(PRODUCT + "/imports")
            .or(path(PRODUCT + "/imports/**"))
            .or(path(PRODUCT + "/mapping-templates/**"))
            .or(path(TEAM + "/imports/**")));
  }

  @Bean
  @Order(5)
  RouterFunction<ServerResponse> credits() {
    return to("credit-service", Exchange.CALL, path(TEAM + "/credits/**"));
  }

  @Bean
  @Order(6)
  RouterFunction<ServerResponse> inbox() {
    return to("notification-service", Exchange.CALL, path(TEAM + "/inbox/**"));
  }

  @Bean
  @Order(7)
  RouterFunction<ServerResponse> teams() {
    return to(
        "team-service",
        Exchange.CALL,
        path("/api/v1/teams")
            .or(path(TEAM))
            .or(path(TEAM + "/deletion"))
            .or(path(TEAM + "/members/**"))
            .or(path(TEAM + "/ownership"))
            .or(path(TEAM + "/invitations/**"))
            .or(path(TEAM + "/audit/**"))
            .or(path(TEAM + "/products"))
            .or(path(PRODUCT))
            .or(path(PRODUCT + "/creator")));
  }

  @Bean
  @Order(8)
  RouterFunction<ServerResponse> people() {
    return to(
        "team-service",
        Exchange.CALL,
        GET("/api/v1/session")
            .or(GET("/api/v1/permissions"))
            .or(path("/api/v1/account/**"))
            .or(path("/api/v1/sessions/**"))
            .or(path("/api/v1/api-keys/**"))
            .or(POST("/api/v1/invitations/accept")));
  }

  /** Nobody is signed in here yet. */
  @Bean
  @Order(9)
  RouterFunction<ServerResponse> openToAll() {
    return to(
        "team-service",
        Exchange.CALL,
        Addresses.OPEN.stream()
            .map(RequestPredicates::POST)
            .reduce(RequestPredicate::or)
            .orElseThrow());
  }

  /** What services of others need to verify tokens. The token endpoint is the gateway's alone. */
  @Bean
  @Order(10)
  RouterFunction<ServerResponse> keys() {
    return to(
        "team-service",
        Exchange.CALL,
        GET("/oauth2/jwks").or(GET("/.well-known/openid-configuration")));
  }

  private RouterFunction<ServerResponse> to(
      String service, Exchange exchange, RequestPredicate addresses) {
    RetryConfig whereItHelps =
        RetryConfig.from(retries.getDefaultConfig())
            .retryOnException(ServiceGuard::isWorthRetrying)
            .build();
    return route(service + "-" + exchange)
        .route(addresses, http())
        .before(uri(gateway.service(service)))
        .before(
            request -> {
              request.attributes().put(Exchange.ATTRIBUTE, exchange);
              return request;
            })
        .filter(
            new ServiceGuard(
                service, breakers.circuitBreaker(service), retries.retry(service, whereItHelps)))
        .build();
  }
}
