package io.kundenwert.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.kundenwert.test.TestTokens;
import io.kundenwert.test.WithEngines;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** A service that cannot reach the issuer's keys. */
@SpringBootTest(
    classes = NotificationServiceApplication.class,
    properties = {
      "spring.config.name=notification-service",
      "kundenwert.identity.jwks-uri=http://localhost:1/jwks"
    })
@AutoConfigureMockMvc
@WithEngines("kundenwert_notification")
class KeysAwayIT {
  @Autowired MockMvcTester mvc;

  @Test
  void saysThatATokenCannotBeCheckedNotThatItIsWrong() {
    assertThat(
            mvc.get()
                .uri("/api/v1/teams/" + UUID.randomUUID() + "/inbox")
                .header("Authorization", TestTokens.bearer(UUID.randomUUID())))
        .hasStatus(503)
        .hasContentType("application/problem+json")
        .bodyText()
        .contains("\"unavailable\"")
        .doesNotContain("localhost:1");
  }

  @Test
  void stillRefusesWhatIsNoTokenAtAll() {
    assertThat(
            mvc.get()
                .uri("/api/v1/teams/" + UUID.randomUUID() + "/inbox")
                .header("Authorization", "Bearer nonsense"))
        .hasStatus(401);
  }
}
