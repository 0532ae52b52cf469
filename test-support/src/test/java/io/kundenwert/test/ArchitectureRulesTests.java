package io.kundenwert.test;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchitectureRulesTests {
  private static final String PLANTED = "io.kundenwert.planted";
  private static final String GOOD = "io.kundenwert.planted.good";

  @ParameterizedTest
  @CsvSource({
    "every package is null-marked, PlantedController",
    "features do not depend on each other in circles, PlantedEntity",
    "nothing is injected into fields, PlantedEntity.other",
    "time comes from a clock, PlantedClockless.instant()",
    "dates are of java.time, PlantedClockless.date()",
    "controllers are package-private, PlantedController",
    "changes leave an audit entry, PlantedController.change",
    "what needs no audit entry is there, PlantedController.gone",
    "web is reached from nowhere, PlantedClockless.controller()",
    "entities are package-private, PlantedEntity",
    "only known libraries are used, PlantedClockless.library()"
  })
  void catchesThePlantedViolation(String rule, String culprit) {
    DynamicTest test =
        named(
            rule,
            tests(
                ArchitectureRules.of(PLANTED)
                    .withControllers()
                    .withAuditedChanges("GoodController.harmless", "PlantedController.gone")
                    .withEntities(),
                PLANTED));
    assertThatThrownBy(() -> test.getExecutable().execute())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(culprit)
        .hasMessageNotContaining("Good");
  }

  @Test
  void letsGoodCodePass() throws Throwable {
    ArchitectureRules rules =
        ArchitectureRules.of(GOOD).withControllers().withAuditedChanges("GoodController.harmless");
    for (DynamicTest test : tests(rules.withLibraries("jakarta.persistence.."), GOOD).values()) {
      test.getExecutable().execute();
    }
  }

  @Test
  void failsWhereThereIsNothingToCheck() {
    DynamicTest test =
        named(
            "messaging is reached from nowhere",
            tests(ArchitectureRules.of(GOOD).withMessaging(), GOOD));
    assertThatThrownBy(() -> test.getExecutable().execute())
        .hasMessageContaining("failed to check any classes");
  }

  private static DynamicTest named(String rule, Map<String, DynamicTest> tests) {
    return Optional.ofNullable(tests.get(rule)).orElseThrow();
  }

  private static Map<String, DynamicTest> tests(ArchitectureRules rules, String root) {
    return rules
        .tests(new ClassFileImporter().importPackages(root))
        .collect(Collectors.toMap(DynamicTest::getDisplayName, Function.identity()));
  }
}
