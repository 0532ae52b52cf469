package io.kundenwert.imports.run;

/** Another worker has taken the run over, or must be assumed to have. */
final class LeaseLostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LeaseLostException() {
    super("The lease of a run was lost", null, false, false);
  }
}
