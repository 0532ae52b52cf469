package io.kundenwert.imports.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CheckpointTests {
  @Test
  void readsWhatItWrites() {
    Checkpoint checkpoint =
        new Checkpoint(12_345, new long[] {4, 0, 7}, Map.of("email-missing", 3L), true);
    Checkpoint read = Checkpoint.decode(checkpoint.encoded());
    assertThat(read).isEqualTo(checkpoint);
    assertThat(read.published()).isEqualTo(11);
    assertThat(read.rejectedRows()).isEqualTo(3);
    assertThat(read.complete()).isTrue();
    assertThat(Checkpoint.decode(Checkpoint.start(3).encoded()).complete()).isFalse();
  }

  @Test
  void fitsIntoAnOffsetOfABrokerWithManyPartitionsAndReasons() {
    long[] seqs = new long[96];
    Arrays.fill(seqs, 999_999_999L);
    Map<String, Long> rejected = new TreeMap<>();
    for (int i = 0; i < 60; i++) {
      rejected.put("a-rather-long-reason-" + i, 99_999_999L);
    }
    String encoded = new Checkpoint(99_999_999_999L, seqs, rejected, true).encoded();
    assertThat(encoded.getBytes(UTF_8)).hasSizeLessThan(Checkpoint.MAX_ENCODED);
  }

  @Test
  void refusesWhatIsNone() {
    assertThatIllegalArgumentException().isThrownBy(() -> Checkpoint.decode("{}"));
  }
}
