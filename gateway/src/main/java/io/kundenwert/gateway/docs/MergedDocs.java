package io.kundenwert.gateway.docs;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One description made of several. Where two services use one name for different schemas, the later
 * one's gets the service's name in front.
 */
final class MergedDocs {
  private static final String SCHEMAS = "#/components/schemas/";

  private final JsonMapper json;
  private final ObjectNode merged;
  private final ObjectNode paths;
  private final ObjectNode schemas;

  MergedDocs(JsonMapper json) {
    this.json = json;
    this.merged = json.createObjectNode();
    merged.put("openapi", "3.1.0");
    entitle(merged, "Kundenwert");
    this.paths = merged.putObject("paths");
    this.schemas = merged.putObject("components").putObject("schemas");
    describeAccess(merged);
  }

  /** Adds a service's description. */
  void add(String service, ObjectNode description) {
    Map<String, String> renamed = new LinkedHashMap<>();
    description
        .at("/components/schemas")
        .properties()
        .forEach(
            schema -> {
              JsonNode known = schemas.get(schema.getKey());
              if (known != null && !known.equals(schema.getValue())) {
                renamed.put(schema.getKey(), prefix(service) + schema.getKey());
              }
            });
    ObjectNode own = (ObjectNode) json.readTree(json.writeValueAsString(description));
    renamed.forEach((from, to) -> repoint(own, SCHEMAS + from, SCHEMAS + to));
    own.at("/components/schemas")
        .properties()
        .forEach(
            schema ->
                schemas.set(
                    renamed.getOrDefault(schema.getKey(), schema.getKey()), schema.getValue()));
    own.path("paths").properties().forEach(path -> paths.set(path.getKey(), path.getValue()));
    merged.set("openapi", own.path("openapi"));
  }

  ObjectNode merged() {
    return merged;
  }

  /** What a reader has to know of all operations. */
  static void entitle(ObjectNode description, String title) {
    description
        .putObject("info")
        .put("title", title)
        .put("version", "v1")
        .put(
            "description",
            "Errors are RFC 9457 problems with a stable `code` and `params`, in German or English by"
                + " `Accept-Language`. Creating requests take an `Idempotency-Key`. Amounts are minor"
                + " units as a string with their ISO 4217 currency. Lists are read on with the"
                + " cursors that they bring.");
  }

  /** The gateway is the server; an API key or a session lets callers in. */
  static void describeAccess(ObjectNode description) {
    description.putArray("servers").addObject().put("url", "/");
    description
        .withObject("/components/securitySchemes/apiKey")
        .put("type", "http")
        .put("scheme", "bearer")
        .put("description", "API key, prefix kw_");
    description
        .withObject("/components/securitySchemes/session")
        .put("type", "apiKey")
        .put("in", "cookie")
        .put("name", "kw_session")
        .put(
            "description",
            "A browser's session (under TLS __Host-kw_session). What changes something also needs"
                + " the value of the cookie XSRF-TOKEN in the header X-XSRF-TOKEN.");
    ArrayNode security = description.putArray("security");
    security.addObject().putArray("apiKey");
    security.addObject().putArray("session");
  }

  private static void repoint(JsonNode node, String from, String to) {
    if (node instanceof ObjectNode object) {
      if (object.path("$ref").isString() && object.path("$ref").stringValue().equals(from)) {
        object.put("$ref", to);
      }
      object.forEach(child -> repoint(child, from, to));
    } else if (node instanceof ArrayNode array) {
      array.forEach(child -> repoint(child, from, to));
    }
  }

  private static String prefix(String service) {
    String name = service.replace("-service", "");
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }
}
