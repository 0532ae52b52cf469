package io.kundenwert.customer.bulk;

import io.kundenwert.customer.directory.CustomerQuery;
import io.kundenwert.customer.directory.CustomerSelection;
import io.kundenwert.customer.edit.FieldChange;
import io.kundenwert.customer.product.ProductSettings;
import io.kundenwert.customer.product.Products;
import io.kundenwert.customer.value.Amount;
import io.kundenwert.support.ids.Ids;
import io.kundenwert.support.problem.Problem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Previews changes of many customers, takes confirmations, and begins to undo. */
@Service
public class BulkChanges {
  /** A change can be undone for that long; who was archived is then deleted. */
  static final Duration UNDOABLE = Duration.ofDays(30);

  /** So many customers can be named, or excluded, one by one. */
  public static final int MOST_NAMED = 10_000;

  private static final Duration PREVIEW_HOLDS = Duration.ofHours(1);

  private final JdbcClient jdbc;
  private final Products products;
  private final CustomerSelection selection;
  private final Clock clock;

  BulkChanges(JdbcClient jdbc, Products products, CustomerSelection selection, Clock clock) {
    this.jdbc = jdbc;
    this.products = products;
    this.selection = selection;
    this.clock = clock;
  }

  /**
   * Whom a change means.
   *
   * @param ids these customers; null for all of a list
   * @param query the list; its order does not matter
   * @param exclude customers of the list who are left out
   */
  public record Selection(
      @Nullable Collection<UUID> ids, CustomerQuery query, Collection<UUID> exclude) {}

