package io.kundenwert.local.installation;

/**
 * Something that keeps the installation from starting and that the person at the keyboard can
 * change. The message is a complete sentence in plain English that says what to do.
 */
public final class CannotStart extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With the message as it is shown. */
  public CannotStart(String message) {
    super(message);
  }

  /** With the message as it is shown, and the failure behind it for the log. */
  public CannotStart(String message, Throwable cause) {
    super(message, cause);
  }
}
