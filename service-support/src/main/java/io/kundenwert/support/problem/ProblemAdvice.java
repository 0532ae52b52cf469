package io.kundenwert.support.problem;

import jakarta.validation.ConstraintViolationException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Every failure of a controller as a problem; what is not foreseen says nothing of its cause. */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE - 10)
final class ProblemAdvice extends ResponseEntityExceptionHandler {
  private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

  private final ProblemWriter writer;

  ProblemAdvice(ProblemWriter writer) {
    this.writer = writer;
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> problem(Problem problem, WebRequest request) {
    return answer(problem, request);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> invalid(ConstraintViolationException failure, WebRequest request) {
    return answer(
        new Problem(
            HttpStatus.BAD_REQUEST,
            "invalid-request",
            Map.of(
                "fields",
                failure.getConstraintViolations().stream()
                    .map(violation -> violation.getPropertyPath().toString())
                    .toList())),
        request);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> mistyped(
      MethodArgumentTypeMismatchException failure, WebRequest request) {
    // An id that is none names nothing that exists; any other parameter is malformed.
    return answer(
        failure.getRequiredType() == java.util.UUID.class
            ? Problem.notFound(failure.getName())
            : Problem.badRequest("invalid-parameter", failure.getName(), null),
        request);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> unforeseen(Exception failure, WebRequest request) {
    log.error("Request failed", failure);
    return answer(new Problem(HttpStatus.INTERNAL_SERVER_ERROR, "internal"), request);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
      MethodArgumentNotValidException failure,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    List<String> fields =
        failure.getBindingResult().getFieldErrors().stream()
            .map(FieldError::getField)
            .distinct()
            .toList();
    return untyped(
        new Problem(HttpStatus.BAD_REQUEST, "invalid-request", Map.of("fields", fields)), request);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
      HandlerMethodValidationException failure,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    List<String> fields =
        failure.getParameterValidationResults().stream()
            .map(result -> String.valueOf(result.getMethodParameter().getParameterName()))
            .distinct()
            .toList();
    return untyped(
        new Problem(HttpStatus.BAD_REQUEST, "invalid-request", Map.of("fields", fields)), request);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException failure,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    return untyped(new Problem(HttpStatus.BAD_REQUEST, "unreadable-request"), request);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleExceptionInternal(
      Exception failure,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    HttpStatus known = HttpStatus.resolve(status.value());
    String code =
        switch (status.value()) {
          case 404 -> "not-found";
          case 405 -> "method-not-allowed";
          case 406 -> "not-acceptable";
          case 413 -> "too-large";
          case 415 -> "unsupported-media-type";
          case 503 -> "unavailable";
          default -> status.is4xxClientError() ? "invalid-request" : "internal";
        };
    Problem problem = new Problem(known == null ? HttpStatus.INTERNAL_SERVER_ERROR : known, code);
    return untyped(problem, request);
  }

  private ResponseEntity<ProblemDetail> answer(Problem problem, WebRequest request) {
    return ResponseEntity.status(problem.status()).body(detail(problem, request));
  }

  private ResponseEntity<Object> untyped(Problem problem, WebRequest request) {
    return ResponseEntity.status(problem.status()).body(detail(problem, request));
  }

  private ProblemDetail detail(Problem problem, WebRequest request) {
    Locale locale = ProblemWriter.language(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
    return writer.detail(problem, locale);
  }
}