  /**
   * Fixes whom a change means; nothing is changed yet.
   *
   * @param tags tags to add or to take away; empty for anything else
   * @throws Problem 422 {@code invalid-field-value}, {@code nothing-to-do} or {@code
   *     too-many-named}
   */
  @Transactional
  public BulkChange preview(
      UUID userId, UUID teamId, UUID productId, BulkKind kind, List<String> tags, Selection whom) {
    List<String> kept = FieldChange.tags(tags);
    if (kept.isEmpty() != (kind == BulkKind.ARCHIVE)) {
      throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "nothing-to-do");
    }
    Collection<UUID> named = whom.ids() == null ? whom.exclude() : whom.ids();
    if (named.size() > MOST_NAMED) {
      throw new Problem(
          HttpStatus.UNPROCESSABLE_CONTENT, "too-many-named", Map.of("most", MOST_NAMED));
    }
    ProductSettings product =
        products.find(teamId, productId).orElseThrow(() -> Problem.notFound("product"));
    // A list of a million customers takes longer than what people wait for otherwise.
    jdbc.sql("SELECT set_config('statement_timeout', '120s', true)").query(String.class).single();
    forgetPreviews(userId, teamId, productId);
    UUID id = Ids.next();
    Instant now = clock.instant();
    jdbc.sql(
            """
            INSERT INTO bulk_change
              (team_id, product_id, bulk_id, kind, tags, currency, status, created_by, created_at,
               expires_at)
            VALUES (?, ?, ?, ?, ?, ?, 'preview', ?, ?, ?)
            """)
        .params(
            teamId,
            productId,
            id,
            kind.wireName(),
            kept.toArray(String[]::new),
            product.currency(),
            userId,
            at(now),
            at(now.plus(PREVIEW_HOLDS)))
        .update();
    String into = "bulk_member (team_id, product_id, bulk_id, customer_id)";
    if (whom.ids() == null) {
      selection.insertInto(into, id, teamId, productId, whom.query(), whom.exclude());
    } else {
      selection.insertInto(into, id, teamId, productId, whom.ids());
    }
    jdbc.sql(
            """
            UPDATE bulk_change SET (customers, total) =
              (SELECT count(*), coalesce(sum(v.net), 0)::bigint
                 FROM bulk_member m
                 JOIN customer_value v USING (team_id, product_id, customer_id)
                WHERE m.team_id = ? AND m.product_id = ? AND m.bulk_id = ?)
             WHERE team_id = ? AND product_id = ? AND bulk_id = ?
            """)
        .params(teamId, productId, id, teamId, productId, id)
        .update();
    return require(teamId, productId, id);
  }

  /** One preview of a person at a time: each holds a row per customer. */
  private void forgetPreviews(UUID userId, UUID teamId, UUID productId) {
    jdbc.sql(
            """
            WITH old AS (
              DELETE FROM bulk_change
               WHERE team_id = ? AND product_id = ? AND created_by = ? AND status = 'preview'
              RETURNING team_id, product_id, bulk_id)
            DELETE FROM bulk_member m USING old
             WHERE m.team_id = old.team_id AND m.product_id = old.product_id
               AND m.bulk_id = old.bulk_id
            """)
        .params(teamId, productId, userId)
        .update();
  }

  /**
   * Confirms a preview: those whom it fixed are changed by a job. Confirming again changes nothing.
   *
   * @param customers how many the person saw
   * @throws Problem 404; 409 {@code bulk-change-differs}, {@code preview-expired}
   */
  @Transactional
  public BulkChange confirm(UUID teamId, UUID productId, UUID id, long customers) {
    lock(teamId, productId, id);
    BulkChange known = require(teamId, productId, id);
    if (!known.status().equals("preview")) {
      return known;
    }
    if (known.customers() != customers) {
      throw new Problem(
          HttpStatus.CONFLICT, "bulk-change-differs", Map.of("customers", known.customers()));
    }
    if (known.expiresAt().isBefore(clock.instant())) {
      throw new Problem(HttpStatus.CONFLICT, "preview-expired");
    }
    return become(teamId, productId, id, "running", clock.instant().plus(UNDOABLE));
  }

  /**
   * Puts everyone back who is still as the change left them. Asking again changes nothing.
   *
   * @throws Problem 404; 409 {@code bulk-change-not-finished}, {@code bulk-change-final} after 30
   *     days
   */
  @Transactional
  public BulkChange undo(UUID teamId, UUID productId, UUID id) {
    lock(teamId, productId, id);
    BulkChange known = require(teamId, productId, id);
    switch (known.status()) {
      case "undoing", "undone" -> {
        return known;
      }
      case "finished" -> {
        if (known.expiresAt().isBefore(clock.instant())) {
          throw new Problem(HttpStatus.CONFLICT, "bulk-change-final");
        }
        return become(teamId, productId, id, "undoing", known.expiresAt());
      }
      default -> throw new Problem(HttpStatus.CONFLICT, "bulk-change-not-finished");
    }
  }

  private void lock(UUID teamId, UUID productId, UUID id) {
    jdbc.sql(
            """
            SELECT 1 FROM bulk_change WHERE team_id = ? AND product_id = ? AND bulk_id = ?
               FOR UPDATE
            """)
        .params(teamId, productId, id)
        .query(Integer.class)
        .optional();
  }

  private BulkChange become(
      UUID teamId, UUID productId, UUID id, String status, Instant expiresAt) {
    jdbc.sql(
            """
            UPDATE bulk_change SET status = ?, expires_at = ?, finished_at = NULL
             WHERE team_id = ? AND product_id = ? AND bulk_id = ?
            """)
        .params(status, at(expiresAt), teamId, productId, id)
        .update();
    return require(teamId, productId, id);
  }

  /**
   * A change.
   *
   * @throws Problem 404
   */
  public BulkChange require(UUID teamId, UUID productId, UUID id) {
    return jdbc.sql(
            "SELECT * FROM bulk_change WHERE team_id = ? AND product_id = ? AND bulk_id = ?")
        .params(teamId, productId, id)
        .query((row, number) -> change(row))
        .optional()
        .orElseThrow(() -> Problem.notFound("bulk-change"));
  }

  /** The last changes of a product, the newest first, without previews. */
  public List<BulkChange> of(UUID teamId, UUID productId) {
    return jdbc.sql(
            """
            SELECT * FROM bulk_change
             WHERE team_id = ? AND product_id = ? AND status <> 'preview'
             ORDER BY bulk_id DESC LIMIT 100
            """)
        .params(teamId, productId)
        .query((row, number) -> change(row))
        .list();
  }

  private static BulkChange change(ResultSet row) throws SQLException {
    return new BulkChange(
        row.getObject("bulk_id", UUID.class),
        row.getString("kind"),
        List.of((String[]) row.getArray("tags").getArray()),
        row.getString("status"),
        row.getLong("customers"),
        Amount.of(row.getLong("total"), row.getString("currency")),
        row.getLong("changed"),
        row.getLong("skipped"),
        row.getLong("restored"),
        row.getLong("kept"),
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
