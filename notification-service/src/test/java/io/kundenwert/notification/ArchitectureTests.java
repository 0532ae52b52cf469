package io.kundenwert.notification;

import io.kundenwert.test.ArchitectureRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTests {
  @TestFactory
  Stream<DynamicTest> keepsTheRules() {
    return ArchitectureRules.of("io.kundenwert.notification")
        .withControllers()
        .withMessaging()
        .withLibraries("jakarta.mail..", "org.apache.kafka..", "org.eclipse.angus.mail..")
        .tests();
  }
}
