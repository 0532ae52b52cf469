package io.kundenwert.customer.product;

/** Which total decides a customer's priority (C3). */
public enum RankBy {
  /** Total spend, the rule. */
  GROSS("gross"),
  /** Total spend less refunds. */
  NET("net");

  private final String wireName;

  RankBy(String wireName) {
    this.wireName = wireName;
  }

  /** The name in events and in the database. */
  public String wireName() {
    return wireName;
  }

  /** The constant with a wire name; an unknown name means the rule. */
  public static RankBy ofWireName(String name) {
    return name.equals(NET.wireName) ? NET : GROSS;
  }
}
