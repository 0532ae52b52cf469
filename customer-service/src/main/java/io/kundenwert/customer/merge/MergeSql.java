package io.kundenwert.customer.merge;

/**
 * The statements of the merge. They are set-based over arrays, carry absolute values and contain no
 * join: on a young table the planner turns a join into a disaster.
 */
final class MergeSql {
  private MergeSql() {}

  static final String TIME_OUTS =
      """
      SELECT set_config('lock_timeout', ?, true), set_config('statement_timeout', ?, true),
             set_config('idle_in_transaction_session_timeout', ?, true),
             set_config('transaction_timeout', ?, true)
      """;

  static final String SHARE_GATE = "SELECT pg_advisory_xact_lock_shared(?)";

  static final String INSERT_MARKS =
      """
      INSERT INTO mark (team_id, product_id, run_id, partition, revision)
      SELECT *, (SELECT last_value FROM revision_base)
        FROM unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::int[])
      ON CONFLICT DO NOTHING
      """;

  static final String LOCK_MARKS =
      """
      SELECT partition, seq, revision, created, updated, unchanged, merged, rejected, dead, gross
        FROM mark
       WHERE team_id = ? AND product_id = ? AND run_id = ? AND partition = ANY(?)
       ORDER BY partition
         FOR UPDATE
      """;

  static final String UPDATE_MARK =
      """
      UPDATE mark
         SET seq = ?, revision = ?, created = ?, updated = ?, unchanged = ?, merged = ?,
             rejected = ?, dead = ?, gross = ?::jsonb
       WHERE team_id = ? AND product_id = ? AND run_id = ? AND partition = ?
      """;

  static final String RUN_FLAGS = "SELECT run_id FROM run WHERE run_id = ANY(?) AND undo <> 'none'";

  static final String SOURCES_WITH_TOTALS =
      """
      SELECT DISTINCT source_id FROM run
       WHERE product_id = ? AND source_id = ANY(?) AND amounts = 'totals' AND mode = 'import'
      """;

  static final String HAS_SUPPRESSIONS =
      "SELECT EXISTS (SELECT 1 FROM suppression WHERE team_id = ? AND product_id = ?)";

  static final String SUPPRESSED =
      """
      SELECT email_hash FROM suppression
       WHERE team_id = ? AND product_id = ? AND email_hash = ANY(?)
      """;

  static final String IDENTITIES =
      """
      SELECT email_key, identity_id, customer_id FROM identity
       WHERE team_id = ? AND product_id = ? AND email_key = ANY(?)
      """;

  static final String INSERT_IDENTITIES =
      """
      INSERT INTO identity (team_id, product_id, email_key, identity_id, customer_id)
      SELECT ?, ?, email_key, id, id FROM unnest(?::text[], ?::uuid[]) AS u (email_key, id)
      ON CONFLICT DO NOTHING
      """;

  /** Who holds payments: one half reads the index of those that count, the other of the rest. */
  static final String KNOWN_PAYMENTS =
      """
      SELECT source_id, external_id, identity_id FROM contribution
       WHERE product_id = ? AND source_id = ANY(?) AND external_id = ANY(?)
         AND counted AND external_id <> ''
      UNION ALL
      SELECT source_id, external_id, identity_id FROM contribution
       WHERE product_id = ? AND source_id = ANY(?) AND external_id = ANY(?)
         AND NOT counted AND external_id <> ''
      """;

  static final String CUSTOMERS_OF_MOVED_IDENTITIES =
      """
      SELECT identity_id, customer_id FROM identity
       WHERE identity_id = ANY(?) AND identity_id <> customer_id
      """;

  static final String MOVED_IDENTITIES_OF_CUSTOMERS =
      """
      SELECT identity_id, customer_id FROM identity
       WHERE customer_id = ANY(?) AND identity_id <> customer_id
      """;

  /** FOR … returns the row version that it locked: adding to these totals in Java is exact. */
  static final String LOCK_VALUES =
      """
      SELECT customer_id, gross, refunded, payments, first_on, last_on, monthly, monthly_stated,
             priority, previous_priority, priority_changed_at, revalue_on, field_seq
        FROM customer_value
       WHERE team_id = ? AND product_id = ? AND customer_id = ANY(?)
       ORDER BY team_id, product_id, customer_id
         FOR NO KEY UPDATE
      """;

