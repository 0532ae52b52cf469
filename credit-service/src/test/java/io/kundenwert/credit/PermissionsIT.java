package io.kundenwert.credit;

import io.kundenwert.test.PermissionMatrix;
import io.kundenwert.test.PermissionWorld;
import io.kundenwert.test.WithEngines;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.ApplicationContext;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** Who may see credits (D1). */
@SpringBootTest(
    classes = {CreditServiceApplication.class, CreditServiceIT.Time.class},
    properties = "spring.config.name=credit-service")
@AutoConfigureMockMvc
@WithEngines("kundenwert_credit")
class PermissionsIT {
  private static final String BALANCE = "GET /api/v1/teams/{teamId}/credits";
  private static final String MOVEMENTS = BALANCE + "/movements";

  @Autowired ApplicationContext context;
  @Autowired MockMvcTester mvc;

  @TestFactory
  Stream<DynamicTest> letsThosePassWhomTheMatrixLetsPass() {
    PermissionWorld world = PermissionWorld.random();
    world.publish();
    PermissionMatrix matrix = PermissionMatrix.of(context, world, mvc);
    matrix.on(BALANCE).rows("view own credit usage and team balance").scope("read");
    matrix.on(MOVEMENTS).rows("view team credit history and usage per member").scope("read");
    return Stream.concat(matrix.tests(), matrix.takesAwayWithin(Duration.ofSeconds(1), MOVEMENTS));
  }
}
