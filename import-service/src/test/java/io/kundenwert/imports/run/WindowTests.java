package io.kundenwert.imports.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WindowTests {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Window window = new Window(10_000, 50_000, Duration.ofSeconds(3));

  @Test
  void isWhatIsMergedInThreeSeconds() {
    assertThat(window.size()).as("nothing is known").isEqualTo(10_000);
    window.merged(0, 5);
    window.merged(3_000, 5 + SECOND / 2);
    assertThat(window.size()).as("too early").isEqualTo(10_000);
    window.merged(6_000, 5 + SECOND);
    assertThat(window.size()).isEqualTo(18_000);
    window.merged(26_000, 5 + 2 * SECOND);
    assertThat(window.size()).as("at most").isEqualTo(50_000);
  }

  @Test
  void shrinksSlowlyAndNotBelowTheLeast() {
    window.merged(0, 0);
    window.merged(10_000, SECOND);
    assertThat(window.size()).isEqualTo(30_000);
    window.merged(10_000, 2 * SECOND);
    assertThat(window.size()).isEqualTo(22_500);
    for (int second = 3; second < 20; second++) {
      window.merged(10_000, second * SECOND);
    }
    assertThat(window.size()).isEqualTo(10_000);
  }

  @Test
  void theMostIsTheMost() {
    assertThat(new Window(10_000, 2_000, Duration.ofSeconds(3)).size()).isEqualTo(2_000);
  }
}
