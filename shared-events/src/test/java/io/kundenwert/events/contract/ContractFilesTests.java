package io.kundenwert.events.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.kundenwert.events.AccessHeartbeat;
import io.kundenwert.events.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What is written down is what the records say. */
class ContractFilesTests {
  private static final boolean WRITE = Boolean.getBoolean("contract.write");

  static Stream<Class<? extends Record>> events() {
    return Contract.EVENTS.stream();
  }

  @ParameterizedTest
  @MethodSource("events")
  void schemaFileIsTheRecordsSchema(Class<? extends Record> event) {
    Path file = Contract.SCHEMAS.resolve(Contract.typeOf(event).value() + ".json");
    JsonNode schema = Contract.schemaOf(event);
    if (WRITE) {
      Contract.write(file, schema);
    }
    assertThat(Contract.JSON.readTree(Contract.read(file))).isEqualTo(Contract.asRead(schema));
  }

  @ParameterizedTest
  @MethodSource("events")
  void everyFieldIsDocumented(Class<? extends Record> event) {
    Contract.schemaOf(event)
        .get("properties")
        .properties()
        .forEach(
            property ->
                assertThat(property.getValue().path("description").asString(""))
                    .as(property.getKey())
                    .isNotBlank());
  }

  @Test
  void asyncApiFileIsMadeFromTheRecords() {
    JsonNode document = AsyncApi.document();
    if (WRITE) {
      Contract.write(Contract.ASYNC_API, document);
    }
    assertThat(Contract.JSON.readTree(Contract.read(Contract.ASYNC_API)))
        .isEqualTo(Contract.asRead(document));
  }

  @Test
  void catalogueIsMadeFromTheRecords() throws IOException {
    if (WRITE) {
      Files.writeString(Catalogue.FILE, Catalogue.text());
    }
    assertThat(Contract.read(Catalogue.FILE)).isEqualTo(Catalogue.text());
  }

  @Test
  void everyTopicHasItsEvent() {
    // Beside the access states there are heartbeats, so that they come behind what they vouch for.
    assertThat(
            Contract.EVENTS.stream()
                .filter(event -> event != AccessHeartbeat.class)
                .map(event -> Contract.typeOf(event).topic()))
        .containsExactlyInAnyOrderElementsOf(Arrays.asList(Topic.values()));
  }
}
