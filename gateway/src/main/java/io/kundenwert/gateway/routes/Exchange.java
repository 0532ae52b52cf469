package io.kundenwert.gateway.routes;

/** Ways in which a request and its answer are passed on. */
enum Exchange {
  /** A short question and its answer: bounded in time, repeated if it is a GET. */
  CALL,
  /** A large body on its way in: its own time-out, never repeated. */
  UPLOAD,
  /** An answer without foreseeable end: no time-out once it flows, never repeated. */
  STREAM;

  /** The request attribute that says which. */
  static final String ATTRIBUTE = Exchange.class.getName();
}
