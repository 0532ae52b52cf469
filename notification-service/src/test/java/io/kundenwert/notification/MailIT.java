package io.kundenwert.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.kundenwert.events.MessageRequest;
import io.kundenwert.support.secrets.Sealer;
import io.kundenwert.test.TestTopics;
import io.kundenwert.test.WithEngines;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.json.JsonMapper;

/** E-mails over a real SMTP server (D10). */
@SpringBootTest(
    classes = NotificationServiceApplication.class,
    properties = {"spring.config.name=notification-service", "kundenwert.mail.first-retry=1s"})
@AutoConfigureMockMvc
@WithEngines("kundenwert_notification")
class MailIT {
  private static final ServerSetup SETUP = new ServerSetup(0, "127.0.0.1", "smtp").dynamicPort();
  private static GreenMail server = new GreenMail(SETUP);
  private static int port;

  @Autowired JdbcClient jdbc;
  @Autowired Sealer sealer;

  private final String address = "gast" + UUID.randomUUID() + "@example.com";

  @DynamicPropertySource
  static void smtp(DynamicPropertyRegistry properties) {
    server.start();
    port = server.getSmtp().getPort();
    properties.add("KUNDENWERT_SMTP_HOST", () -> "127.0.0.1");
    properties.add("KUNDENWERT_SMTP_PORT", () -> port);
    properties.add("KUNDENWERT_PUBLIC_URL", () -> "https://kunden.example");
  }

  @AfterAll
  static void stop() {
    server.stop();
  }

  private MessageRequest request(String kind, String language, Map<String, String> params) {
    return new MessageRequest(
        UUID.randomUUID(),
        kind,
        new MessageRequest.Recipient(null, address, "Anna <b>Berg</b>", language),
        null,
        params,
        sealer.seal("/there#TOKEN", "message-link"));
  }

  private void publish(MessageRequest request) {
    TestTopics.send(
        "notification.messages.v1",
        request.messageId().toString(),
        JsonMapper.shared().writeValueAsString(request));
  }

  private List<MimeMessage> received() {
    return Arrays.stream(server.getReceivedMessages())
        .filter(message -> GreenMailUtil.getWholeMessage(message).contains(address))
        .toList();
  }

  private MimeMessage receivedOne() {
    return await()
        .atMost(Duration.ofSeconds(30))
        .until(this::received, found -> !found.isEmpty())
        .getFirst();
  }

  private String status(MessageRequest request) {
    return jdbc.sql("SELECT status FROM mail WHERE message_id = ?")
        .param(request.messageId())
        .query(String.class)
        .optional()
        .orElse("unknown");
  }

