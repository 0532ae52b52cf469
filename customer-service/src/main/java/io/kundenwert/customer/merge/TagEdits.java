package io.kundenwert.customer.merge;

import io.kundenwert.customer.edit.FieldChange;
import java.sql.Array;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Edits the tags of many customers, under the merge's locks. Like any edit it draws a number, and a
 * run that began earlier never overwrites it; it can be taken back where nothing newer stands.
 */
@Service
public class TagEdits {
  private final JdbcClient jdbc;
  private final CustomerChanges changes;
  private final Origins origins;
  private final JsonMapper json;
  private final Clock clock;

  TagEdits(
      JdbcClient jdbc, CustomerChanges changes, Origins origins, JsonMapper json, Clock clock) {
    this.jdbc = jdbc;
    this.changes = changes;
    this.origins = origins;
    this.json = json;
    this.clock = clock;
  }

  /**
   * Tags that an edit has put in the place of others.
   *
   * @param customerId customer
   * @param setSeq number of the edit
   * @param before what a person had entered before, as JSON for {@link #takeBack}; null if nobody
   *     had
   */
  public record Replaced(UUID customerId, long setSeq, @Nullable String before) {}

  private record Tagged(List<String> tags, Replaced replaced) {}

  /**
   * Changes tags, in the surrounding transaction. Left alone is who is gone or archived, has such
   * tags already, or would have too many.
   *
   * @param change what becomes of a customer's tags
   * @return whose tags were changed, with what was there before
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public List<Replaced> change(
      UUID userId,
      UUID teamId,
      UUID productId,
      Collection<UUID> customers,
      UnaryOperator<List<String>> change) {
    List<Replaced> replaced = new ArrayList<>();
    changes.changeSome(
        teamId,
        productId,
        new TreeSet<>(customers),
        locked -> {
          List<UUID> ids = new ArrayList<>();
          List<String> values = new ArrayList<>();
          long seq = origins.next(teamId);
          for (Tagged one : tagged(teamId, productId, locked, seq)) {
            List<String> tags = change.apply(one.tags());
            if (!tags.equals(one.tags()) && tags.size() <= FieldChange.MAX_TAGS) {
              ids.add(one.replaced().customerId());
              values.add(json.writeValueAsString(tags));
              replaced.add(one.replaced());
            }
          }
          put(userId, teamId, productId, seq, ids, values);
          return ids;
        });
    return replaced;
  }

  private List<Tagged> tagged(UUID teamId, UUID productId, Set<UUID> ids, long seq) {
    return jdbc.sql(
            """
            SELECT c.customer_id, c.tags,
                   CASE WHEN m.field IS NOT NULL
                        THEN jsonb_build_object('value', m.value, 'seq', m.origin_seq,
                                                'by', m.edited_by, 'at', m.edited_at)::text
                         END AS before
              FROM customer c
              LEFT JOIN manual_field m
                ON m.team_id = c.team_id AND m.product_id = c.product_id
               AND m.customer_id = c.customer_id AND m.field = 'tags'
             WHERE c.team_id = ? AND c.product_id = ? AND c.customer_id = ANY(?)
            """)
        .params(teamId, productId, ids.toArray(UUID[]::new))
        .query(
            (row, number) -> {
              Array tags = row.getArray("tags");
              return new Tagged(
                  List.of((String[]) tags.getArray()),
                  new Replaced(
                      row.getObject("customer_id", UUID.class), seq, row.getString("before")));
            })
        .list();
  }

  private void put(
      UUID userId,
      UUID teamId,
      UUID productId,
      long seq,
      List<UUID> customers,
      List<String> values) {
    jdbc.sql(
            """
            INSERT INTO manual_field
              (team_id, product_id, customer_id, field, value, origin_seq, edited_by, edited_at)
            SELECT ?, ?, u.customer_id, 'tags', u.value::jsonb, ?, ?, ?
              FROM unnest(?::uuid[], ?::text[]) AS u(customer_id, value)
            ON CONFLICT (team_id, product_id, customer_id, field) DO UPDATE
               SET value = excluded.value, origin_seq = excluded.origin_seq,
                   edited_by = excluded.edited_by, edited_at = excluded.edited_at
            """)
        .params(
            teamId,
            productId,
            seq,
            userId,
            clock.instant().atOffset(ZoneOffset.UTC),
            customers.toArray(UUID[]::new),
            values.toArray(String[]::new))
        .update();
  }

  /**
   * Takes changes of tags back, in the surrounding transaction: what was there before is there
   * again. Left alone is who is gone or archived, and whose tags a person has changed since.
   *
   * @return whose tags were taken back
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public List<UUID> takeBack(UUID teamId, UUID productId, List<Replaced> replaced) {
    List<UUID> done = new ArrayList<>();
    changes.changeSome(
        teamId,
        productId,
        new TreeSet<>(replaced.stream().map(Replaced::customerId).toList()),
        locked -> {
          done.addAll(
              takeBackOf(
                  teamId,
                  productId,
                  replaced.stream().filter(one -> locked.contains(one.customerId())).toList()));
          return done;
        });
    return done;
  }

  private List<UUID> takeBackOf(UUID teamId, UUID productId, List<Replaced> replaced) {
    return jdbc.sql(
            """
            WITH u AS (
              SELECT * FROM unnest(:customers::uuid[], :seqs::bigint[], :before::text[])
                         AS u(customer_id, seq, before)),
            emptied AS (
              DELETE FROM manual_field m USING u
               WHERE m.team_id = :team AND m.product_id = :product
                 AND m.customer_id = u.customer_id AND m.field = 'tags'
                 AND m.origin_seq = u.seq AND u.before IS NULL
              RETURNING m.customer_id),
            put_back AS (
              UPDATE manual_field m
                 SET value = u.before::jsonb -> 'value',
                     origin_seq = (u.before::jsonb ->> 'seq')::bigint,
                     edited_by = (u.before::jsonb ->> 'by')::uuid,
                     edited_at = (u.before::jsonb ->> 'at')::timestamptz
                FROM u
               WHERE m.team_id = :team AND m.product_id = :product
                 AND m.customer_id = u.customer_id AND m.field = 'tags'
                 AND m.origin_seq = u.seq AND u.before IS NOT NULL
              RETURNING m.customer_id)
            SELECT customer_id FROM emptied UNION ALL SELECT customer_id FROM put_back
            """)
        .param("team", teamId)
        .param("product", productId)
        .param("customers", replaced.stream().map(Replaced::customerId).toArray(UUID[]::new))
        .param("seqs", replaced.stream().map(Replaced::setSeq).toArray(Long[]::new))
        .param("before", replaced.stream().map(Replaced::before).toArray(String[]::new))
        .query(UUID.class)
        .list();
  }
}
