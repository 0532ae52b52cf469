package io.kundenwert.imports.run;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells every replica which imports changed: a notification of PostgreSQL, sent with the
 * transaction that made the change and heard on one connection per replica. It says that there is
 * something to look at, not what.
 */
@Component
public class ChangeFeed implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(ChangeFeed.class);
  private static final String CHANNEL = "import_changed";
  private static final int WAIT_MILLIS = 500;
  private static final long RECONNECT_NANOS = 1_000_000_000L;

  private final JdbcClient jdbc;
  private final JdbcConnectionDetails database;
  private final Map<UUID, Set<Runnable>> listeners = new ConcurrentHashMap<>();
  private volatile boolean running;
  private @Nullable Thread thread;

  ChangeFeed(JdbcClient jdbc, JdbcConnectionDetails database) {
    this.jdbc = jdbc;
    this.database = database;
  }

  /** Ends a subscription. */
  public interface Subscription extends AutoCloseable {
    @Override
    void close();
  }

  /** Says, with the surrounding transaction, that an import changed. */
  public void announce(UUID importId) {
    jdbc.sql("SELECT pg_notify(?, ?)")
        .params(CHANNEL, importId.toString())
        .query((row, number) -> 1)
        .single();
  }

  /** Calls a listener after each change of an import; it must not block. */
  public Subscription subscribe(UUID importId, Runnable listener) {
    listeners.compute(
        importId,
        (id, known) -> {
          Set<Runnable> set = known == null ? ConcurrentHashMap.newKeySet() : known;
          set.add(listener);
          return set;
        });
    return () ->
        listeners.computeIfPresent(
            importId,
            (id, known) -> {
              known.remove(listener);
              return known.isEmpty() ? null : known;
            });
  }

  @Override
  public void start() {
    running = true;
    thread = Thread.ofPlatform().daemon().name("import-changes").start(this::listen);
  }

  private void listen() {
    while (running) {
      try (Connection connection =
              DriverManager.getConnection(
                  database.getJdbcUrl(), database.getUsername(), database.getPassword());
          Statement statement = connection.createStatement()) {
        statement.execute("LISTEN " + CHANNEL);
        // What happened while nobody listened is not known: everyone looks.
        listeners.values().forEach(set -> set.forEach(Runnable::run));
        hear(connection.unwrap(PGConnection.class));
      } catch (SQLException failure) {
        if (running) {
          log.warn("Changes are not heard at the moment: {}", failure.getSQLState());
          LockSupport.parkNanos(RECONNECT_NANOS);
        }
      }
    }
  }

  private void hear(PGConnection connection) throws SQLException {
    while (running) {
      PGNotification[] heard = connection.getNotifications(WAIT_MILLIS);
      if (heard == null) {
        continue;
      }
      for (PGNotification notification : heard) {
        Set<Runnable> set = listeners.get(UUID.fromString(notification.getParameter()));
        if (set != null) {
          set.forEach(Runnable::run);
        }
      }
    }
  }

  @Override
  public void stop() {
    running = false;
    Thread listening = thread;
    if (listening != null) {
      LockSupport.unpark(listening);
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
