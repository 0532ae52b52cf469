package io.kundenwert.gateway.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** Every failure as a problem; what is not foreseen says nothing of its cause. */
@Component
class ProblemResolver implements HandlerExceptionResolver, Ordered {
  private static final Logger log = LoggerFactory.getLogger(ProblemResolver.class);

  private final GatewayProblems problems;

  ProblemResolver(GatewayProblems problems) {
    this.problems = problems;
  }

  @Override
  public @Nullable ModelAndView resolveException(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Object handler,
      Exception failure) {
    if (response.isCommitted() && !causedBy(failure, ClientAbortException.class)) {
      // Another exception than the failure itself: Spring lets some of those, an end of file among
      // them, pass as if the caller had gone, and a broken-off file would end like a whole one.
      throw new IllegalStateException("The answer broke off", failure);
    }
    try {
      problems.write(request, response, problem(failure));
    } catch (IOException gone) {
      log.debug("The caller is gone", gone);
    }
    return new ModelAndView();
  }

  private static boolean causedBy(Throwable failure, Class<? extends Throwable> type) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .anyMatch(type::isInstance);
  }

  private static GatewayProblem problem(Exception failure) {
    if (failure instanceof ErrorResponse refused) {
      HttpStatus status = HttpStatus.resolve(refused.getStatusCode().value());
      return GatewayProblem.of(status == null ? HttpStatus.INTERNAL_SERVER_ERROR : status);
    }
    boolean unreadable = false;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof GatewayProblem own) {
        return own;
      }
      if (cause instanceof ClientAbortException
          || cause instanceof HttpMessageNotReadableException) {
        unreadable = true;
      }
    }
    if (unreadable) {
      return GatewayProblem.of(HttpStatus.BAD_REQUEST);
    }
    log.error("Request failed", failure);
    return GatewayProblem.of(HttpStatus.INTERNAL_SERVER_ERROR);
  }

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }
}
