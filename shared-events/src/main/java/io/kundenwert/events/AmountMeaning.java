package io.kundenwert.events;

/** What the amounts of a file import are (A8). A closed enumeration: it decides totals. */
public enum AmountMeaning {
  /** New since the last import: added to what is there. The default. */
  NEW("new"),
  /** Totals to date: of one source the latest surviving one counts. */
  TOTALS("totals");

  private final String wireName;

  AmountMeaning(String wireName) {
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
  public static AmountMeaning ofWireName(String name) {
    for (AmountMeaning meaning : values()) {
      if (meaning.wireName.equals(name)) {
        return meaning;
      }
    }
    throw new IllegalArgumentException("Unknown amount meaning");
  }
}
