package io.kundenwert.customer;

import io.kundenwert.test.ArchitectureRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTests {
  @TestFactory
  Stream<DynamicTest> keepsTheRules() {
    return ArchitectureRules.of("io.kundenwert.customer")
        .withControllers()
        .withAuditedChanges("RunsController.register")
        .withLibraries(
            "io.micrometer..",
            "io.namastack..",
            "javax.crypto..",
            "net.javacrumbs.shedlock..",
            "org.apache.commons.csv..",
            "org.apache.kafka..",
            "org.postgresql..")
        .tests();
  }
}
