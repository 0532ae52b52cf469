package io.kundenwert.local.launch;

/** Is told what the launcher does, for the person who waits. */
public interface Progress {

  /**
   * A step was finished.
   *
   * @param what plain words
   * @param millis time since the launcher began
   */
  void done(String what, long millis);

  /** Something was found and dealt with that the person should know. */
  void note(String what);
}
