package io.kundenwert.customer.value;

/** How much a customer is worth per month, in three steps (C3). */
public enum Priority {
  /** At least the product's high threshold. */
  HIGH("high"),
  /** At least the product's medium threshold. */
  MEDIUM("medium"),
  /** Everyone else, also whose monthly spend is not known. */
  LOW("low");

  private final String wireName;

  Priority(String wireName) {
    this.wireName = wireName;
  }

  /** The name in events, answers and the database. */
  public String wireName() {
    return wireName;
  }

  /**
   * The constant with a wire name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Priority ofWireName(String name) {
    for (Priority priority : values()) {
      if (priority.wireName.equals(name)) {
        return priority;
      }
    }
    throw new IllegalArgumentException("Unknown priority");
  }
}
