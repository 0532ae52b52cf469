package io.kundenwert.imports.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class TurnsTests {
  private static final UUID BIG = UUID.randomUUID();
  private static final UUID SMALL = UUID.randomUUID();

  @Test
  void teamsAlternateHoweverManyRunsOneOfThemHas() throws InterruptedException {
    Turns turns = new Turns(1);
    List<UUID> order = Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    try (var held = turns.take(UUID.randomUUID())) {
      for (int i = 0; i < 4; i++) {
        threads.add(waiting(turns, BIG, order));
      }
      threads.add(waiting(turns, SMALL, order));
    }
    for (Thread thread : threads) {
      thread.join(Duration.ofSeconds(5));
    }
    assertThat(order).containsExactly(BIG, SMALL, BIG, BIG, BIG);
  }

  @Test
  void whoIsInterruptedTakesNoTurn() throws InterruptedException {
    Turns turns = new Turns(1);
    List<UUID> order = Collections.synchronizedList(new ArrayList<>());
    Thread first;
    Thread second;
    try (var held = turns.take(UUID.randomUUID())) {
      first = waiting(turns, BIG, order);
      second = waiting(turns, SMALL, order);
      first.interrupt();
      assertThat(first.join(Duration.ofSeconds(5))).isTrue();
    }
    assertThat(second.join(Duration.ofSeconds(5))).isTrue();
    assertThat(order).containsExactly(SMALL);
    turns.take(BIG).close();
  }

  private static Thread waiting(Turns turns, UUID team, List<UUID> order) {
    Thread thread =
        Thread.ofPlatform()
            .start(
                () -> {
                  try (var turn = turns.take(team)) {
                    order.add(team);
                  } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                  }
                });
    Awaitility.await()
        .pollInterval(Duration.ofMillis(1))
        .until(() -> thread.getState() == Thread.State.WAITING);
    return thread;
  }
}
