package io.kundenwert.customer.value;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Source values for tests of other packages. */
public final class SourceValuesFixture {
  private SourceValuesFixture() {}

  /** The source values of a database. */
  public static SourceValues sourceValues(JdbcClient jdbc) {
    return new SourceValues(jdbc);
  }
}
