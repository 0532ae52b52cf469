package io.kundenwert.gateway;

import io.kundenwert.test.ArchitectureRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTests {
  @TestFactory
  Stream<DynamicTest> keepsTheRules() {
    return ArchitectureRules.of("io.kundenwert.gateway")
        .withLibraries(
            "com.github.benmanes.caffeine..",
            "io.github.bucket4j..",
            "io.github.resilience4j..",
            "javax.crypto..",
            "org.apache.catalina.connector..")
        .tests();
  }
}
