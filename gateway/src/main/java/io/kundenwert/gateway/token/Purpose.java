package io.kundenwert.gateway.token;

/** What a token is for, which says how long it must last. */
public enum Purpose {
  /** A call that is over in seconds. */
  CALL,
  /** An upload: the service uses the token when the upload is over, which may take its time. */
  UPLOAD
}