  /** The same without a lock, for who only looks. */
  static final String VALUES = LOCK_VALUES.substring(0, LOCK_VALUES.indexOf(" ORDER BY"));

  static final String CUSTOMERS =
      """
      SELECT customer_id, coalesce(primary_email_key, email_key), email, name, company, phone, country, external_id, tags,
             consent, custom::text, created_at
        FROM customer
       WHERE team_id = ? AND product_id = ? AND customer_id = ANY(?)
      """;

  static final String CONTRIBUTIONS =
      """
      SELECT identity_id, source_id, run_id, external_id, origin_seq, totals, counted, currency,
             gross, refunded, payments, fee, first_on, last_on, paid_at, first_row, last_row,
             fields::text
        FROM contribution
       WHERE team_id = ? AND product_id = ? AND identity_id = ANY(?)
      """;

  /**
   * Payments that may count otherwise once a run is gone: those that it brought, and those that do
   * not count now.
   */
  static final String PAYMENTS_BEHIND_RUN =
      """
      SELECT DISTINCT source_id, external_id FROM contribution
       WHERE team_id = ? AND product_id = ? AND identity_id = ANY(?) AND source_id = ?
         AND external_id <> '' AND (run_id = ? OR NOT counted)
      """;

  static final String DELETE_CONTRIBUTIONS =
      """
      DELETE FROM contribution
       WHERE team_id = ? AND product_id = ? AND identity_id = ANY(?) AND source_id = ?
         AND run_id = ?
      """;

  static final String DELETE_CUSTOMERS =
      "DELETE FROM customer WHERE team_id = ? AND product_id = ? AND customer_id = ANY(?)";

  static final String DELETE_VALUES =
      "DELETE FROM customer_value WHERE team_id = ? AND product_id = ? AND customer_id = ANY(?)";

  static final String DELETE_IDENTITIES =
      "DELETE FROM identity WHERE team_id = ? AND product_id = ? AND email_key = ANY(?)";

  static final String MANUAL_FIELDS =
      """
      SELECT customer_id, origin_seq, jsonb_object_agg(field, value)::text AS fields
        FROM manual_field
       WHERE team_id = ? AND product_id = ? AND customer_id = ANY(?)
       GROUP BY customer_id, origin_seq
      """;

  private static final String INSERT_CONTRIBUTIONS =
      """
      INSERT INTO contribution
        (team_id, product_id, identity_id, source_id, run_id, external_id, origin_seq, totals,
         counted, currency, gross, refunded, payments, fee, first_on, last_on, paid_at, first_row,
         last_row, fields)
      SELECT ?, ?, u.*
        FROM unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::bigint[], ?::boolean[],
                    ?::boolean[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
                    ?::date[], ?::date[], ?::timestamptz[], ?::bigint[], ?::bigint[], ?::jsonb[])
             AS u
      ON CONFLICT (team_id, product_id, identity_id, source_id, run_id, external_id)
      """;

  /** For contributions that were not read: what the run has merged before is added to. */
  static final String ADD_CONTRIBUTIONS =
      INSERT_CONTRIBUTIONS
          + """
          DO UPDATE SET
            gross = contribution.gross + excluded.gross,
            refunded = contribution.refunded + excluded.refunded,
            payments = contribution.payments + excluded.payments,
            first_on = LEAST(contribution.first_on, excluded.first_on),
            last_on = GREATEST(contribution.last_on, excluded.last_on),
            last_row = GREATEST(contribution.last_row, excluded.last_row),
            fields = contribution.fields || excluded.fields
          """;

  /** For contributions that were read before: they are written as they shall be. */
  static final String PUT_CONTRIBUTIONS =
      INSERT_CONTRIBUTIONS
          + """
          DO UPDATE SET
            totals = excluded.totals, counted = excluded.counted, currency = excluded.currency, gross = excluded.gross,
            refunded = excluded.refunded, payments = excluded.payments, fee = excluded.fee,
            first_on = excluded.first_on, last_on = excluded.last_on,
            paid_at = excluded.paid_at, first_row = excluded.first_row,
            last_row = excluded.last_row, fields = excluded.fields
          """;

