package io.kundenwert.customer.view;

import io.kundenwert.customer.directory.CustomerFilter;
import io.kundenwert.customer.directory.CustomerQuery;
import io.kundenwert.customer.directory.MaskedQuery;
import io.kundenwert.customer.view.SavedView.SavedList;
import io.kundenwert.support.ids.Ids;
import io.kundenwert.support.problem.Problem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.Normalizer;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Keeps views: a person's own and those that a team shares. */
@Service
public class SavedViews {
  /**
   * So many views of their own a person keeps in a product, and so many a product's team shares.
   */
  static final int MOST = 100;

  private static final Pattern COLUMNS = Pattern.compile("[A-Za-z][A-Za-z0-9.,_-]{0,499}");

  private final JdbcClient jdbc;
  private final Clock clock;

  SavedViews(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Who asks, and about which product.
   *
   * @param masked whether they see customers masked (D2)
   * @param curates whether they may change what others share
   */
  public record Reader(UUID userId, UUID teamId, UUID productId, boolean masked, boolean curates) {}

  /** A reader's own views and the shared ones, by name. */
  @Transactional(readOnly = true)
  public List<SavedView> of(Reader reader) {
    return jdbc.sql(
            """
            SELECT * FROM saved_view
             WHERE team_id = ? AND product_id = ? AND (shared OR owner_id = ?)
             ORDER BY name_key, view_id
            """)
        .params(reader.teamId(), reader.productId(), reader.userId())
        .query((row, number) -> view(row, reader))
        .list();
  }

  /**
   * Keeps a list under a name.
   *
   * @param shared whether everybody in the team sees it
   * @throws Problem 400 if the list cannot be asked for; 403 {@code hidden-field} if the reader's
   *     role does not see what it asks for, or {@code forbidden} if they share it; 409 {@code
   *     view-name-taken}; 422 {@code invalid-view-name}, {@code invalid-columns} or {@code
   *     too-many-views}
   */
  @Transactional
  public SavedView save(Reader reader, String name, boolean shared, SavedList list) {
    requireMayShare(reader, shared);
    UUID id = Ids.next();
    String kept = requireName(name);
    SavedList asked = require(reader, list);
    requireRoom(reader, shared);
    unlessTaken(
        kept,
        () ->
            put(
                    """
                    INSERT INTO saved_view
                      (team_id, product_id, view_id, owner_id, shared, name, name_key, sort, filter,
                       search, columns, saved_at)
                    VALUES (:team, :product, :view, :owner, :shared, :name, :key, :sort, :filter,
                            :search, :columns, :at)
                    """,
                    reader,
                    id,
                    kept,
                    shared,
                    asked)
                .param("owner", reader.userId())
                .update());
    return require(reader, id);
  }

  /**
   * Changes a view.
   *
   * @param version the version that the reader saw
   * @throws Problem as {@link #save}; 404; 403 {@code forbidden} if it is shared and neither the
   *     reader's nor theirs to curate; 409 {@code view-changed} if somebody changed it meanwhile
   */
  @Transactional
  public SavedView change(
      Reader reader, UUID viewId, long version, String name, boolean shared, SavedList list) {
    requireMayShare(reader, shared);
    SavedView known = requireChangeable(reader, viewId);
    String kept = requireName(name);
    SavedList asked = require(reader, list);
    if (!shared && !known.mine()) {
      // It would vanish for whoever changes it.
      throw new Problem(HttpStatus.FORBIDDEN, "forbidden");
    }
    if (shared != known.scope().equals("team")) {
      requireRoom(reader, shared);
    }
    unlessTaken(
        kept,
        () -> {
          int changed =
              put(
                      """
                      UPDATE saved_view
                         SET shared = :shared, name = :name, name_key = :key, sort = :sort,
                             filter = :filter, search = :search, columns = :columns,
                             saved_at = :at, version = version + 1
                       WHERE team_id = :team AND product_id = :product AND view_id = :view
                         AND version = :version
                      """,
                      reader,
                      viewId,
                      kept,
                      shared,
                      asked)
                  .param("version", version)
                  .update();
          if (changed == 0) {
            throw new Problem(
                HttpStatus.CONFLICT, "view-changed", Map.of("version", known.version()));
          }
        });
    return require(reader, viewId);
  }

  /**
   * Forgets a view.
   *
   * @throws Problem 404; 403 {@code forbidden} as {@link #change}
   */
  @Transactional
  public void delete(Reader reader, UUID viewId) {
    requireChangeable(reader, viewId);
    jdbc.sql("DELETE FROM saved_view WHERE team_id = ? AND product_id = ? AND view_id = ?")
        .params(reader.teamId(), reader.productId(), viewId)
        .update();
  }

  private void requireRoom(Reader reader, boolean shared) {
    long others =
        jdbc.sql(
                """
                SELECT count(*) FROM saved_view
                 WHERE team_id = ? AND product_id = ? AND shared = ? AND (shared OR owner_id = ?)
                """)
            .params(reader.teamId(), reader.productId(), shared, reader.userId())
            .query(Long.class)
            .single();
    if (others >= MOST) {
      throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "too-many-views", Map.of("most", MOST));
    }
  }

