package io.kundenwert.support.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kundenwert.support.problem.Problem;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs a creating request once per {@code Idempotency-Key}. The key, the effect and the answer are
 * written in one transaction: a repeated request gets the first answer, one that comes while the
 * first still runs waits for it, and a request that failed leaves no trace. Keys are a user's own
 * and are forgotten after 24 hours.
 */
public class IdempotentRequests {
  private static final int MAX_KEY_LENGTH = 255;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final JsonMapper json;

  IdempotentRequests(JdbcClient jdbc, TransactionTemplate transaction, JsonMapper json) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.json = json;
  }

  /**
   * Runs a request, or answers what its first run answered.
   *
   * @param userId whose key it is
   * @param key the header's value; null runs the request without protection
   * @param operation name of the operation with its path, part of the fingerprint
   * @param request everything that the request says, as JSON part of the fingerprint
   * @param action the effect; runs in the transaction
   * @throws Problem 422 {@code idempotency-key-reused} for the same key with another request; 400
   *     for a key that is not 1 to 255 printable characters
   */
  public <T> ResponseEntity<T> run(
      UUID userId,
      @Nullable String key,
      String operation,
      Object request,
      Class<T> answerType,
      Supplier<ResponseEntity<T>> action) {
    if (key == null) {
      return required(transaction.execute(status -> action.get()));
    }
    if (key.isBlank()
        || key.length() > MAX_KEY_LENGTH
        || !key.chars().allMatch(c -> c > 31 && c < 127)) {
      throw new Problem(HttpStatus.BAD_REQUEST, "idempotency-key-invalid");
    }
    String fingerprint = fingerprint(operation, request);
    return required(
        transaction.execute(status -> once(userId, key, fingerprint, answerType, action)));
  }

  private <T> ResponseEntity<T> once(
      UUID userId,
      String key,
      String fingerprint,
      Class<T> answerType,
      Supplier<ResponseEntity<T>> action) {
    jdbc.sql(
            """
            DELETE FROM idempotent_request
             WHERE user_id = ? AND key = ? AND created_at < now() - interval '24 hours'
            """)
        .params(userId, key)
        .update();
    // Waits here while another transaction with the same key is open.
    int claimed =
        jdbc.sql(
                """
                INSERT INTO idempotent_request (user_id, key, fingerprint) VALUES (?, ?, ?)
                ON CONFLICT DO NOTHING
                """)
            .params(userId, key, fingerprint)
            .update();
    if (claimed == 0) {
      return repeated(userId, key, fingerprint, answerType);
    }
    ResponseEntity<T> answer = action.get();
    URI location = answer.getHeaders().getLocation();
    jdbc.sql(
            """
            UPDATE idempotent_request SET status = ?, location = ?, body = ?::jsonb
             WHERE user_id = ? AND key = ?
            """)
        .param(answer.getStatusCode().value())
        .param(location == null ? null : location.toString())
        .param(json.writeValueAsString(answer.getBody()))
        .param(userId)
        .param(key)
        .update();
    return answer;
  }

  private <T> ResponseEntity<T> repeated(
      UUID userId, String key, String fingerprint, Class<T> answerType) {
    return jdbc.sql(
            """
            SELECT fingerprint, status, location, body::text AS body FROM idempotent_request
             WHERE user_id = ? AND key = ?
            """)
        .params(userId, key)
        .query(
            (row, number) -> {
              if (!row.getString("fingerprint").equals(fingerprint)) {
                throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "idempotency-key-reused");
              }
              ResponseEntity.BodyBuilder answer = ResponseEntity.status(row.getInt("status"));
              String location = row.getString("location");
              if (location != null) {
                answer.location(URI.create(location));
              }
              return answer.body(json.readValue(row.getString("body"), answerType));
            })
        .single();
  }

  private String fingerprint(String operation, Object request) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(operation.getBytes(UTF_8));
      digest.update((byte) 0);
      digest.update(json.writeValueAsBytes(request));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static <T> ResponseEntity<T> required(@Nullable ResponseEntity<T> answer) {
    if (answer == null) {
      throw new IllegalStateException("An idempotent request answers");
    }
    return answer;
  }
}
