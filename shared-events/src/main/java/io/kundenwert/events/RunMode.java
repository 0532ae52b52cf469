package io.kundenwert.events;

/** Whether a run writes (A5) or only says what it would write (A4). */
public enum RunMode {
  /** Rows are merged into the customers. */
  IMPORT("import"),
  /** Rows are counted as a real run would count them; nothing is kept. */
  DRY("dry");

  private final String wireName;

  RunMode(String wireName) {
    this.wireName = wireName;
  }

  /** The name in events and requests. */
  public String wireName() {
    return wireName;
  }

  /**
   * The constant with a wire name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static RunMode ofWireName(String name) {
    for (RunMode mode : values()) {
      if (mode.wireName.equals(name)) {
        return mode;
      }
    }
    throw new IllegalArgumentException("Unknown run mode");
  }
}
