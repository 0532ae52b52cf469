package io.kundenwert.local.mail;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Mails as files, the newest first; the oldest go when there are many. */
final class Mailbox {
  private static final int MOST = 500;
  private static final Pattern ID = Pattern.compile("[0-9]{13}-[0-9]{6}");
  private static final String END = ".eml";

  private final Path folder;
  private final Clock clock;
  private final AtomicLong count = new AtomicLong();

  /** A mail; the text is its plain part. */
  record Mail(String id, Instant at, String from, String to, String subject, String text) {}

  Mailbox(Path folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /** Keeps a mail as it came. */
  void add(byte[] message) throws IOException {
    String id =
        "%013d-%06d".formatted(clock.instant().toEpochMilli(), count.getAndIncrement() % 1_000_000);
    Path unfinished = folder.resolve(id + ".part");
    Files.write(unfinished, message);
    Files.move(unfinished, folder.resolve(id + END), StandardCopyOption.ATOMIC_MOVE);
    List<Path> all = files();
    for (Path old : all.subList(Math.min(MOST, all.size()), all.size())) {
      Files.deleteIfExists(old);
    }
  }

  /** All mails, the newest first. */
  List<Mail> all() {
    return files().stream().flatMap(file -> read(file).stream()).toList();
  }

  /** The mail of an id; empty if there is none. */
  Optional<Mail> find(String id) {
    return ID.matcher(id).matches() ? read(folder.resolve(id + END)) : Optional.empty();
  }

  private List<Path> files() {
    try (Stream<Path> files = Files.list(folder)) {
      return new ArrayList<>(
          files
              .filter(file -> file.toString().endsWith(END))
              .sorted(Comparator.reverseOrder())
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Mail> read(Path file) {
    try {
      String name = String.valueOf(file.getFileName());
      String id = name.substring(0, name.length() - END.length());
      MimeMessage message =
          new MimeMessage(
              Session.getInstance(new Properties()),
              new ByteArrayInputStream(Files.readAllBytes(file)));
      return Optional.of(
          new Mail(
              id,
              Instant.ofEpochMilli(Long.parseLong(id.substring(0, id.indexOf('-')))),
              first(message.getFrom()),
              first(message.getAllRecipients()),
              Objects.requireNonNullElse(message.getSubject(), ""),
              Objects.requireNonNullElse(text(message), "")));
    } catch (IOException | MessagingException unreadable) {
      return Optional.empty();
    }
  }

  private static String first(jakarta.mail.Address @Nullable [] addresses) {
    return addresses == null || addresses.length == 0 ? "" : addresses[0].toString();
  }

  private static @Nullable String text(Part part) throws IOException, MessagingException {
    if (part.isMimeType("text/plain")) {
      return part.getContent().toString();
    }
    if (part.getContent() instanceof Multipart parts) {
      for (int i = 0; i < parts.getCount(); i++) {
        BodyPart each = parts.getBodyPart(i);
        String text = text(each);
        if (text != null) {
          return text;
        }
      }
    }
    return null;
  }
}
