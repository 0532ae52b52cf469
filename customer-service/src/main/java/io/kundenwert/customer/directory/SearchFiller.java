package io.kundenwert.customer.directory;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps the words by which customers are found as the customers are now. It reads customers again
 * after a hint; whoever is gone is found no more.
 */
@Service
class SearchFiller {
  private final JdbcClient jdbc;
  private final Figures figures;

  SearchFiller(JdbcClient jdbc, Figures figures) {
    this.jdbc = jdbc;
    this.figures = figures;
  }

  private record Entry(long version, long fingerprint, String sortName, String words) {}

  /** Reads customers of a product and takes over what changed. */
  @Transactional
  void fill(UUID teamId, UUID productId, Collection<UUID> touched) {
    UUID[] ids = touched.stream().distinct().sorted().toArray(UUID[]::new);
    Map<UUID, Long> known = fingerprints(teamId, productId, ids);
    Map<UUID, Entry> entries = entries(teamId, productId, ids);
    List<UUID> gone = new ArrayList<>();
    for (Map.Entry<UUID, Long> old : known.entrySet()) {
      Entry entry = entries.get(old.getKey());
      if (entry == null) {
        gone.add(old.getKey());
      } else if (entry.fingerprint() == old.getValue()) {
        entries.remove(old.getKey());
      }
    }
    forget(teamId, productId, gone);
    keep(teamId, productId, entries);
    figures.touched(teamId, productId);
  }

  private Map<UUID, Long> fingerprints(UUID teamId, UUID productId, UUID[] ids) {
    Map<UUID, Long> known = new HashMap<>();
    jdbc.sql(
            """
            SELECT customer_id, fingerprint FROM customer_search
             WHERE team_id = ? AND product_id = ? AND customer_id = ANY(?)
            """)
        .param(teamId)
        .param(productId)
        .param(ids)
        .query(
            row -> {
              known.put(row.getObject(1, UUID.class), row.getLong(2));
            });
    return known;
  }

  private Map<UUID, Entry> entries(UUID teamId, UUID productId, UUID[] ids) {
    Map<UUID, List<String>> more = furtherAddresses(teamId, productId, ids);
    Map<UUID, List<UUID>> sources = sources(teamId, productId, ids);
    String mark = SearchWords.mark(productId);
    Map<UUID, Entry> entries = new LinkedHashMap<>();
    jdbc.sql(
            """
            SELECT c.customer_id, c.name, c.sort_name, c.company, c.email_key, v.version
              FROM unnest(?::uuid[]) AS m(customer_id)
             CROSS JOIN LATERAL (
                   SELECT * FROM customer x
                    WHERE x.team_id = ? AND x.product_id = ? AND x.customer_id = m.customer_id
                    LIMIT 1) c
             CROSS JOIN LATERAL (
                   SELECT x.version FROM customer_value x
                    WHERE x.team_id = ? AND x.product_id = ? AND x.customer_id = m.customer_id
                    LIMIT 1) v
            """)
        .param(ids)
        .params(List.of(teamId, productId, teamId, productId))
        .query(
            row -> {
              UUID id = row.getObject("customer_id", UUID.class);
              List<String> addresses = new ArrayList<>();
              addresses.add(row.getString("email_key"));
              addresses.addAll(more.getOrDefault(id, List.of()));
              List<String> words =
                  SearchWords.of(
                      row.getString("name"),
                      row.getString("company"),
                      addresses,
                      sources.getOrDefault(id, List.of()));
              Set<String> open = SearchWords.open(row.getString("name"), row.getString("company"));
              String sortName = row.getString("sort_name");
              String vector = vector(mark, words, open);
              entries.put(
                  id,
                  new Entry(
                      row.getLong("version"), fingerprint(sortName, vector), sortName, vector));
            });
    return entries;
  }

  private Map<UUID, List<String>> furtherAddresses(UUID teamId, UUID productId, UUID[] ids) {
    Map<UUID, List<String>> addresses = new HashMap<>();
    jdbc.sql(
            """
            SELECT customer_id, email_key FROM identity
             WHERE customer_id = ANY(?) AND identity_id <> customer_id
               AND team_id = ? AND product_id = ?
            """)
        .param(ids)
        .param(teamId)
        .param(productId)
        .query(
            row -> {
              addresses
                  .computeIfAbsent(row.getObject(1, UUID.class), id -> new ArrayList<>())
                  .add(row.getString(2));
            });
    return addresses;
  }

