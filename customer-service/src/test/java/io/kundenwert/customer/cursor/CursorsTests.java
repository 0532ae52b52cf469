package io.kundenwert.customer.cursor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.kundenwert.support.problem.Problem;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CursorsTests {
  private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);
  private static final UUID USER = new UUID(1, 1);
  private static final UUID PRODUCT = new UUID(2, 2);
  private static final Cursors.Binding BINDING = new Cursors.Binding(USER, PRODUCT, "-net");

  private final Cursors cursors = new Cursors(KEY);

  @Test
  void opensWhatAnInstanceWithTheSameKeySealed() {
    String token = cursors.seal("Müller|7", BINDING);
    assertThat(new Cursors(KEY).open(token, BINDING)).isEqualTo("Müller|7");
  }

  @Test
  void tellsNothing() {
    assertThat(cursors.seal("müller", BINDING)).isNotEqualTo(cursors.seal("müller", BINDING));
    assertThat(
            new String(
                Base64.getUrlDecoder().decode(cursors.seal("secretname", BINDING)),
                java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain("secretname");
  }

  @Test
  void refusesAnotherBinding() {
    String token = cursors.seal("1", BINDING);
    for (Cursors.Binding other :
        new Cursors.Binding[] {
          new Cursors.Binding(PRODUCT, PRODUCT, "-net"),
          new Cursors.Binding(USER, USER, "-net"),
          new Cursors.Binding(USER, PRODUCT, "net")
        }) {
      assertThatExceptionOfType(Problem.class)
          .isThrownBy(() -> cursors.open(token, other))
          .satisfies(problem -> assertThat(problem.code()).isEqualTo("invalid-cursor"));
    }
  }

  @Test
  void refusesEveryChangedByteAndAnotherKey() {
    byte[] token = Base64.getUrlDecoder().decode(cursors.seal("1|x", BINDING));
    for (int i = 0; i < token.length; i++) {
      byte[] changed = token.clone();
      changed[i] ^= 1;
      String text = Base64.getUrlEncoder().withoutPadding().encodeToString(changed);
      assertThatExceptionOfType(Problem.class).isThrownBy(() -> cursors.open(text, BINDING));
    }
    String foreign = new Cursors("").seal("1|x", BINDING);
    assertThatExceptionOfType(Problem.class).isThrownBy(() -> cursors.open(foreign, BINDING));
  }

  @Test
  void refusesWhatIsNoToken() {
    for (String text : new String[] {"", "a", "%%%", "A".repeat(5_000)}) {
      assertThatExceptionOfType(Problem.class).isThrownBy(() -> cursors.open(text, BINDING));
    }
  }

  @Test
  void refusesAShortKey() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Cursors("c2hvcnQ="));
  }
}
