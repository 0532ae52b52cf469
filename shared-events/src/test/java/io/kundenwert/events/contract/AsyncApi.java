package io.kundenwert.events.contract;

import io.kundenwert.events.EventHeaders;
import io.kundenwert.events.EventType;
import io.kundenwert.events.Topic;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The AsyncAPI 3.0 document of all topics, made from the records and {@link Topic}. */
final class AsyncApi {
  private AsyncApi() {}

  static JsonNode document() {
    ObjectNode document = Contract.JSON.createObjectNode();
    document.put("asyncapi", "3.0.0");
    ObjectNode info = document.putObject("info");
    info.put("title", "Kundenwert events");
    info.put("version", "1.0.0");
    info.put(
        "description",
        "CloudEvents 1.0 in Kafka binary mode, values in JSON. Within a major version only"
            + " optional fields are added; readers ignore unknown fields. A null value is a"
            + " tombstone. Topics are unmasked and meant for operators and analytics; protect"
            + " them with ACLs.");
    document.put("defaultContentType", "application/json");
    ObjectNode channels = document.putObject("channels");
    ObjectNode operations = document.putObject("operations");
    ObjectNode components = document.putObject("components");
    ObjectNode messages = components.putObject("messages");
    components.putObject("schemas").set("headers", headers());
    for (Class<? extends Record> event : Contract.EVENTS) {
      EventType type = Contract.typeOf(event);
      String name = event.getSimpleName();
      ObjectNode message = messages.putObject(name);
      message.put("name", type.value());
      message.put("summary", Contract.summary(event));
      message.putObject("headers").put("$ref", "#/components/schemas/headers");
      message
          .putObject("payload")
          .put("schemaFormat", "application/schema+json;version=draft-2020-12")
          .set("schema", Contract.schemaOf(event));
      String topic = type.topic().topicName();
      if (!channels.has(topic)) {
        channels.set(topic, channel(type.topic()));
      }
      channels
          .withObject(topic)
          .withObject("messages")
          .putObject(name)
          .put("$ref", "#/components/messages/" + name);
      ObjectNode operation = operations.putObject("receive" + name);
      operation.put("action", "receive");
      operation.putObject("channel").put("$ref", "#/channels/" + topic);
    }
    return document;
  }

  private static ObjectNode channel(Topic topic) {
    ObjectNode channel = Contract.JSON.createObjectNode();
    channel.put("address", topic.topicName());
    channel.putObject("messages");
    ObjectNode kafka = channel.putObject("bindings").putObject("kafka");
    kafka.put("topic", topic.topicName());
    ObjectNode settings = kafka.putObject("topicConfiguration");
    var policies = settings.putArray("cleanup.policy");
    if (topic.kind() != Topic.Kind.DELETE) {
      policies.add("compact");
    }
    if (topic.kind() != Topic.Kind.COMPACT) {
      policies.add("delete");
    }
    Duration retention = topic.retention();
    if (retention != null) {
      settings.put("retention.ms", retention.toMillis());
    }
    return channel;
  }

  private static ObjectNode headers() {
    ObjectNode headers = Contract.JSON.createObjectNode();
    headers.put("type", "object");
    ObjectNode properties = headers.putObject("properties");
    properties.putObject(EventHeaders.SPEC_VERSION).put("const", EventHeaders.SPEC_VERSION_1_0);
    for (String header :
        new String[] {
          EventHeaders.ID,
          EventHeaders.SOURCE,
          EventHeaders.TYPE,
          EventHeaders.TIME,
          EventHeaders.CONTENT_TYPE,
          EventHeaders.CORRELATION_ID,
          EventHeaders.RUN,
          EventHeaders.ROW,
          EventHeaders.SEQ
        }) {
      properties.putObject(header).put("type", "string");
    }
    headers
        .putArray("required")
        .add(EventHeaders.SPEC_VERSION)
        .add(EventHeaders.ID)
        .add(EventHeaders.SOURCE)
        .add(EventHeaders.TYPE);
    return headers;
  }
}
