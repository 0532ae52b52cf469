package io.kundenwert.gateway.routes;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.retry.Retry;
import io.kundenwert.gateway.problem.GatewayProblem;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.servlet.function.HandlerFilterFunction;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Stands between the gateway and one service: while the service does not answer, callers are told
 * so at once instead of waiting. A GET whose connection failed is tried again; nothing else is,
 * since the service may have done it.
 */
final class ServiceGuard implements HandlerFilterFunction<ServerResponse, ServerResponse> {
  private static final Logger log = LoggerFactory.getLogger(ServiceGuard.class);

  private final String service;
  private final CircuitBreaker breaker;
  private final Retry retry;

  ServiceGuard(String service, CircuitBreaker breaker, Retry retry) {
    this.service = service;
    this.breaker = breaker;
    this.retry = retry;
  }

  @Override
  public ServerResponse filter(ServerRequest request, HandlerFunction<ServerResponse> next)
      throws Exception {
    boolean repeatable =
        HttpMethod.GET.equals(request.method())
            && request.attribute(Exchange.ATTRIBUTE).orElse(Exchange.CALL) == Exchange.CALL;
    try {
      return repeatable
          ? retry.executeCheckedSupplier(() -> once(request, next))
          : once(request, next);
    } catch (CallNotPermittedException open) {
      throw GatewayProblem.serviceAway(service);
    } catch (ResourceAccessException failure) {
      throw refusal(failure);
    } catch (Exception | Error failure) {
      throw failure;
    } catch (Throwable impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private ServerResponse once(ServerRequest request, HandlerFunction<ServerResponse> next)
      throws Exception {
    breaker.acquirePermission();
    long start = breaker.getCurrentTimestamp();
    try {
      ServerResponse response = next.handle(request);
      long took = breaker.getCurrentTimestamp() - start;
      if (isAway(response.statusCode().value())) {
        breaker.onError(
            took, TimeUnit.NANOSECONDS, new IOException("Status " + response.statusCode()));
      } else {
        breaker.onSuccess(took, TimeUnit.NANOSECONDS);
      }
      return response;
    } catch (ResourceAccessException failure) {
      if (causedBy(failure, ClientAbortException.class) != null
          || causedBy(failure, GatewayProblem.class) != null) {
        // The caller's fault or wish says nothing about the service.
        breaker.releasePermission();
      } else {
        breaker.onError(breaker.getCurrentTimestamp() - start, TimeUnit.NANOSECONDS, failure);
      }
      throw failure;
    } catch (Exception failure) {
      breaker.releasePermission();
      throw failure;
    }
  }

  private static boolean isAway(int status) {
    return status == HttpStatus.BAD_GATEWAY.value()
        || status == HttpStatus.SERVICE_UNAVAILABLE.value()
        || status == HttpStatus.GATEWAY_TIMEOUT.value();
  }

  private RuntimeException refusal(ResourceAccessException failure) {
    GatewayProblem own = causedBy(failure, GatewayProblem.class);
    if (own != null) {
      return own;
    }
    if (causedBy(failure, ClientAbortException.class) != null) {
      return failure;
    }
    log.warn("{} did not answer: {}", service, failure.getMessage());
    return causedBy(failure, HttpTimeoutException.class) != null
        ? GatewayProblem.serviceSlow(service)
        : GatewayProblem.serviceAway(service);
  }

  /** Whether trying again may help: the service was not reached, or hung up. */
  static boolean isWorthRetrying(Throwable failure) {
    return failure instanceof ResourceAccessException
        && causedBy(failure, HttpTimeoutException.class) == null
        && causedBy(failure, ClientAbortException.class) == null;
  }

  private static <T extends Throwable> @Nullable T causedBy(Throwable failure, Class<T> type) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
    }
    return null;
  }
}
