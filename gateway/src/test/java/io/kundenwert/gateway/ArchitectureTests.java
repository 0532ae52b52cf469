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
            "com.nimbusds..",
            "io.github.resilience4j..",
            "org.apache.catalina.connector..",
            "org.bouncycastle..")
        .tests();
  }
}