  private JdbcClient.StatementSpec put(
      String sql, Reader reader, UUID viewId, String name, boolean shared, SavedList list) {
    return jdbc.sql(sql)
        .param("team", reader.teamId())
        .param("product", reader.productId())
        .param("view", viewId)
        .param("shared", shared)
        .param("name", name)
        .param("key", key(name))
        .param("sort", list.sort())
        .param("filter", list.f())
        .param("search", list.q())
        .param("columns", list.cols())
        .param("at", now());
  }

  private SavedView requireChangeable(Reader reader, UUID viewId) {
    SavedView known = require(reader, viewId);
    if (!known.mayChange()) {
      throw new Problem(HttpStatus.FORBIDDEN, "forbidden");
    }
    return known;
  }

  private SavedView require(Reader reader, UUID viewId) {
    return jdbc.sql(
            """
            SELECT * FROM saved_view
             WHERE team_id = ? AND product_id = ? AND view_id = ? AND (shared OR owner_id = ?)
            """)
        .params(reader.teamId(), reader.productId(), viewId, reader.userId())
        .query((row, number) -> view(row, reader))
        .optional()
        .orElseThrow(() -> Problem.notFound("view"));
  }

  private static void requireMayShare(Reader reader, boolean shared) {
    if (shared && reader.masked()) {
      throw new Problem(HttpStatus.FORBIDDEN, "forbidden");
    }
  }

  /** What is asked for, if the reader may ask for it. */
  private static SavedList require(Reader reader, SavedList list) {
    SavedList asked =
        new SavedList(filled(list.sort()), filled(list.f()), filled(list.q()), filled(list.cols()));
    if (reader.masked()) {
      MaskedQuery.parse(asked.sort(), asked.f(), asked.q());
    } else {
      CustomerQuery.parse(asked.sort(), asked.f(), asked.q());
    }
    if (asked.cols() != null && !COLUMNS.matcher(asked.cols()).matches()) {
      throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "invalid-columns");
    }
    return asked;
  }

  private static @Nullable String filled(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  private static String requireName(String name) {
    String kept = Normalizer.normalize(name, Normalizer.Form.NFC).strip();
    if (kept.isEmpty() || kept.length() > 100 || kept.chars().anyMatch(Character::isISOControl)) {
      throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "invalid-view-name");
    }
    return kept;
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static void unlessTaken(String name, Runnable change) {
    try {
      change.run();
    } catch (DuplicateKeyException taken) {
      throw new Problem(HttpStatus.CONFLICT, "view-name-taken", Map.of("name", name));
    }
  }

  private static SavedView view(ResultSet row, Reader reader) throws SQLException {
    SavedList kept =
        new SavedList(
            row.getString("sort"),
            row.getString("filter"),
            row.getString("search"),
            row.getString("columns"));
    SavedList shown = reader.masked() ? masked(kept) : kept;
    boolean mine = reader.userId().equals(row.getObject("owner_id", UUID.class));
    boolean shared = row.getBoolean("shared");
    return new SavedView(
        row.getObject("view_id", UUID.class),
        row.getString("name"),
        shared ? "team" : "me",
        shown,
        row.getLong("version"),
        row.getObject("saved_at", OffsetDateTime.class).toInstant(),
        mine,
        !shared || (!reader.masked() && (mine || reader.curates())),
        !shown.equals(kept));
  }

  /**
   * What of a list a viewer may ask for. The address of a person somebody searched is hidden from
   * them as addresses are anywhere.
   */
  private static SavedList masked(SavedList kept) {
    return new SavedList(
        isVisible(kept.sort()) ? kept.sort() : null,
        open(kept.f()),
        kept.q() == null || kept.q().indexOf('@') >= 0 ? null : kept.q(),
        kept.cols());
  }

  private static boolean isVisible(@Nullable String sort) {
    try {
      MaskedQuery.parse(sort, null, null);
      return true;
    } catch (Problem hidden) {
      return false;
    }
  }

  /** The conditions that viewers may ask for; none of a filter that nobody can ask for any more. */
  private static @Nullable String open(@Nullable String filter) {
    try {
      return filled(CustomerFilter.parse(filter).open().canonical());
    } catch (Problem gone) {
      return null;
    }
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
