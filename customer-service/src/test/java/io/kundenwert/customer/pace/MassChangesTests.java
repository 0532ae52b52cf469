package io.kundenwert.customer.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class MassChangesTests {
  private final Clock clock = Clock.systemUTC();
  private final MassChanges changes = new MassChanges(clock, Duration.ofMinutes(10));

  private CompletableFuture<Void> follower(MassChanges followed, Instant oldest) {
    return CompletableFuture.runAsync(() -> followed.awaitCalm(oldest));
  }

  @Test
  void whoFollowsWaitsUntilTheLastBatchIsMerged() throws Exception {
    MassChanges.Batch first = changes.batch(8_000);
    MassChanges.Batch second = changes.batch(8_000);
    CompletableFuture<Void> follower = follower(changes, clock.instant());
    first.close();
    Thread.sleep(600);
    assertThat(follower).isNotDone();
    second.close();
    await().atMost(Duration.ofSeconds(10)).until(follower::isDone);
  }

  @Test
  void aChangeThatIsOldEnoughIsFollowedAllTheSame() {
    try (var batch = changes.batch(8_000)) {
      Instant old = clock.instant().minus(Duration.ofMinutes(11));
      await().atMost(Duration.ofSeconds(10)).until(follower(changes, old)::isDone);
      assertThat(follower(changes, clock.instant())).isNotDone();
    }
  }

  @Test
  void aChangeAloneMakesNobodyWait() {
    try (var batch = changes.batch(1)) {
      await().atMost(Duration.ofSeconds(10)).until(follower(changes, clock.instant())::isDone);
    }
  }
}
