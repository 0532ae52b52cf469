package io.kundenwert.imports.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class MappingTemplateTests {
  private static final List<String> HEADER = List.of("E-Mail", "Name", "Umsatz", "Notiz", "Notiz");
  private static final Mapping MAPPING =
      new Mapping(
          List.of(
              new Mapping.Choice(0, ColumnTarget.of(Field.EMAIL), null),
              new Mapping.Choice(1, ColumnTarget.of(Field.NAME), null),
              new Mapping.Choice(2, ColumnTarget.of(Field.TOTAL_SPEND), "decimal-comma"),
              new Mapping.Choice(4, ColumnTarget.parse("custom:notiz"), null)));

  @Test
  void aTemplateGivesItsMappingBackForTheSameHeadings() {
    MappingTemplate template = MappingTemplate.of("Kurse", HEADER, MAPPING);
    assertThat(template.fits(HEADER)).isTrue();
    Mapping applied = template.applyTo(HEADER);
    for (int i = 0; i < HEADER.size(); i++) {
      assertThat(applied.choice(i)).isEqualTo(MAPPING.choice(i));
    }
  }

  @Test
  void aTemplateFollowsItsHeadingsToOtherPlacesAndSpellings() {
    MappingTemplate template = MappingTemplate.of("Kurse", HEADER, MAPPING);
    List<String> moved = List.of("NAME", "Notiz", "umsatz", "e-mail", "Notiz");
    assertThat(template.fits(moved)).isTrue();
    Mapping applied = template.applyTo(moved);
    assertThat(applied.choice(0).target().field()).isEqualTo(Field.NAME);
    assertThat(applied.choice(2).reading()).isEqualTo("decimal-comma");
    assertThat(applied.choice(3).target().field()).isEqualTo(Field.EMAIL);
    assertThat(applied.choice(4).target()).hasToString("custom:notiz");
  }

  @Test
  void aTemplateDoesNotFitOtherHeadings() {
    MappingTemplate template = MappingTemplate.of("Kurse", HEADER, MAPPING);
    assertThat(template.fits(List.of("E-Mail", "Name", "Umsatz", "Notiz"))).isFalse();
    assertThat(HeaderHash.of(HEADER)).hasSize(64);
  }

  @Test
  void mappingsAreReadableJson() {
    JsonMapper json = JsonMapper.shared();
    String text = json.writeValueAsString(MAPPING);
    assertThat(text)
        .contains("{\"column\":2,\"target\":\"total-spend\",\"reading\":\"decimal-comma\"}");
    assertThat(json.readValue(text, Mapping.class)).isEqualTo(MAPPING);
    MappingTemplate template = MappingTemplate.of("Kurse", HEADER, MAPPING);
    assertThat(json.readValue(json.writeValueAsString(template), MappingTemplate.class))
        .isEqualTo(template);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "umsatz",
        "custom:",
        "custom:Ä",
        "custom:9a",
        "nps-score",
        "custom",
        "CUSTOM:a"
      })
  void refusesWhatIsNoTarget(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> ColumnTarget.parse(text));
  }
}
