package io.kundenwert.local.demo;

/** The main job did not come to its end; the message says where it stopped. */
public final class DemoFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DemoFailed(String message) {
    super(message);
  }

  DemoFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
