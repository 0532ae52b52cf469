package io.kundenwert.team.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kundenwert.events.AuditEntry;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The hash of an entry: SHA-256 of the hash before it (32 zero bytes for the first) and of the
 * entry's parts in this order: sequence number, entry id, team, product, user, via, API key,
 * action, subject type, subject id, time, client address, correlation id, number of fields, and of
 * each field name and commitment. Each part is its length in bytes as four bytes, most significant
 * first, and its UTF-8 bytes; a part that is missing has the length -1. Times are ISO instants, cut
 * to microseconds.
 */
final class ChainHash {
  /** What stands before the first entry. */
  static final byte[] BEGINNING = new byte[32];

  private ChainHash() {}

  static byte[] of(byte[] before, long seq, AuditEntry entry) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(before);
      part(out, seq);
      part(out, entry.entryId());
      part(out, entry.teamId());
      part(out, entry.productId());
      part(out, entry.actor().userId());
      part(out, entry.actor().via());
      part(out, entry.actor().apiKeyId());
      part(out, entry.action());
      part(out, entry.subject().type());
      part(out, entry.subject().id());
      part(out, entry.at().truncatedTo(ChronoUnit.MICROS));
      part(out, entry.clientAddress());
      part(out, entry.correlationId());
      part(out, entry.fields().size());
      for (AuditEntry.Field field : entry.fields()) {
        part(out, field.name());
        part(out, field.commitment());
      }
      return MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void part(DataOutputStream out, @Nullable Object part) throws IOException {
    if (part == null) {
      out.writeInt(-1);
    } else {
      byte[] text = part.toString().getBytes(UTF_8);
      out.writeInt(text.length);
      out.write(text);
    }
  }
}
