package io.kundenwert.support.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealerTests {
  private static final String FIRST = "1:" + key(1);
  private static final String SECOND = "2:" + key(2);

  private final Sealer sealer = new Sealer(FIRST);

  private static String key(int filled) {
    byte[] bytes = new byte[32];
    java.util.Arrays.fill(bytes, (byte) filled);
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Test
  void opensWhatItSealedAndShowsNothingOfIt() {
    String sealed = sealer.seal("geheim: Grüße", "use");
    assertThat(sealed).startsWith("1:").doesNotContain("geheim");
    assertThat(sealer.seal("geheim: Grüße", "use")).as("never the same twice").isNotEqualTo(sealed);
    assertThat(sealer.open(sealed, "use")).isEqualTo("geheim: Grüße");
  }

  @Test
  void opensForNoOtherUseAndNothingThatWasChanged() {
    String sealed = sealer.seal("geheim", "use");
    assertThatIllegalArgumentException().isThrownBy(() -> sealer.open(sealed, "another"));
    byte[] bytes = Base64.getDecoder().decode(sealed.substring(2));
    for (int place : new int[] {0, 12, bytes.length - 1}) {
      byte[] changed = bytes.clone();
      changed[place] ^= 1;
      assertThatIllegalArgumentException()
          .isThrownBy(() -> sealer.open("1:" + Base64.getEncoder().encodeToString(changed), "use"));
    }
    for (String nonsense : new String[] {"", "1", "1:", "1:AAAA", "x:" + sealed.substring(2)}) {
      assertThatIllegalArgumentException().isThrownBy(() -> sealer.open(nonsense, "use"));
    }
  }

  @Test
  void aNewKeyInFrontSealsAndTheOldOneStillOpens() {
    String old = sealer.seal("alt", "use");
    Sealer rotated = new Sealer(SECOND + ", " + FIRST);
    assertThat(rotated.open(old, "use")).isEqualTo("alt");
    String fresh = rotated.seal("neu", "use");
    assertThat(fresh).startsWith("2:");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sealer.open(fresh, "use"))
        .withMessageContaining("not there");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", ":AAAA", "1:AAAA", "1:no base64 at all!"})
  void aMalformedKeyIsRefusedWithoutShowingIt(String keys) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Sealer(keys))
        .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("AAAA", "base64 at"));
  }
}
