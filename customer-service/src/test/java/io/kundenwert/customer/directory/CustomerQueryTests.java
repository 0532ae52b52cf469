package io.kundenwert.customer.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kundenwert.customer.value.Priority;
import io.kundenwert.support.problem.Problem;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CustomerQueryTests {
  private static final UUID ID = UUID.fromString("01990000-0000-7000-8000-000000000003");

  @Test
  void readsTheShortForm() {
    CustomerFilter filter = CustomerFilter.parse("source:" + ID + "~priority:low,high");
    assertThat(filter.priorities()).containsExactly(Priority.HIGH, Priority.LOW);
    assertThat(filter.sources()).containsExactly(ID);
    assertThat(filter.imports()).isEmpty();
    assertThat(filter.canonical()).isEqualTo("priority:high,low~source:" + ID);
  }

  @Test
  void equalFiltersReadTheSameHoweverTheyAreWritten() {
    assertThat(CustomerFilter.parse("priority:low,high,low").canonical())
        .isEqualTo(CustomerFilter.parse("priority:high,low").canonical());
    assertThat(CustomerFilter.parse(null).isEmpty()).isTrue();
    assertThat(CustomerFilter.parse("").canonical()).isEmpty();
  }

  @Test
  void refusesTooManyValues() {
    String many = "source:" + String.join(",", java.util.Collections.nCopies(101, ID.toString()));
    assertThatExceptionOfType(Problem.class).isThrownBy(() -> CustomerFilter.parse(many));
  }

  @Test
  void sortsByNetValueIfNothingIsSaid() {
    assertThat(CustomerOrder.parse(null).wireName()).isEqualTo("-net");
    assertThat(CustomerOrder.all()).hasSize(10);
    for (CustomerOrder order : CustomerOrder.all()) {
      assertThat(CustomerOrder.parse(order.wireName())).isEqualTo(order);
    }
  }

  @Test
  void findsUmlautsHoweverTheyAreWritten() {
    assertThat(SearchWords.of("Jürgen Groß", null, List.of("jg@bär.example"), List.of()))
        .containsExactly("bar", "example", "gross", "jg", "jurgen");
    for (String spelling : List.of("müller", "mueller", "muller")) {
      assertThat(SearchWords.form(spelling)).isEqualTo("muller");
    }
    assertThat(SearchWords.form("é")).isEqualTo("e");
    assertThat(SearchWords.form("oe")).isEqualTo("o");
  }

  @Test
  void theFormOfABeginningIsTheBeginningOfTheForm() {
    for (String word : List.of("mueller", "bauer", "aeoeue", "israel", "größe", "ueee")) {
      for (int end = 1; end <= word.length(); end++) {
        assertThat(SearchWords.form(word)).startsWith(SearchWords.form(word.substring(0, end)));
      }
    }
  }

  @Test
  void searchesAllWordsAsBeginnings() {
    SearchQuery search = SearchQuery.parse("  Müller, anna ");
    assertThat(search).isNotNull();
    String mark = SearchWords.mark(ID);
    assertThat(search.expression(ID, List.of()))
        .isEqualTo("'%1$sanna':* & '%1$smuller':*".formatted(mark));
    assertThat(search.emailKey()).isNull();
  }

  @Test
  void knowsAWholeAddress() {
    assertThat(emailKey("Max@Müller.example")).isEqualTo("max@xn--mller-kva.example");
    assertThat(emailKey("max@example")).isNull();
    assertThat(emailKey("max m@example.com")).isNull();
    assertThat(SearchQuery.parse("  ")).isNull();
  }

  private static @org.jspecify.annotations.Nullable String emailKey(String text) {
    SearchQuery search = SearchQuery.parse(text);
    return search == null ? null : search.emailKey();
  }

  @Test
  void quotesNothingThatCouldEndAWord() {
    SearchQuery search = SearchQuery.parse("a'b\\c:*|!(d)");
    assertThat(search).isNotNull();
    assertThat(search.expression(ID, List.of()).replace(SearchWords.mark(ID), ""))
        .isEqualTo("'a':* & 'b':* & 'c':* & 'd':*");
  }

  @Test
  void aPlaceSurvivesItsTextForm() {
    for (Place place :
        List.of(
            new Place("müller | x", ID, true, 17),
            new Place(null, ID, false, -1),
            new Place("", ID, false, 0))) {
      assertThat(Place.decode(place.encoded())).isEqualTo(place);
    }
    assertThatExceptionOfType(Problem.class).isThrownBy(() -> Place.decode("x"));
  }
}
