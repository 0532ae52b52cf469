package io.kundenwert.events.contract;

import io.kundenwert.events.EventType;
import io.kundenwert.events.Topic;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The event catalogue for people, made from the records and {@link Topic}. */
final class Catalogue {
  static final Path FILE = Path.of("../docs/events.md");

  private static final Map<Topic.Kind, String> KINDS =
      Map.of(
          Topic.Kind.DELETE, "deleted after %d days",
          Topic.Kind.COMPACT, "compacted",
          Topic.Kind.COMPACT_DELETE, "compacted, deleted after %d days");

  private Catalogue() {}

  static String text() {
    StringBuilder text =
        new StringBuilder(
            """
            # Event catalogue

            Made from the records of `shared-events` by its tests; the same as AsyncAPI:
            [asyncapi.json](../shared-events/src/main/resources/io/kundenwert/events/asyncapi.json),
            and as [JSON Schemas](../shared-events/src/main/resources/io/kundenwert/events/schemas).

            Values are JSON, headers CloudEvents 1.0 in Kafka's binary mode. Within a version only optional
            fields are added; readers ignore fields they do not know. A null value is a tombstone. Read with
            `isolation.level=read_committed`. Topics are unmasked and meant for operators and analytics:
            protect them with ACLs. Amounts are 64-bit minor units of the currency named beside them.
            """);
    for (Class<? extends Record> event : Contract.EVENTS) {
      EventType type = Contract.typeOf(event);
      Topic topic = type.topic();
      text.append("\n## `").append(topic.topicName()).append("`\n\n");
      text.append(Contract.summary(event)).append("\n\n");
      text.append("Type `").append(type.value()).append("`. ");
      text.append(topicNote(topic)).append(" The topic is ");
      text.append(
          KINDS
              .getOrDefault(topic.kind(), "")
              .formatted(topic.retention() == null ? 0 : topic.retention().toDays()));
      text.append(".\n\n| field | type | meaning |\n|---|---|---|\n");
      fields("", Contract.asRead(Contract.schemaOf(event)), text);
    }
    return text.toString();
  }

  /** The sentences on the key and the use, from the Javadoc of the constant. */
  private static String topicNote(Topic topic) {
    String source = Contract.read(Path.of("src/main/java/io/kundenwert/events/Topic.java"));
    int constant = source.indexOf("  " + topic.name() + "(");
    String comment = source.substring(source.lastIndexOf("/**", constant), constant);
    String plain = comment.replaceAll("[/*]", "").replaceAll("\\s+", " ").strip();
    String key = plain.substring(plain.indexOf("Key:"));
    return key.replaceAll("\\{@link ([^}#]*)#([^}]*)}", "`$1.$2`");
  }

  private static void fields(String prefix, JsonNode schema, StringBuilder text) {
    schema
        .path("properties")
        .properties()
        .forEach(
            property -> {
              JsonNode field = property.getValue();
              String name = prefix + property.getKey();
              text.append("| `").append(name).append("`");
              if (!isRequired(schema, property.getKey())) {
                text.append(" (optional)");
              }
              text.append(" | ")
                  .append(field.path("format").asString(field.path("type").asString()));
              text.append(" | ").append(field.path("description").asString("")).append(" |\n");
              fields(name + ".", field, text);
              if (field.path("items").path("type").asString("").equals("object")) {
                fields(name + "[].", field.get("items"), text);
              }
            });
  }

  private static boolean isRequired(JsonNode schema, String property) {
    for (JsonNode name : schema.path("required")) {
      if (name.asString().equals(property)) {
        return true;
      }
    }
    return false;
  }
}
