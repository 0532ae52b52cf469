package io.kundenwert.imports;

import io.kundenwert.test.ArchitectureRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTests {
  @TestFactory
  Stream<DynamicTest> keepsTheRules() {
    return ArchitectureRules.of("io.kundenwert.imports")
        .withControllers()
        .withAuditedChanges()
        .withMessaging()
        .withLibraries(
            "org.apache.kafka..",
            "org.apache.commons.csv..",
            "org.apache.tomcat.util.http.fileupload..",
            "org.postgresql..",
            "io.micrometer..",
            "com.ibm.icu..")
        .tests();
  }
}
