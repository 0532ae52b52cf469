package io.kundenwert.customer.merge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The addresses of erased persons: only a keyed hash is kept, which says whether an address is one
 * of them and nothing else.
 */
@Component
class Suppressions {
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  Suppressions(@Value("${kundenwert.suppression.key}") String key) {
    this.key = new SecretKeySpec(key.getBytes(UTF_8), ALGORITHM);
  }

  /** Those of the addresses that are suppressed in a product. */
  Set<String> among(Connection connection, UUID teamId, UUID productId, Set<String> emailKeys)
      throws SQLException {
    if (!hasAny(connection, teamId, productId)) {
      return Set.of();
    }
    Map<String, String> emailKeysByHash = new HashMap<>();
    emailKeys.forEach(
        emailKey ->
            emailKeysByHash.put(HexFormat.of().formatHex(hash(productId, emailKey)), emailKey));
    Set<String> suppressed = new HashSet<>();
    try (PreparedStatement statement = connection.prepareStatement(MergeSql.SUPPRESSED)) {
      new Parameters(connection, statement)
          .value(teamId)
          .value(productId)
          .hexBytes(emailKeysByHash.keySet());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          String emailKey = emailKeysByHash.get(HexFormat.of().formatHex(row.getBytes(1)));
          if (emailKey != null) {
            suppressed.add(emailKey);
          }
        }
      }
    }
    return suppressed;
  }

  /** The keyed hash of an address in a product. */
  byte[] hash(UUID productId, String emailKey) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(productId.toString().getBytes(UTF_8));
      return mac.doFinal(emailKey.getBytes(UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static boolean hasAny(Connection connection, UUID teamId, UUID productId)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(MergeSql.HAS_SUPPRESSIONS)) {
      new Parameters(connection, statement).value(teamId).value(productId);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }
}
