package io.kundenwert.events.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.kundenwert.events.CustomerTouched;
import io.kundenwert.events.EventType;
import io.kundenwert.events.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Published once, readable forever (G3): within a version only optional fields are added. */
class CompatibilityTests {
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  static Stream<Class<? extends Record>> events() {
    return Contract.EVENTS.stream();
  }

  /** Golden samples: {@code <event type>/<what it shows>.json}. */
  static Stream<Path> samples() throws IOException {
    try (Stream<Path> files = Files.walk(Contract.SAMPLES)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("events")
  void todaysSchemaKeepsThePublishedOne(Class<? extends Record> event) {
    assertThat(Compatibility.breaks(published(event), Contract.schemaOf(event))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void todaysReaderReadsTheSampleAndWritesItAgain(Path sample) {
    JsonNode written = Contract.JSON.readTree(Contract.read(sample));
    Record event = Contract.JSON.treeToValue(written, eventOf(sample));
    assertThat(Contract.asRead(event)).isEqualTo(written);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void sampleKeepsThePublishedSchema(Path sample) {
    Schema schema = SCHEMAS.getSchema(published(eventOf(sample)));
    assertThat(schema.validate(Contract.JSON.readTree(Contract.read(sample)))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("events")
  void everyEventHasSamples(Class<? extends Record> event) throws IOException {
    assertThat(samples().filter(sample -> eventOf(sample) == event)).isNotEmpty();
  }

  @Test
  void readerIgnoresWhatItDoesNotKnow() {
    UUID team = UUID.fromString("01990000-0000-7000-8000-000000000002");
    CustomerTouched read =
        Contract.JSON.readValue(
            """
            {"teamId": "%1$s", "productId": "%1$s", "customerIds": ["%1$s"],
             "addedTomorrow": {"deep": [1]}}
            """
                .formatted(team),
            CustomerTouched.class);
    assertThat(read).isEqualTo(new CustomerTouched(team, team, List.of(team)));
  }

  @EventType(value = "customer.touched.v1", topic = Topic.CUSTOMER_TOUCHED)
  private record Renamed(UUID team, UUID productId, List<UUID> customerIds) {}

  @EventType(value = "customer.touched.v1", topic = Topic.CUSTOMER_TOUCHED)
  private record Retyped(UUID teamId, long productId, List<UUID> customerIds) {}

  @EventType(value = "customer.touched.v1", topic = Topic.CUSTOMER_TOUCHED)
  private record Demanding(UUID teamId, UUID productId, List<UUID> customerIds, String reason) {}

  @EventType(value = "customer.touched.v1", topic = Topic.CUSTOMER_TOUCHED)
  private record Loosened(UUID teamId, @Nullable UUID productId, List<UUID> customerIds) {}

  @EventType(value = "customer.touched.v1", topic = Topic.CUSTOMER_TOUCHED)
  private record Extended(
      UUID teamId, UUID productId, List<UUID> customerIds, @Nullable String reason) {}

  @Test
  void plantedBreaksAreFound() {
    JsonNode published = published(CustomerTouched.class);
    assertThat(List.of(Renamed.class, Retyped.class, Demanding.class, Loosened.class))
        .allSatisfy(
            broken ->
                assertThat(Compatibility.breaks(published, Contract.schemaOf(broken)))
                    .isNotEmpty());
    assertThat(Compatibility.breaks(published, Contract.schemaOf(Extended.class))).isEmpty();
  }

  private static JsonNode published(Class<? extends Record> event) {
    return Contract.JSON.readTree(
        Contract.read(Contract.PUBLISHED.resolve(Contract.typeOf(event).value() + ".json")));
  }

  private static Class<? extends Record> eventOf(Path sample) {
    String type = Contract.SAMPLES.relativize(sample).getName(0).toString();
    return Contract.EVENTS.stream()
        .filter(event -> Contract.typeOf(event).value().equals(type))
        .findFirst()
        .orElseThrow();
  }
}
