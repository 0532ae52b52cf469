package io.kundenwert.customer.merge;

import io.kundenwert.customer.product.ProductSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes what a run contributed out of its customers, some at a time (A9). */
@Component
public class RunRemovals {
  private static final Logger log = LoggerFactory.getLogger(RunRemovals.class);

  private static final Removed ONE_FAILED = new Removed(0, 0, 0, 1, Map.of(), Set.of(), Set.of());

  private final JdbcTemplate jdbc;
  private final FieldsJson json;
  private final Clock clock;

  RunRemovals(JdbcTemplate jdbc, FieldsJson json, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  /**
   * What became of customers.
   *
   * @param reversed customers who stay with what other origins brought
   * @param gone customers who disappear: nothing else refers to them
   * @param kept customers who stay with no contribution, since something else refers to them
   * @param failed customers whose remaining totals could not be stored
   * @param gross counted gross amounts that are taken back, minor units by currency
   * @param edited those of the reversed and the kept of whom some field stays as a person left it
   * @param touched customers who were changed or are gone
   */
  public record Removed(
      long reversed,
      long gone,
      long kept,
      long failed,
      Map<String, Long> gross,
      Set<UUID> edited,
      Set<UUID> touched) {
    /** Nothing. */
    public static final Removed NOTHING = new Removed(0, 0, 0, 0, Map.of(), Set.of(), Set.of());

    /** These and more. */
    public Removed plus(Removed more) {
      Map<String, Long> sum = new HashMap<>(gross);
      more.gross.forEach((currency, minor) -> sum.merge(currency, minor, Long::sum));
      return new Removed(
          reversed + more.reversed,
          gone + more.gone,
          kept + more.kept,
          failed + more.failed,
          sum,
          both(edited, more.edited),
          both(touched, more.touched));
    }

    private static Set<UUID> both(Set<UUID> some, Set<UUID> others) {
      Set<UUID> all = new HashSet<>(some);
      all.addAll(others);
      return all;
    }

    /** The numbers alone: a sum over many chunks holds no customers. */
    public Removed numbers() {
      return new Removed(reversed, gone, kept, failed, gross, Set.of(), Set.of());
    }
  }

  /**
   * Works out what taking a run out of some identities' customers would do; writes nothing.
   *
   * @param identityIds identities to which the run contributed
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public Removed look(ProductSettings product, UUID runId, UUID sourceId, List<UUID> identityIds) {
    return inConnection(
        connection ->
            halving(
                connection,
                runId,
                identityIds,
                ids -> {
                  RunRemoval removal = removal(connection, product, runId, sourceId);
                  removal.plan(ids, false);
                  return removal.removed(Set.of());
                },
                (identity, code) -> {}));
  }

  /**
   * Takes a run out of some identities' customers, within the surrounding transaction.
   *
   * @param identityIds identities to which the run contributed
   * @param failed told of each identity, with a reason, whose customer stays as it is
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public Removed remove(
      ProductSettings product,
      UUID runId,
      UUID sourceId,
      List<UUID> identityIds,
      BiConsumer<UUID, String> failed) {
    return inConnection(
        connection -> {
          new MergeTransaction(connection).begin(Set.of(product.productId()));
          return halving(
              connection,
              runId,
              identityIds,
              ids -> {
                RunRemoval removal = removal(connection, product, runId, sourceId);
                removal.plan(ids, true);
                return removal.removed(removal.write());
              },
              failed);
        });
  }

  private interface Work {
    Removed of(List<UUID> identityIds) throws SQLException;
  }

  /** Where the database or the bounds refuse what would be left, halves of them. */
  private static Removed halving(
      Connection connection,
      UUID runId,
      List<UUID> identityIds,
      Work work,
      BiConsumer<UUID, String> failed)
      throws SQLException {
    Savepoint savepoint = connection.setSavepoint();
    try {
      Removed removed = work.of(identityIds);
      connection.releaseSavepoint(savepoint);
      return removed;
    } catch (SQLException | ArithmeticException refused) {
      if (refused instanceof SQLException && !SqlStates.isData(SqlStates.of(refused), false)) {
        throw refused;
      }
      connection.rollback(savepoint);
      if (identityIds.size() == 1) {
        log.warn(
            "Run {} cannot be taken out of identity {}: {} {}",
            runId,
            identityIds.getFirst(),
            refused.getClass().getSimpleName(),
            SqlStates.of(refused));
        failed.accept(identityIds.getFirst(), "total-out-of-bounds");
        return ONE_FAILED;
      }
      int half = identityIds.size() / 2;
      return halving(connection, runId, identityIds.subList(0, half), work, failed)
          .plus(
              halving(
                  connection, runId, identityIds.subList(half, identityIds.size()), work, failed));
    }
  }

  private RunRemoval removal(
      Connection connection, ProductSettings product, UUID runId, UUID sourceId) {
    return new RunRemoval(
        new MergeTables(connection, json, product.teamId(), product.productId()),
        product,
        runId,
        sourceId,
        clock.instant());
  }

  private Removed inConnection(ConnectionCallback<Removed> work) {
    Removed removed = jdbc.execute(work);
    return removed == null ? Removed.NOTHING : removed;
  }
}
