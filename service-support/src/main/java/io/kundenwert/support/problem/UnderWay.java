package io.kundenwert.support.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.MediaType;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * A failure once part of the answer is sent: there is nothing left to say but that it ends here, so
 * the container cuts the connection. Handled, it would let a broken-off file end like a whole one.
 */
final class UnderWay implements HandlerExceptionResolver, Ordered {
  @Override
  public @Nullable ModelAndView resolveException(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Object handler,
      Exception failure) {
    if (response.isCommitted() && !isEventStream(response) && !isCallerGone(failure)) {
      // Another exception than the failure itself: Spring lets some of those, an end of file among
      // them, pass as if the caller had gone.
      throw new IllegalStateException("The answer broke off", failure);
    }
    return null;
  }

  /** An event stream has no end that could be mistaken; whoever reads it connects again. */
  private static boolean isEventStream(HttpServletResponse response) {
    String type = response.getContentType();
    return type != null && type.startsWith(MediaType.TEXT_EVENT_STREAM_VALUE);
  }

  private static boolean isCallerGone(Exception failure) {
    return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
        .anyMatch(
            cause ->
                cause instanceof AsyncRequestNotUsableException
                    || cause instanceof ClientAbortException);
  }

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }
}
