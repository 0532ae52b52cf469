package io.kundenwert.customer.cleanup;

import io.kundenwert.customer.directory.CustomerDirectory;
import io.kundenwert.customer.directory.CustomerItem;
import io.kundenwert.customer.product.ProductSettings;
import io.kundenwert.customer.product.Products;
import io.kundenwert.customer.product.RankBy;
import io.kundenwert.customer.publish.TouchedOutbox;
import io.kundenwert.customer.value.Amount;
import io.kundenwert.support.ids.Ids;
import io.kundenwert.support.problem.Problem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Previews cleanups, takes confirmations, and brings customers back. */
@Service
public class Cleanups {
  /** Archived customers are deleted after that (C6). */
  static final Duration KEPT = Duration.ofDays(30);

  private static final Duration PREVIEW_HOLDS = Duration.ofHours(1);
  private static final long MAX_THRESHOLD = 10_000_000_000_000L;

  /** Ten units of a currency with two decimals. */
  private static final long USUAL_THRESHOLD = 1_000;

  private final JdbcClient jdbc;
  private final Products products;
  private final CustomerDirectory directory;
  private final TouchedOutbox hints;
  private final Clock clock;

  Cleanups(
      JdbcClient jdbc,
      Products products,
      CustomerDirectory directory,
      TouchedOutbox hints,
      Clock clock) {
    this.jdbc = jdbc;
    this.products = products;
    this.directory = directory;
    this.hints = hints;
    this.clock = clock;
  }

