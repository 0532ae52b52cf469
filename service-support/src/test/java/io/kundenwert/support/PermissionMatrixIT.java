package io.kundenwert.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.kundenwert.test.PermissionMatrix;
import io.kundenwert.test.PermissionWorld;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** The matrix of a service with faults: it lets what is right pass and finds what was planted. */
@SupportIT
class PermissionMatrixIT {
  private static final String TEAM = "GET /api/v1/teams/{teamId}";
  private static final String PRODUCT = "GET /api/v1/teams/{teamId}/products/{productId}";
  private static final String UNGUARDED = "POST /api/v1/teams/{teamId}/things";
  private static final String BROKEN = "GET /api/v1/broken";

  private final PermissionWorld world = PermissionWorld.random();

  @Autowired ApplicationContext context;
  @Autowired MockMvcTester mvc;

  private PermissionMatrix matrix;

  @BeforeEach
  void aTeam() {
    world.publish();
    matrix = PermissionMatrix.of(context, world, mvc);
  }

  @TestFactory
  Stream<DynamicTest> letsWhatIsRightPass() {
    matrix.on(TEAM).rows("view team settings").scope("read");
    matrix.on(PRODUCT).rows("edit any product", "edit own product").scope("team");
    matrix.on(UNGUARDED).signedIn().json("{\"name\":\"a\"}");
    matrix.on(BROKEN).signedIn();
    // Which is broken; all others hold.
    return Stream.concat(
        matrix.tests().filter(test -> !test.getDisplayName().equals(BROKEN)),
        matrix.takesAwayWithin(Duration.ofSeconds(1), PRODUCT));
  }

  @Test
  void findsAMappingWithoutARule() {
    matrix.on(TEAM).rows("view team settings").scope("read");
    assertThat(matrix.withoutRule()).containsExactlyInAnyOrder(PRODUCT, UNGUARDED, BROKEN);
    assertThat(firstTestFails()).contains(UNGUARDED);
  }

  @Test
  void findsARuleWithoutAMapping() {
    for (String mapping : List.of(TEAM, PRODUCT, UNGUARDED, BROKEN)) {
      matrix.on(mapping).signedIn();
    }
    matrix.on("GET /api/v1/gone").signedIn();
    assertThat(firstTestFails()).contains("/api/v1/gone");
  }

  @Test
  void findsAnUnguardedMapping() {
    matrix.on(UNGUARDED).rows("view team settings").scope("read").json("{\"name\":\"a\"}");
    assertThat(matrix.violations(UNGUARDED))
        .anyMatch(found -> found.startsWith("Of another team " + UNGUARDED))
        .anyMatch(found -> found.startsWith("With an API key of other scopes"));
  }

  @Test
  void findsAMappingThatAsksForTheWrongThing() {
    matrix.on(PRODUCT).rows("view all products").scope("read");
    assertThat(matrix.violations(PRODUCT))
        .anyMatch(found -> found.startsWith("As viewer with another's product"))
        .anyMatch(found -> found.startsWith("As member with another's product"))
        .anyMatch(found -> found.startsWith("With an API key of other scopes"))
        .noneMatch(found -> found.startsWith("As owner"));
    matrix.on(TEAM).rows("edit team settings").scope("read");
    assertThat(matrix.violations(TEAM))
        .anyMatch(found -> found.startsWith("As viewer"))
        .noneMatch(found -> found.startsWith("As admin"));
  }

  @Test
  void findsAMappingThatTakesAKeyInsteadOfASession() {
    matrix.on(TEAM).rows("view team settings").scope("read").sessionOnly();
    assertThat(matrix.violations(TEAM))
        .singleElement()
        .asString()
        .startsWith("With an API key of the scope");
  }

  @Test
  void findsAFailureOfAMapping() {
    matrix.on(BROKEN).signedIn();
    assertThat(matrix.violations(BROKEN)).isNotEmpty();
  }

  private String firstTestFails() {
    try {
      matrix.tests().findFirst().orElseThrow().getExecutable().execute();
      throw new IllegalStateException("It passed");
    } catch (Throwable failure) {
      return String.valueOf(failure.getMessage());
    }
  }
}
