package io.kundenwert.customer.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class MassChangesTests {
  private final Clock clock = Clock.systemUTC();
  private final MassChanges changes = new MassChanges(clock, Duration.ofMinutes(10));

  /** Follows changes that were announced at these times. */
  private CompletableFuture<Void> follower(Instant... announced) {
    List<ConsumerRecord<?, ?>> waiting = new ArrayList<>();
    for (Instant time : announced) {
      waiting.add(
          new ConsumerRecord<>(
              "t",
              0,
              waiting.size(),
              time.toEpochMilli(),
              TimestampType.CREATE_TIME,
              0,
              0,
              "k",
              "v",
              new RecordHeaders(),
              Optional.empty()));
    }
    return CompletableFuture.runAsync(() -> changes.awaitCalm(waiting));
  }

  @Test
  void whoFollowsWaitsUntilTheLastBatchIsMerged() {
    MassChanges.Batch first = changes.batch(8_000);
    MassChanges.Batch second = changes.batch(8_000);
    CompletableFuture<Void> follower = follower(clock.instant());
    first.close();
    await()
        .during(Duration.ofMillis(600))
        .atMost(Duration.ofSeconds(10))
        .until(() -> !follower.isDone());
    second.close();
    await().atMost(Duration.ofSeconds(10)).until(follower::isDone);
  }

  @Test
  void aChangeThatIsOldEnoughIsFollowedAllTheSame() {
    try (var batch = changes.batch(8_000)) {
      Instant old = clock.instant().minus(Duration.ofMinutes(11));
      await().atMost(Duration.ofSeconds(10)).until(follower(clock.instant(), old)::isDone);
      assertThat(follower(clock.instant())).isNotDone();
    }
  }

  @Test
  void aChangeAloneMakesNobodyWait() {
    try (var batch = changes.batch(1)) {
      await().atMost(Duration.ofSeconds(10)).until(follower(clock.instant())::isDone);
    }
  }
}
