package io.kundenwert.support.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kundenwert.events.AccessHeartbeat;
import io.kundenwert.events.TeamAccess;
import io.kundenwert.support.events.EventCodec;
import io.kundenwert.support.events.UndecodableEventException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When nobody knows any more who may do what (D1). */
class FreshnessTests {
  private final MovableClock clock = new MovableClock();
  private final Freshness freshness = new Freshness(clock, Duration.ofSeconds(30));

  @Test
  void isStaleWhenOnePartitionIsSilent() {
    freshness.expect(List.of(0, 1));
    heard(0, 0);
    heard(1, 0);
    later(25);
    heard(0, 0);
    assertThat(freshness.isStale()).isFalse();
    later(6);
    assertThat(freshness.isStale()).isTrue();
    heard(1, 0);
    assertThat(freshness.isStale()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"0, false", "-29, false", "-31, true", "-3600, true", "3600, false"})
  void countsTheMomentThatTheHeartbeatNames(int ahead, boolean stale) {
    freshness.expect(List.of(0));
    later(60);
    heard(0, ahead);
    assertThat(freshness.isStale()).isEqualTo(stale);
  }

  @Test
  void aClockThatIsAheadKeepsNothingFreshForLonger() {
    freshness.expect(List.of(0));
    heard(0, 3_600);
    later(31);
    assertThat(freshness.isStale()).isTrue();
  }

  @Test
  void anOldHeartbeatThatIsReadAgainTakesNothingBack() {
    freshness.expect(List.of(0));
    heard(0, 0);
    heard(0, -600);
    assertThat(freshness.isStale()).isFalse();
  }

  @Test
  void waitsOnceForPartitionsThatNeverHadOne() {
    later(600);
    freshness.begin();
    freshness.expect(List.of(0));
    later(30);
    assertThat(freshness.isStale()).isFalse();
    later(1);
    assertThat(freshness.isStale()).isTrue();
  }

  @Test
  void isStaleWhereTheTopicWasNeverReached() {
    freshness.begin();
    later(31);
    assertThat(freshness.isStale()).isTrue();
  }

  @Test
  void aClockThatIsSetBackKeepsNothingFreshForLonger() {
    freshness.expect(List.of(0));
    heard(0, 0);
    later(-3_600);
    assertThat(freshness.isStale()).isTrue();
    heard(0, 0);
    assertThat(freshness.isStale()).isFalse();
    later(31);
    assertThat(freshness.isStale()).isTrue();
  }

  @Test
  void aReaderThatKnowsNoHeartbeatsRefusesThemAsUnreadable() {
    EventCodec codec = new EventCodec();
    byte[] heartbeat = codec.encode(new AccessHeartbeat(Instant.EPOCH));
    assertThatThrownBy(() -> codec.decode(heartbeat, TeamAccess.class))
        .isInstanceOf(UndecodableEventException.class);
  }

  private void heard(int partition, int ahead) {
    freshness.heard(partition, clock.instant().plusSeconds(ahead));
  }

  private void later(int seconds) {
    clock.move(Duration.ofSeconds(seconds));
  }
}
