package io.kundenwert.imports;

import io.kundenwert.test.Engines;
import io.kundenwert.test.TestTokens;
import org.springframework.context.ConfigurableApplicationContext;

/** Another replica of the service in this process, beside the one of the test. */
public final class Replica implements AutoCloseable {
  private final ConfigurableApplicationContext context;

  private Replica(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /** Starts one on the same database, broker and uploads. */
  public static Replica start(String... more) {
    return new Replica(
        ImportServiceApplication.application()
            .properties(
                "KUNDENWERT_DB_URL=" + Engines.jdbcUrl("kundenwert_import"),
                "KUNDENWERT_KAFKA=" + Engines.kafka(),
                "KUNDENWERT_MASTER_KEYS=test:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
                "KUNDENWERT_ACCESS_STALE_AFTER=1d",
                "KUNDENWERT_JWKS_URI=" + TestTokens.jwksUri(),
                "KUNDENWERT_ISSUER=" + TestTokens.ISSUER,
                "KUNDENWERT_TEAM_URL=" + TestTokens.unreachable(),
                "KUNDENWERT_CUSTOMER_URL=" + FakeCustomers.url(),
                "KUNDENWERT_UPLOAD_DIR=" + Surroundings.UPLOADS)
            .run(
                java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(
                            "--server.port=0",
                            "--spring.datasource.username=",
                            "--spring.datasource.password=",
                            "--spring.jmx.enabled=false",
                            "--kundenwert.runs.chunk-rows=200",
                            "--kundenwert.runs.in-flight=2000",
                            "--kundenwert.runs.poll=50ms"),
                        java.util.Arrays.stream(more))
                    .toArray(String[]::new)));
  }

  /** Its port. */
  public int port() {
    return Integer.parseInt(
        java.util.Objects.requireNonNull(
            context.getEnvironment().getProperty("local.server.port")));
  }

  /** Stops it as an operator does. */
  @Override
  public void close() {
    context.close();
  }
}