  /**
   * Fixes who would go.
   *
   * @param threshold minor units of the product's currency; null for the usual ten units
   * @throws Problem 422 {@code invalid-threshold}
   */
  @Transactional
  public CleanupState preview(UUID userId, UUID teamId, UUID productId, @Nullable Long threshold) {
    long below = threshold == null ? USUAL_THRESHOLD : threshold;
    if (below <= 0 || below > MAX_THRESHOLD) {
      throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "invalid-threshold");
    }
    ProductSettings product =
        products.find(teamId, productId).orElseThrow(() -> Problem.notFound("product"));
    UUID id = Ids.next();
    Instant now = clock.instant();
    forgetPreviews(teamId, productId);
    jdbc.sql(
            """
            INSERT INTO cleanup
              (team_id, product_id, cleanup_id, threshold, rank_by, currency, status, created_by,
               created_at, expires_at)
            VALUES (?, ?, ?, ?, ?, ?, 'preview', ?, ?, ?)
            """)
        .params(
            teamId,
            productId,
            id,
            below,
            product.rankBy().wireName(),
            product.currency(),
            userId,
            at(now),
            at(now.plus(PREVIEW_HOLDS)))
        .update();
    String value = product.rankBy() == RankBy.NET ? "net" : "gross";
    jdbc.sql(
            """
            WITH gone AS (
              INSERT INTO cleanup_member (team_id, product_id, cleanup_id, customer_id)
              SELECT v.team_id, v.product_id, ?, v.customer_id FROM customer_value v
               WHERE v.team_id = ? AND v.product_id = ? AND v.archived_reason IS NULL
                 AND v.%1$s < ?
              RETURNING customer_id)
            UPDATE cleanup SET
              customers = (SELECT count(*) FROM gone),
              total = (SELECT coalesce(sum(v.%1$s), 0) FROM customer_value v
                        WHERE v.team_id = ? AND v.product_id = ? AND v.archived_reason IS NULL
                          AND v.%1$s < ?)
             WHERE team_id = ? AND product_id = ? AND cleanup_id = ?
            """
                .formatted(value))
        .params(id, teamId, productId, below, teamId, productId, below, teamId, productId, id)
        .update();
    return require(teamId, productId, id);
  }

  /** One preview at a time: each holds a row per customer. */
  private void forgetPreviews(UUID teamId, UUID productId) {
    jdbc.sql("SELECT set_config('statement_timeout', '120s', true)").query(String.class).single();
    jdbc.sql(
            """
            WITH old AS (
              DELETE FROM cleanup
               WHERE team_id = ? AND product_id = ? AND status = 'preview'
              RETURNING team_id, product_id, cleanup_id)
            DELETE FROM cleanup_member m USING old
             WHERE m.team_id = old.team_id AND m.product_id = old.product_id
               AND m.cleanup_id = old.cleanup_id
            """)
        .params(teamId, productId)
        .update();
  }

  /**
   * Confirms a preview: those whom it showed go, unless they have reached the threshold meanwhile.
   * Confirming again changes nothing.
   *
   * @param customers how many the person saw
   * @throws Problem 404; 409 {@code cleanup-differs}, {@code preview-expired}
   */
  @Transactional
  public CleanupState confirm(UUID teamId, UUID productId, UUID cleanupId, long customers) {
    lock(teamId, productId, cleanupId);
    CleanupState known = require(teamId, productId, cleanupId);
    if (!known.status().equals("preview")) {
      return known;
    }
    if (known.customers() != customers) {
      throw new Problem(
          HttpStatus.CONFLICT, "cleanup-differs", Map.of("customers", known.customers()));
    }
    if (known.expiresAt().isBefore(clock.instant())) {
      throw new Problem(HttpStatus.CONFLICT, "preview-expired");
    }
    become(teamId, productId, cleanupId, "running", clock.instant().plus(KEPT));
    return require(teamId, productId, cleanupId);
  }

  /**
   * Brings back everyone who went and is still archived. Asking again changes nothing.
   *
   * @throws Problem 404; 409 {@code cleanup-not-finished}, {@code cleanup-final} after 30 days
   */
  @Transactional
  public CleanupState undo(UUID teamId, UUID productId, UUID cleanupId) {
    lock(teamId, productId, cleanupId);
    CleanupState known = require(teamId, productId, cleanupId);
    switch (known.status()) {
      case "undoing", "undone" -> {
        return known;
      }
      case "finished" -> {
        if (known.expiresAt().isBefore(clock.instant())) {
          throw new Problem(HttpStatus.CONFLICT, "cleanup-final");
        }
        become(teamId, productId, cleanupId, "undoing", known.expiresAt());
        return require(teamId, productId, cleanupId);
      }
      default -> throw new Problem(HttpStatus.CONFLICT, "cleanup-not-finished");
    }
  }

  /**
   * Brings one archived customer back.
   *
   * @throws Problem 404 if there is no such customer
   */
  @Transactional
  public void restore(UUID teamId, UUID productId, UUID customerId) {
    int found =
        jdbc.sql(
                """
                UPDATE customer_value
                   SET archived_reason = NULL, archived_until = NULL,
                       version = nextval('state_version')
                 WHERE team_id = ? AND product_id = ? AND customer_id = ?
                """)
            .params(teamId, productId, customerId)
            .update();
    if (found == 0) {
      throw Problem.notFound("customer");
    }
    hints.touched(teamId, productId, List.of(customerId));
  }

  private void lock(UUID teamId, UUID productId, UUID cleanupId) {
    jdbc.sql(
            """
            SELECT 1 FROM cleanup WHERE team_id = ? AND product_id = ? AND cleanup_id = ?
               FOR UPDATE
            """)
        .params(teamId, productId, cleanupId)
        .query(Integer.class)
        .optional();
  }

  private void become(
      UUID teamId, UUID productId, UUID cleanupId, String status, Instant expiresAt) {
    jdbc.sql(
            """
            UPDATE cleanup SET status = ?, expires_at = ?, finished_at = NULL
             WHERE team_id = ? AND product_id = ? AND cleanup_id = ?
            """)
        .params(status, at(expiresAt), teamId, productId, cleanupId)
        .update();
  }

  /**
   * A cleanup.
   *
   * @throws Problem 404
   */
  public CleanupState require(UUID teamId, UUID productId, UUID cleanupId) {
    return jdbc.sql("SELECT * FROM cleanup WHERE team_id = ? AND product_id = ? AND cleanup_id = ?")
        .params(teamId, productId, cleanupId)
        .query((row, number) -> state(row))
        .optional()
        .orElseThrow(() -> Problem.notFound("cleanup"));
  }

  /**
   * Whom a preview showed, or whom a cleanup archived and did not bring back.
   *
   * @param items customers in the order in which they were first seen
   * @param next customer to read on after; null on the last page
   */
  @Schema(name = "CleanupCustomers", description = "Customers of a cleanup, a page of them")
  public record Customers(List<CustomerItem> items, @Nullable UUID next) {}

  /**
   * Who would go or went.
   *
   * @param limit 1 to {@value CustomerDirectory#MAX_LIMIT}
   * @param after customer to read on after; null for the beginning
   * @throws Problem 404; 400 {@code invalid-limit}
   */
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  public Customers customers(
      UUID teamId, UUID productId, UUID cleanupId, int limit, @Nullable UUID after) {
    if (limit < 1 || limit > CustomerDirectory.MAX_LIMIT) {
      throw Problem.badRequest("invalid-limit", "limit", limit);
    }
    require(teamId, productId, cleanupId);
    UUID from = after == null ? new UUID(0, 0) : after;
    List<UUID> ids =
        jdbc.sql(
                """
                (SELECT customer_id FROM cleanup_member
                  WHERE team_id = ? AND product_id = ? AND cleanup_id = ? AND customer_id > ?
                  ORDER BY customer_id LIMIT ?)
                UNION
                (SELECT customer_id FROM customer_value
                  WHERE archived_id = ? AND archived_reason IS NOT NULL AND customer_id > ?
                    AND team_id = ? AND product_id = ?
                  ORDER BY customer_id LIMIT ?)
                ORDER BY 1 LIMIT ?
                """)
            .params(teamId, productId, cleanupId, from, limit + 1)
            .params(cleanupId, from, teamId, productId, limit + 1, limit + 1)
            .query(UUID.class)
            .list();
    List<UUID> page = ids.subList(0, Math.min(limit, ids.size()));
    return new Customers(
        directory.these(teamId, productId, page), ids.size() > limit ? page.getLast() : null);
  }

  /** The last cleanups of a product, the newest first, without previews. */
  public List<CleanupState> of(UUID teamId, UUID productId) {
    return jdbc.sql(
            """
            SELECT * FROM cleanup
             WHERE team_id = ? AND product_id = ? AND status <> 'preview'
             ORDER BY cleanup_id DESC LIMIT 100
            """)
        .params(teamId, productId)
        .query((row, number) -> state(row))
        .list();
  }

  private static CleanupState state(ResultSet row) throws SQLException {
    String currency = row.getString("currency");
    return new CleanupState(
        row.getObject("cleanup_id", UUID.class),
        row.getString("status"),
        Amount.of(row.getLong("threshold"), currency),
        row.getString("rank_by"),
        row.getLong("customers"),
        Amount.of(row.getLong("total"), currency),
        row.getLong("archived"),
        row.getLong("skipped"),
        row.getLong("restored"),
        row.getObject("created_by", UUID.class),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("expires_at", OffsetDateTime.class).toInstant(),
        Optional.ofNullable(row.getObject("finished_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant)
            .orElse(null));
  }

  static OffsetDateTime at(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
