package io.kundenwert.notification;

import io.kundenwert.test.PermissionMatrix;
import io.kundenwert.test.PermissionWorld;
import io.kundenwert.test.WithEngines;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.ApplicationContext;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** Every member has an inbox (D1). */
@SpringBootTest(
    classes = NotificationServiceApplication.class,
    properties = "spring.config.name=notification-service")
@AutoConfigureMockMvc
@WithEngines("kundenwert_notification")
class PermissionsIT {
  private static final String INBOX = "GET /api/v1/teams/{teamId}/inbox";

  @Autowired ApplicationContext context;
  @Autowired MockMvcTester mvc;

  @TestFactory
  Stream<DynamicTest> letsThosePassWhomTheMatrixLetsPass() {
    PermissionWorld world = PermissionWorld.random();
    world.publish();
    PermissionMatrix matrix = PermissionMatrix.of(context, world, mvc);
    matrix.on(INBOX).everyMember().scope("read");
    matrix.on("POST /api/v1/teams/{teamId}/inbox/{entryId}/read").everyMember().scope("read");
    matrix
        .on("POST /api/v1/teams/{teamId}/inbox/read")
        .everyMember()
        .scope("read")
        .sample(request -> request.query("upTo", UUID.randomUUID()));
    matrix.on("GET /api/v1/teams/{teamId}/events").everyMember().scope("read");
    return Stream.concat(matrix.tests(), matrix.takesAwayWithin(Duration.ofSeconds(1), INBOX));
  }
}
