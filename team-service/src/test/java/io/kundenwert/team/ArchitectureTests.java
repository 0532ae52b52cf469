package io.kundenwert.team;

import io.kundenwert.test.ArchitectureRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTests {
  @TestFactory
  Stream<DynamicTest> keepsTheRules() {
    return ArchitectureRules.of("io.kundenwert.team")
        .withControllers()
        .withAuditedChanges(
            "AccountController.register",
            "AccountController.confirm",
            "AccountController.confirmAgain",
            "AccountController.reset",
            "InvitationController.view",
            "SessionsController.end",
            "SessionsController.endCurrent",
            "SessionsController.endOthers")
        .withEntities()
        .withMessaging()
        .withLibraries(
            "com.nimbusds.jose..",
            "com.nulabinc.zxcvbn..",
            "io.micrometer.core..",
            "org.apache.kafka..")
        .tests();
  }
}
