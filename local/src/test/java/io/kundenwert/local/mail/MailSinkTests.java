package io.kundenwert.local.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.kundenwert.local.installation.Ports;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Properties;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailSinkTests {
  @TempDir private Path folder;

  private int smtpPort;
  private int pagePort;
  private MailSink sink;

  @BeforeEach
  void start() {
    Ports ports = new Ports(RandomGenerator.getDefault());
    smtpPort = ports.free();
    pagePort = ports.free();
    sink = MailSink.start(smtpPort, pagePort, folder, Clock.systemUTC());
  }

  @AfterEach
  void end() {
    sink.close();
  }

  private void send(String subject, String text) throws Exception {
    Properties properties = new Properties();
    properties.put("mail.smtp.host", "127.0.0.1");
    properties.put("mail.smtp.port", Integer.toString(smtpPort));
    MimeMessage message = new MimeMessage(Session.getInstance(properties));
    message.setFrom(new InternetAddress("kundenwert@localhost.example"));
    message.setRecipient(Message.RecipientType.TO, new InternetAddress("anna@example.com"));
    message.setSubject(subject, "UTF-8");
    message.setText(text, "UTF-8");
    Transport.send(message);
  }

  private HttpResponse<String> get(String path, String language) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + pagePort + path))
              .header("Accept-Language", language)
              .build(),
          BodyHandlers.ofString());
    }
  }

  @Test
  void showsWhatItGotWithLinksThatCanBeFollowed() throws Exception {
    assertThat(get("/", "de").body()).contains("Noch keine Nachricht");
    send("Grüße", "Hier: http://localhost:8080/confirm#AbC-1\r\n");
    String list = get("/", "de-DE,de;q=0.9").body();
    assertThat(list).contains("Postfach", "Grüße", "anna@example.com");
    Matcher id = Pattern.compile("href=\"(/[0-9-]+)\"").matcher(list);
    assertThat(id.find()).isTrue();
    HttpResponse<String> mail = get(id.group(1), "en");
    assertThat(mail.body())
        .contains("<a href=\"http://localhost:8080/confirm#AbC-1\"", "All mails");
    assertThat(mail.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'");
  }

  @Test
  void isSafeFromWhatMailsSay() throws Exception {
    send("<script>alert(1)</script>", "<img src=x onerror=alert(1)> javascript:alert(1)");
    String list = get("/", "en").body();
    assertThat(list).doesNotContain("<script>").contains("&lt;script&gt;");
    assertThat(get("/../../etc/passwd", "en").statusCode()).isEqualTo(404);
    assertThat(get("/0000000000000-000000", "en").statusCode()).isEqualTo(404);
  }

  @Test
  void keepsTheNewestOnly() throws Exception {
    Mailbox mailbox = new Mailbox(folder, Clock.systemUTC());
    for (int i = 0; i < 510; i++) {
      mailbox.add(
          ("Subject: " + i + "\r\n\r\nx").getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    try (var files = Files.list(folder)) {
      assertThat(files.count()).isEqualTo(500);
    }
    assertThat(mailbox.all().getFirst().subject()).isEqualTo("509");
  }
}
