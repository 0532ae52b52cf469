package io.kundenwert.notification.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kundenwert.events.MessageRequest;
import io.kundenwert.support.secrets.Sealer;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.UnsupportedEncodingException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Sends mails, one after the other; several instances share the work. */
@Component
class MailWorker {
  private static final Logger log = LoggerFactory.getLogger(MailWorker.class);
  private static final int PERMANENT = 500;

  private final Mails mails;
  private final MailTexts texts;
  private final Sealer sealer;
  private final JavaMailSender sender;
  private final MailProperties properties;

  MailWorker(
      Mails mails,
      MailTexts texts,
      Sealer sealer,
      JavaMailSender sender,
      MailProperties properties) {
    this.mails = mails;
    this.texts = texts;
    this.sealer = sealer;
    this.sender = sender;
    this.properties = properties;
  }

  @Scheduled(
      initialDelayString = "${kundenwert.mail.delay:500ms}",
      fixedDelayString = "${kundenwert.mail.delay:500ms}")
  void work() {
    Optional<Mails.Mail> mail = mails.claim();
    while (mail.isPresent()) {
      send(mail.get());
      mail = mails.claim();
    }
  }

  @Scheduled(initialDelay = 60_000, fixedDelay = 3_600_000)
  void forget() {
    mails.forgetAddresses();
  }

  private void send(Mails.Mail mail) {
    try {
      sender.send(message(mail));
      mails.sent(mail);
    } catch (MailException | MessagingException refused) {
      String why = reason(refused);
      if (isFinal(refused)) {
        mails.failed(mail, why);
      } else {
        // What a server says may quote the address.
        log.info("Mail {} is tried again later", mail.id());
        mails.later(mail, why);
      }
    } catch (UnsupportedEncodingException | IllegalArgumentException malformed) {
      mails.failed(mail, malformed.getClass().getSimpleName());
    } catch (RuntimeException unexpected) {
      // One mail must not keep the others waiting.
      // What the failure says may quote the address: its kind and place must do.
      log.error(
          "Mail {} cannot be made: {} at {}",
          mail.id(),
          unexpected.getClass().getName(),
          Arrays.stream(unexpected.getStackTrace()).findFirst().orElse(null));
      mails.later(mail, unexpected.getClass().getSimpleName());
    }
  }

  private MimeMessage message(Mails.Mail mail)
      throws MessagingException, UnsupportedEncodingException {
    // Opened here and nowhere else: the link with its token is never stored in clear.
    String sealed = mail.sealedLink();
    String link =
        sealed == null
            ? null
            : properties.publicUrl() + sealer.open(sealed, MessageRequest.LINK_SEALED_FOR);
    MailTexts.Words words =
        texts.of(mail.kind(), mail.language(), mail.name(), mail.params(), link);
    MimeMessage message = new IdentifiedMessage(sender.createMimeMessage(), mail, domain());
    MimeMessageHelper helper = new MimeMessageHelper(message, true, UTF_8.name());
    helper.setFrom(new InternetAddress(properties.from(), properties.fromName(), UTF_8.name()));
    // Strict: an address that is more than one address is none.
    helper.setTo(new InternetAddress(mail.email(), true));
    helper.setSubject(words.subject());
    helper.setText(words.plain(), words.html());
    // Nobody's holiday answers to this.
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setHeader("Content-Language", mail.language());
    return message;
  }

  private String domain() {
    return properties.from().substring(properties.from().lastIndexOf('@') + 1);
  }

  /** Keeps the id that follows from the request, so that a mail sent twice is known as one. */
  private static final class IdentifiedMessage extends MimeMessage {
    private final String id;

    IdentifiedMessage(MimeMessage empty, Mails.Mail mail, String domain) {
      super(empty.getSession());
      this.id = "<" + mail.id() + "@" + domain + ">";
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }

  /** Whether trying again is of no use: the address is none, or the server refused for good. */
  private static boolean isFinal(Exception refused) {
    if (refused instanceof jakarta.mail.internet.AddressException) {
      return true;
    }
    if (refused instanceof MailSendException several) {
      for (Exception each : several.getMessageExceptions()) {
        if (code(each) >= PERMANENT) {
          return true;
        }
      }
    }
    return code(refused) >= PERMANENT;
  }

  private static int code(@Nullable Throwable failure) {
    return switch (failure) {
      case null -> 0;
      case SMTPAddressFailedException address -> address.getReturnCode();
      case SMTPSendFailedException sent -> Math.max(sent.getReturnCode(), next(sent));
      case SendFailedException sent -> next(sent);
      default -> failure.getCause() == failure ? 0 : code(failure.getCause());
    };
  }

  private static int next(SendFailedException failure) {
    return code(failure.getNextException());
  }

  private static String reason(Exception refused) {
    return refused.getClass().getSimpleName()
        + " "
        + Objects.requireNonNullElse(code(refused) == 0 ? "" : String.valueOf(code(refused)), "");
  }
}
