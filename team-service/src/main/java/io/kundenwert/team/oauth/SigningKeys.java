package io.kundenwert.team.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.kundenwert.support.secrets.Sealer;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The keys that sign tokens, in the database: all instances have the same. A key is published some
 * time before it signs, signs for a month, and stays published until its last token is over.
 */
@Component
class SigningKeys implements JWKSource<SecurityContext> {
  private static final Logger log = LoggerFactory.getLogger(SigningKeys.class);
  private static final String USE = "signing-key";
  private static final Duration READ_EVERY = Duration.ofSeconds(30);

  /** Names the lock under which one instance makes a key. */
  private static final int LOCK = 0x6b657973;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Sealer sealer;
  private final OauthProperties properties;
  private final Clock clock;
  private volatile @Nullable Known known;

  private record Key(ECKey key, Instant signsFrom) {}

  private record Known(List<Key> keys, Instant readAt) {}

  SigningKeys(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      Sealer sealer,
      OauthProperties properties,
      Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.sealer = sealer;
    this.properties = properties;
    this.clock = clock;
  }

  /** The key that signs now. */
  ECKey current() {
    Instant now = clock.instant();
    Key newest = null;
    for (Key key : keys()) {
      if (!key.signsFrom().isAfter(now)
          && (newest == null || key.signsFrom().isAfter(newest.signsFrom()))) {
        newest = key;
      }
    }
    if (newest == null) {
      rotate();
      return current();
    }
    return newest.key();
  }

  @Override
  public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) {
    return selector.select(new JWKSet(keys().stream().map(key -> (JWK) key.key()).toList()));
  }

  private List<Key> keys() {
    Known read = known;
    if (read == null || read.readAt().plus(READ_EVERY).isBefore(clock.instant())) {
      read = read();
      if (read.keys().isEmpty()) {
        rotate();
        read = read();
      }
      known = read;
    }
    return read.keys();
  }

  private Known read() {
    Instant now = clock.instant();
    List<Key> keys = new ArrayList<>();
    jdbc.sql("SELECT sealed_jwk, signs_from FROM signing_key ORDER BY signs_from")
        .query(
            row -> {
              keys.add(
                  new Key(
                      opened(row.getString("sealed_jwk")),
                      row.getObject("signs_from", OffsetDateTime.class).toInstant()));
            });
    return new Known(List.copyOf(keys), now);
  }

  private ECKey opened(String sealed) {
    try {
      return ECKey.parse(sealer.open(sealed, USE));
    } catch (ParseException malformed) {
      throw new IllegalStateException("A signing key is not a key");
    }
  }

  /** Makes the next key when it is time, and forgets keys whose tokens are all over. */
  void rotate() {
    transaction.executeWithoutResult(
        status -> {
          jdbc.sql("SELECT pg_advisory_xact_lock(?)::text")
              .param((long) LOCK)
              .query(String.class)
              .optional();
          Instant now = clock.instant();
          List<Key> keys = read().keys();
          if (keys.isEmpty()) {
            add(now);
          } else if (keys.getLast()
              .signsFrom()
              .plus(properties.keyLifetime())
              .minus(properties.keyLead())
              .isBefore(now)) {
            add(now.plus(properties.keyLead()));
          }
          forget(keys, now);
        });
    known = null;
  }

  private void add(Instant signsFrom) {
    try {
      ECKey key =
          new ECKeyGenerator(Curve.P_256)
              .keyUse(KeyUse.SIGNATURE)
              .algorithm(JWSAlgorithm.ES256)
              .keyIDFromThumbprint(true)
              .generate();
      jdbc.sql("INSERT INTO signing_key VALUES (?, ?, ?)")
          .params(
              key.getKeyID(),
              sealer.seal(key.toJSONString(), USE),
              signsFrom.atOffset(ZoneOffset.UTC))
          .update();
      log.info("Key {} signs tokens from {} on", key.getKeyID(), signsFrom);
    } catch (JOSEException impossible) {
      throw new IllegalStateException("This JDK has no P-256", impossible);
    }
  }

  private void forget(List<Key> keys, Instant now) {
    for (int i = 0; i + 1 < keys.size(); i++) {
      Instant over = keys.get(i + 1).signsFrom().plus(properties.uploadLifetime()).plus(READ_EVERY);
      if (over.isBefore(now)) {
        jdbc.sql("DELETE FROM signing_key WHERE key_id = ?")
            .param(keys.get(i).key().getKeyID())
            .update();
      }
    }
  }
}
