package io.kundenwert.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class RunDescriptorTests {
  private static final RunDescriptor DESCRIPTOR =
      new RunDescriptor(
          new UUID(1, 1),
          new UUID(2, 2),
          new UUID(3, 3),
          new UUID(4, 4),
          17,
          AmountMeaning.TOTALS,
          RunMode.IMPORT);

  @Test
  void readsWhatItWrites() {
    assertThat(RunDescriptor.decode(DESCRIPTOR.encoded())).isEqualTo(DESCRIPTOR);
  }

  @Test
  void ignoresFurtherFields() {
    assertThat(RunDescriptor.decode(DESCRIPTOR.encoded() + "|later")).isEqualTo(DESCRIPTOR);
  }

  @Test
  void refusesWhatDecidesTotalsAndIsUnknown() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RunDescriptor.decode(DESCRIPTOR.encoded().replace("totals", "guess")));
    assertThatIllegalArgumentException().isThrownBy(() -> RunDescriptor.decode("a|b"));
  }
}
