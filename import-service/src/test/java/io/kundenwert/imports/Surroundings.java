package io.kundenwert.imports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Where the service under test finds its neighbours. */
public final class Surroundings
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {
  /** Upload store of all contexts of this process. */
  public static final Path UPLOADS = uploads();

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    TestPropertyValues.of(
            "KUNDENWERT_CUSTOMER_URL=" + FakeCustomers.url(), "KUNDENWERT_UPLOAD_DIR=" + UPLOADS)
        .applyTo(context);
  }

  private static Path uploads() {
    try {
      return Files.createTempDirectory("uploads");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
