package io.kundenwert.local.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.util.HtmlUtils;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/**
 * A mail server that keeps what it gets, and a page to read it: on one machine there is nobody to
 * send mails to, and people still need their links. Both listen on this machine's own address.
 */
public final class MailSink implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(MailSink.class);
  private static final int LARGEST = 1 << 20;
  private static final int PATIENCE_MILLIS = 60_000;
  private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"]+");
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private static final String STYLE =
      """
      :root { color-scheme: light dark; --line: #8A867C; --accent: #0B5D66 }
      @media (prefers-color-scheme: dark) { :root { --accent: #5CC2CC } }
      body { font: 16px/1.5 system-ui, sans-serif; max-width: 52rem; margin: 2rem auto;
        padding: 0 1rem }
      table { border-collapse: collapse; width: 100% }
      th, td { text-align: left; padding: .5rem .75rem .5rem 0; border-bottom: 1px solid var(--line);
        vertical-align: top }
      a { color: var(--accent) }
      pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit }
      """;

  private final Mailbox mailbox;
  private final SMTPServer smtp;
  private final HttpServer page;

  private MailSink(Mailbox mailbox, SMTPServer smtp, HttpServer page) {
    this.mailbox = mailbox;
    this.smtp = smtp;
    this.page = page;
  }

  /**
   * Starts both.
   *
   * @param smtpPort port of the mail server
   * @param pagePort port of the page
   * @param folder where mails are kept, and stay
   */
  public static MailSink start(int smtpPort, int pagePort, Path folder, Clock clock) {
    Mailbox mailbox = new Mailbox(folder, clock);
    SMTPServer smtp =
        SMTPServer.port(smtpPort)
            .bindAddress(InetAddress.getLoopbackAddress())
            .hostName("localhost")
            .softwareName("Kundenwert")
            .maxMessageSize(LARGEST)
            .connectionTimeoutMs(PATIENCE_MILLIS)
            .messageHandler((context, from, to, data) -> keep(mailbox, data))
            .build();
    smtp.start();
    try {
      HttpServer page =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), pagePort), 0);
      MailSink sink = new MailSink(mailbox, smtp, page);
      page.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      page.createContext("/", sink::answer);
      page.start();
      return sink;
    } catch (IOException e) {
      smtp.stop();
      throw new UncheckedIOException(e);
    }
  }

  private static void keep(Mailbox mailbox, byte[] message) throws RejectException {
    try {
      mailbox.add(message);
    } catch (IOException e) {
      log.error("A mail could not be kept", e);
      throw new RejectException(451, "Cannot be kept now");
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    boolean german = prefersGerman(exchange);
    String path = exchange.getRequestURI().getPath();
    if (path.equals("/style.css")) {
      send(exchange, 200, "text/css", STYLE);
    } else if (path.equals("/")) {
      send(exchange, 200, "text/html", list(german));
    } else {
      Optional<Mailbox.Mail> mail = mailbox.find(path.substring(1));
      send(
          exchange,
          mail.isPresent() ? 200 : 404,
          "text/html",
          mail.map(found -> view(found, german))
              .orElseGet(
                  () ->
                      document(
                          german,
                          german ? "Nicht gefunden" : "Not found",
                          german
                              ? "<p>Diese Nachricht gibt es nicht mehr.</p>"
                              : "<p>There is no such mail any more.</p>")));
    }
  }

  private static boolean prefersGerman(HttpExchange exchange) {
    String languages = exchange.getRequestHeaders().getFirst("Accept-Language");
    if (languages == null) {
      return false;
    }
    try {
      return "de"
          .equals(Locale.lookupTag(Locale.LanguageRange.parse(languages), List.of("de", "en")));
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }

  private String list(boolean german) {
    StringBuilder rows = new StringBuilder();
    for (Mailbox.Mail mail : mailbox.all()) {
      rows.append("<tr><td>").append(time(mail, german)).append("</td><td>");
      rows.append(HtmlUtils.htmlEscape(mail.to(), UTF_8.name())).append("</td><td><a href=\"/");
      rows.append(mail.id())
          .append("\">")
          .append(HtmlUtils.htmlEscape(mail.subject(), UTF_8.name()));
      rows.append("</a></td></tr>\n");
    }
    String body =
        rows.isEmpty()
            ? german ? "<p>Noch keine Nachricht.</p>" : "<p>No mail yet.</p>"
            : "<table><thead><tr><th scope=\"col\">%s</th><th scope=\"col\">%s</th><th scope=\"col\">%s</th></tr></thead><tbody>\n%s</tbody></table>"
                .formatted(
                    german ? "Zeit" : "Time",
                    german ? "An" : "To",
                    german ? "Betreff" : "Subject",
                    rows);
    return document(german, german ? "Postfach" : "Mailbox", body);
  }

  private static String view(Mailbox.Mail mail, boolean german) {
    String text = HtmlUtils.htmlEscape(mail.text(), UTF_8.name());
    Matcher links = LINK.matcher(text);
    String linked =
        links.replaceAll(
            match ->
                Matcher.quoteReplacement(
                    "<a href=\""
                        + match.group()
                        + "\" rel=\"noreferrer\">"
                        + match.group()
                        + "</a>"));
    return document(
        german,
        HtmlUtils.htmlEscape(mail.subject(), UTF_8.name()),
        "<p>%s → %s, %s</p><pre>%s</pre><p><a href=\"/\">%s</a></p>"
            .formatted(
                HtmlUtils.htmlEscape(mail.from(), UTF_8.name()),
                HtmlUtils.htmlEscape(mail.to(), UTF_8.name()),
                time(mail, german),
                linked,
                german ? "Alle Nachrichten" : "All mails"));
  }

  private static String time(Mailbox.Mail mail, boolean german) {
    return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM)
        .withLocale(german ? Locale.GERMANY : Locale.UK)
        .withZone(ZoneId.systemDefault())
        .format(mail.at());
  }

  private static String document(boolean german, String title, String body) {
    return """
    <!DOCTYPE html>
    <html lang="%s"><head><meta charset="utf-8"><title>%s</title>
    <meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/style.css">
    </head><body><h1>%s</h1>
    %s
    </body></html>
    """
        .formatted(german ? "de" : "en", title, title, body);
  }

  private static void send(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
    exchange.getResponseHeaders().set("Content-Security-Policy", POLICY);
    exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    try (exchange) {
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  /** Ends both. Mails stay in their folder. */
  @Override
  public void close() {
    page.stop(0);
    smtp.stop();
  }
}
