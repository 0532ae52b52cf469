package io.kundenwert.customer.merge;

/** Another writer changed what this transaction had looked up before its lock: try again. */
final class RaceLostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RaceLostException(String what) {
    super(what, null, false, false);
  }
}