  /** The sources from which customers have contributions, by their customers. */
  private Map<UUID, List<UUID>> sources(UUID teamId, UUID productId, UUID[] ids) {
    Map<UUID, List<UUID>> sources = new HashMap<>();
    jdbc.sql(
            """
            SELECT m.customer_id, s.source_id
              FROM (SELECT i.customer_id, i.identity_id FROM identity i
                     WHERE i.customer_id = ANY(:ids) AND i.identity_id <> i.customer_id
                       AND i.team_id = :team AND i.product_id = :product
                     UNION ALL
                    SELECT own.id, own.id FROM unnest(:ids::uuid[]) AS own(id)) m
             CROSS JOIN LATERAL (
                   SELECT DISTINCT x.source_id FROM contribution x
                    WHERE x.team_id = :team AND x.product_id = :product
                      AND x.identity_id = m.identity_id
                    LIMIT 1000) s
            """)
        .param("ids", ids)
        .param("team", teamId)
        .param("product", productId)
        .query(
            row -> {
              List<UUID> known =
                  sources.computeIfAbsent(row.getObject(1, UUID.class), id -> new ArrayList<>());
              UUID source = row.getObject(2, UUID.class);
              if (!known.contains(source)) {
                known.add(source);
              }
            });
    return sources;
  }

  private void forget(UUID teamId, UUID productId, List<UUID> gone) {
    if (!gone.isEmpty()) {
      jdbc.sql(
              """
              DELETE FROM customer_search
               WHERE team_id = ? AND product_id = ? AND customer_id = ANY(?)
              """)
          .param(teamId)
          .param(productId)
          .param(gone.toArray(UUID[]::new))
          .update();
    }
  }

  private void keep(UUID teamId, UUID productId, Map<UUID, Entry> entries) {
    if (!entries.isEmpty()) {
      Collection<Entry> values = entries.values();
      jdbc.sql(
              """
              INSERT INTO customer_search
                (team_id, product_id, customer_id, version, fingerprint, sort_name, words)
              SELECT ?, ?, e.customer_id, e.version, e.fingerprint, e.sort_name,
                     e.words::tsvector
                FROM unnest(?::uuid[], ?::bigint[], ?::bigint[], ?::text[], ?::text[])
                     AS e(customer_id, version, fingerprint, sort_name, words)
              ON CONFLICT (team_id, product_id, customer_id) DO UPDATE
                 SET version = excluded.version, fingerprint = excluded.fingerprint,
                     sort_name = excluded.sort_name, words = excluded.words
               WHERE customer_search.version <= excluded.version
              """)
          .param(teamId)
          .param(productId)
          .param(entries.keySet().toArray(UUID[]::new))
          .param(values.stream().map(Entry::version).toArray(Long[]::new))
          .param(values.stream().map(Entry::fingerprint).toArray(Long[]::new))
          .param(values.stream().map(Entry::sortName).toArray(String[]::new))
          .param(values.stream().map(Entry::words).toArray(String[]::new))
          .update();
    }
  }

  /**
   * Words are letters, digits and the sign of sources only: in quotes nothing needs escaping. Those
   * of open fields carry the weight A: viewers are answered from them alone (D2).
   */
  private static String vector(String mark, List<String> words, Set<String> open) {
    StringBuilder vector = new StringBuilder();
    for (String word : words) {
      vector.append('\'').append(mark).append(word).append('\'');
      // A word without a place would be found whatever weight is asked for.
      vector.append(open.contains(word) ? ":1A " : ":1 ");
    }
    return vector.toString();
  }

  /** FNV-1a of all that is kept. */
  private static long fingerprint(String sortName, String vector) {
    long hash = 0xcbf29ce484222325L;
    String kept = sortName + "\n" + vector;
    for (byte each : kept.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ each) * 0x100000001b3L;
    }
    return hash;
  }
}