  private static String part(MimeMessage message, int index) throws Exception {
    MimeMultipart mixed = (MimeMultipart) message.getContent();
    MimeMultipart related = (MimeMultipart) mixed.getBodyPart(0).getContent();
    MimeMultipart alternative = (MimeMultipart) related.getBodyPart(0).getContent();
    return (String) alternative.getBodyPart(index).getContent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "invitation | de | Einladung in das Team „Nord“ | Cora lädt Sie ein",
        "invitation | en | Invitation to the team \"Nord\" | Cora invites you",
        "account-confirm | de | Bitte bestätigen Sie Ihre E-Mail-Adresse | 48 Stunden",
        "account-confirm | en | Please confirm your e-mail address | 48 hours",
        "account-exists | de | Sie haben schon ein Konto | setzen Sie Ihr Passwort zurück",
        "password-reset | en | Set a new password | an hour",
        "password-changed | de | Ihr Passwort wurde geändert | beendet",
        "sign-in-locked | de | Viele falsche Anmeldeversuche | gebremst",
        "member-joined | de | Cora ist dem Team „Nord“ beigetreten | als Mitglied",
        "member-removed | en | You are no longer in the team \"Nord\" | has ended",
        "role-changed | de | Ihre Rolle im Team „Nord“ ist jetzt Mitglied | Nord",
        "ownership-transferred | en | You are now the owner of the team \"Nord\" | Otto has",
        "product-transferred | de | Das Produkt „Kurse“ gehört jetzt zu Ihnen | Nord",
        "invitation-accepted | en | Cora has accepted your invitation | is now in the team"
      })
  void everyKindHasWordsInTheRecipientsLanguage(
      String kind, String language, String subject, String text) throws Exception {
    Map<String, String> params =
        Map.of(
            "team", "Nord", "inviter", "Cora", "member", "Cora", "role", "member", "product",
            "Kurse", "by", "Otto");
    MessageRequest request = request(kind, language, params);
    publish(request);
    MimeMessage message = receivedOne();
    assertThat(message.getSubject()).isEqualTo(subject);
    assertThat(part(message, 0)).contains(text);
    if (List.of("invitation", "account-confirm", "account-exists", "password-reset")
        .contains(kind)) {
      assertThat(part(message, 0)).contains("https://kunden.example/there#TOKEN");
      assertThat(part(message, 1)).contains("href=\"https://kunden.example/there#TOKEN\"");
    }
    assertThat(part(message, 1))
        .contains("Anna &lt;b&gt;Berg&lt;/b&gt;")
        .doesNotContain("<script", "<img", "http://");
    assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(message.getMessageID()).contains(request.messageId().toString());
  }

  @Test
  void aRequestThatComesAgainIsSentOnce() {
    MessageRequest request = request("password-changed", "de", Map.of());
    publish(request);
    publish(request);
    receivedOne();
    MessageRequest later = request("password-reset", "de", Map.of());
    publish(later);
    await().atMost(Duration.ofSeconds(30)).until(() -> status(later).equals("sent"));
    assertThat(received()).hasSize(2);
    assertThat(
            jdbc.sql("SELECT count(*) FROM mail WHERE sealed_link IS NOT NULL AND email = ?")
                .param(address)
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  void whatPeopleWriteReachesNoHeader() throws Exception {
    String evil = "Nord\r\nBcc: victim@example.com\r\n\r\n<script>alert(1)</script>";
    publish(request("invitation", "de", Map.of("team", evil, "inviter", evil, "role", "member")));
    MimeMessage message = receivedOne();
    assertThat(message.getHeader("Bcc")).isNull();
    assertThat(message.getAllRecipients()).hasSize(1);
    assertThat(message.getSubject()).doesNotContain("\n", "\r");
    assertThat(part(message, 1)).doesNotContain("<script");
  }

  @Test
  void anAddressThatIsNoneFailsAndStopsNobody() {
    MessageRequest bad =
        new MessageRequest(
            UUID.randomUUID(),
            "password-changed",
            new MessageRequest.Recipient(null, "a@b.de, c@d.de\r\nBcc: x@y.de", null, "de"),
            null,
            Map.of(),
            null);
    publish(bad);
    TestTopics.send("notification.messages.v1", "poison", "{");
    MessageRequest unknown = request("from-the-future", "de", Map.of());
    publish(unknown);
    publish(request("password-changed", "de", Map.of()));
    receivedOne();
    await().atMost(Duration.ofSeconds(30)).until(() -> status(bad).equals("failed"));
    assertThat(status(unknown)).isEqualTo("unknown");
  }

  @Test
  void waitsForAServerThatIsAway() {
    server.stop();
    MessageRequest request = request("password-changed", "de", Map.of());
    publish(request);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                jdbc.sql("SELECT count(*) FROM mail WHERE message_id = ? AND failure IS NOT NULL")
                        .param(request.messageId())
                        .query(Long.class)
                        .single()
                    > 0);
    server = new GreenMail(new ServerSetup(port, "127.0.0.1", "smtp"));
    server.start();
    receivedOne();
    await().atMost(Duration.ofSeconds(30)).until(() -> status(request).equals("sent"));
  }
}