  static final String PUT_CUSTOMERS =
      """
      INSERT INTO customer
        (team_id, product_id, customer_id, email_key, email, name, sort_name, company, phone,
         country, external_id, tags, consent, custom, created_at)
      SELECT ?, ?, id, email_key, email, name, sort_name, company, phone, country, external_id,
             tags::text[], consent, custom, created_at
        FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                    ?::text[], ?::text[], ?::text[], ?::boolean[], ?::jsonb[], ?::timestamptz[])
             AS u (id, email_key, email, name, sort_name, company, phone, country, external_id,
                   tags, consent, custom, created_at)
      ON CONFLICT (team_id, product_id, customer_id) DO UPDATE SET
        email = excluded.email, name = excluded.name, sort_name = excluded.sort_name,
        company = excluded.company, phone = excluded.phone, country = excluded.country,
        external_id = excluded.external_id, tags = excluded.tags, consent = excluded.consent,
        custom = excluded.custom
      """;

  /** An archived customer that reaches the threshold comes back (C6). */
  static final String PUT_VALUES =
      """
      INSERT INTO customer_value
        (team_id, product_id, customer_id, currency, gross, refunded, net, payments, first_on,
         last_on, monthly, monthly_stated, priority, previous_priority, priority_changed_at,
         revalue_on, field_seq, version)
      SELECT ?, ?, id, ?, gross, refunded, gross - refunded, payments, first_on, last_on, monthly,
             monthly_stated, priority, previous_priority, priority_changed_at, revalue_on,
             field_seq, nextval('state_version')
        FROM unnest(?::uuid[], ?::bigint[], ?::bigint[], ?::bigint[], ?::date[], ?::date[],
                    ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::timestamptz[], ?::date[],
                    ?::bigint[])
             AS u (id, gross, refunded, payments, first_on, last_on, monthly, monthly_stated,
                   priority, previous_priority, priority_changed_at, revalue_on, field_seq)
      ON CONFLICT (team_id, product_id, customer_id) DO UPDATE SET
        gross = excluded.gross, refunded = excluded.refunded, net = excluded.net,
        payments = excluded.payments, first_on = excluded.first_on, last_on = excluded.last_on,
        monthly = excluded.monthly, monthly_stated = excluded.monthly_stated,
        priority = excluded.priority, previous_priority = excluded.previous_priority,
        priority_changed_at = excluded.priority_changed_at, revalue_on = excluded.revalue_on,
        field_seq = excluded.field_seq, version = excluded.version,
        archived_reason = CASE WHEN customer_value.archived_below <= CASE
            customer_value.archived_by WHEN 'net' THEN excluded.net ELSE excluded.gross END
          THEN NULL ELSE customer_value.archived_reason END,
        archived_until = CASE WHEN customer_value.archived_below <= CASE
            customer_value.archived_by WHEN 'net' THEN excluded.net ELSE excluded.gross END
          THEN NULL ELSE customer_value.archived_until END
      """;

  static final String INSERT_REJECTED =
      """
      INSERT INTO rejected_row (team_id, product_id, run_id, partition, seq, row_number, code)
      SELECT * FROM unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::int[], ?::bigint[], ?::bigint[],
                           ?::text[])
      """;

  static final String REJECTED_AGAIN =
      """
      SELECT row_number, code FROM rejected_row
       WHERE team_id = ? AND product_id = ? AND run_id = ? AND partition = ?
         AND seq BETWEEN ? AND ?
      """;

  static final String INSERT_DEAD =
      """
      INSERT INTO dead_row
        (team_id, product_id, run_id, partition, seq, row_number, code, descriptor, value,
         created_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  static final String DEAD_AGAIN =
      """
      SELECT seq, row_number, code, value FROM dead_row
       WHERE team_id = ? AND product_id = ? AND run_id = ? AND partition = ?
         AND seq BETWEEN ? AND ?
      """;

  static final String PUT_CONSUMED =
      """
      INSERT INTO consumed (topic, partition, next_offset)
      SELECT ?, p, o FROM unnest(?::int[], ?::bigint[]) AS u (p, o)
      ON CONFLICT (topic, partition) DO UPDATE
         SET next_offset = GREATEST(consumed.next_offset, excluded.next_offset)
      """;
}
