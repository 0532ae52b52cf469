package io.kundenwert.test;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * One PostgreSQL and one Kafka per test process, both real: containers where a Docker engine
 * answers, embedded engines elsewhere. They start with their first use and end with the process.
 */
public final class Engines {
  private static final Set<String> databases = ConcurrentHashMap.newKeySet();

  private Engines() {}

  /** JDBC URL, with user and password, of a database of that name; it is made if it is missing. */
  public static String jdbcUrl(String database) {
    if (databases.add(database)) {
      createDatabase(database);
    }
    return Postgres.URL.formatted(database);
  }

  /** Addresses of the broker. */
  public static String kafka() {
    return Kafka.BROKERS;
  }

  private static void createDatabase(String database) {
    try (Connection connection = DriverManager.getConnection(Postgres.URL.formatted("postgres"));
        Statement statement = connection.createStatement()) {
      try (ResultSet found =
          statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + database + "'")) {
        if (found.next()) {
          return;
        }
      }
      statement.execute("CREATE DATABASE " + database);
    } catch (SQLException failure) {
      throw new IllegalStateException("No database " + database, failure);
    }
  }

  private static boolean docker() {
    return DockerClientFactory.instance().isDockerAvailable();
  }

  private static final class Postgres {
    static final String URL = docker() ? container() : embedded();

    private static String container() {
      PostgreSQLContainer postgres = new PostgreSQLContainer("postgres:18-alpine");
      postgres.start();
      return "jdbc:postgresql://"
          + postgres.getHost()
          + ":"
          + postgres.getMappedPort(5432)
          + "/%s?user="
          + postgres.getUsername()
          + "&password="
          + postgres.getPassword();
    }

    private static String embedded() {
      try {
        EmbeddedPostgres postgres =
            EmbeddedPostgres.builder()
                .setServerConfig("max_connections", "200")
                // What the one-machine installation has on a machine of 24 GB; taken as it is used.
                .setServerConfig("shared_buffers", "1500MB")
                .setServerConfig("io_method", "sync")
                .setServerConfig("fsync", "off")
                .start();
        Runtime.getRuntime()
            .addShutdownHook(
                new Thread(
                    () -> {
                      try {
                        postgres.close();
                      } catch (IOException ignored) {
                        // The process ends anyway.
                      }
                    }));
        return "jdbc:postgresql://localhost:" + postgres.getPort() + "/%s?user=postgres";
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }

  private static final class Kafka {
    static final String BROKERS = docker() ? container() : embedded();

    private static String container() {
      KafkaContainer kafka =
          new KafkaContainer("apache/kafka-native:4.2.1")
              .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
      kafka.start();
      return kafka.getBootstrapServers();
    }

    private static String embedded() {
      EmbeddedKafkaKraftBroker kafka = new EmbeddedKafkaKraftBroker(1, 1);
      kafka.brokerProperties(
          Map.of(
              "auto.create.topics.enable", "false",
              "group.initial.rebalance.delay.ms", "0",
              "transaction.state.log.replication.factor", "1",
              "transaction.state.log.min.isr", "1",
              "transaction.state.log.num.partitions", "5",
              "offsets.topic.num.partitions", "5"));
      kafka.afterPropertiesSet();
      return kafka.getBrokersAsString();
    }
  }
}
