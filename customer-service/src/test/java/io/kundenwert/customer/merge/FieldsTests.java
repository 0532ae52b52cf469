package io.kundenwert.customer.merge;

import static io.kundenwert.customer.merge.RowFixture.aRow;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class FieldsTests {
  private final FieldsJson json = new FieldsJson(JsonMapper.shared());

  private static Fields of(RowFixture row) {
    return Fields.of(row.build());
  }

  @Test
  void theLaterRowWinsPerFieldAndEmptyErasesNothing() {
    Fields folded =
        of(aRow("a@b").name("A").company("C"))
            .foldedWith(of(aRow("a@b").name("B").monthly(5L)))
            .foldedWith(of(aRow("a@b")));
    assertThat(folded.name()).isEqualTo("B");
    assertThat(folded.company()).isEqualTo("C");
    assertThat(folded.monthlySpend()).isEqualTo(5L);
  }

  @Test
  void tagsUniteWithinARunAndAreReplacedByANewerOrigin() {
    Fields first = of(aRow("a@b").tags(List.of("x", "y")));
    Fields second = of(aRow("a@b").tags(List.of("y", "z")));
    assertThat(first.foldedWith(second).tags()).containsExactly("x", "y", "z");
    assertThat(first.overlaidBy(second).tags()).containsExactly("y", "z");
    assertThat(first.overlaidBy(of(aRow("a@b"))).tags()).containsExactly("x", "y");
  }

  @Test
  void customFieldsMergeByKey() {
    Fields merged =
        of(aRow("a@b").custom(Map.of("k", "1", "l", "1")))
            .overlaidBy(of(aRow("a@b").custom(Map.of("k", "2"))));
    assertThat(merged.custom()).isEqualTo(Map.of("k", "2", "l", "1"));
  }

  @Test
  void overlayingTheSameChangesNothing() {
    Fields fields =
        of(aRow("a@b").name("A").tags(List.of("x")).custom(Map.of("k", "1")).monthly(3L));
    assertThat(fields.overlaidBy(of(aRow("a@b").name("A").custom(Map.of("k", "1")))))
        .isSameAs(fields);
    assertThat(fields.foldedWith(of(aRow("a@b").tags(List.of("x"))))).isSameAs(fields);
  }

  @Test
  void survivesItsJson() {
    Fields fields =
        of(
            aRow("a@b")
                .writtenAs("A@b")
                .name("Ä \"quoted\" \\ one")
                .company("C")
                .monthly(7L)
                .tags(List.of("x", "{y}"))
                .custom(Map.of("name", "not the name")));
    assertThat(json.read(json.write(fields, "a@b", false), "a@b")).isEqualTo(fields);
  }

  @Test
  void leavesOutAnAddressThatIsSpelledLikeItsKey() {
    Fields fields = of(aRow("a@b").name("A"));
    assertThat(json.write(fields, "a@b", false)).isEqualTo("{\"name\":\"A\"}");
    assertThat(json.write(fields, "a@b", true)).contains("email");
    assertThat(json.read("{\"name\":\"A\"}", "a@b")).isEqualTo(fields);
  }
}
