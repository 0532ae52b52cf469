package io.kundenwert.local.services;

import static org.assertj.core.api.Assertions.assertThat;

import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.ErrorDetails;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.junit.jupiter.api.Test;

class OneJvmTests {
  @Test
  void saysWhatToDoAboutTheDataOfAnotherVersion() {
    FlywayValidateException other =
        new FlywayValidateException(
            new ErrorDetails(CoreErrorCode.VALIDATE_ERROR, "checksum"), "Migrations differ");
    assertThat(OneJvm.complaint("customer-service", other))
        .contains("another version of Kundenwert", "--data", "customer-service");
  }

  @Test
  void anyOtherFailureIsNamedAndShort() {
    String complaint =
        OneJvm.complaint("team-service", new IllegalStateException("x".repeat(10_000)));
    assertThat(complaint).startsWith("team-service did not start: IllegalStateException: xxx");
    assertThat(complaint).hasSizeLessThan(500);
  }
}
