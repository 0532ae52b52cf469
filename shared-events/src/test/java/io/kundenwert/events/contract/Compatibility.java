package io.kundenwert.events.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/**
 * Finds what a changed schema would break for those who read or wrote with the published one:
 * nothing that was there may go, change its type, or lose its format; what is new must be optional.
 */
final class Compatibility {
  private Compatibility() {}

  static List<String> breaks(JsonNode published, JsonNode today) {
    List<String> breaks = new ArrayList<>();
    compare("", published, today, breaks);
    return breaks;
  }

  private static void compare(
      String path, JsonNode published, JsonNode today, List<String> breaks) {
    for (String keyword : List.of("type", "format", "const", "enum")) {
      if (!Objects.equals(published.get(keyword), today.get(keyword))) {
        breaks.add(path + " changed its " + keyword);
      }
    }
    published
        .path("properties")
        .properties()
        .forEach(
            property -> {
              String inner = path + "/" + property.getKey();
              JsonNode now = today.path("properties").get(property.getKey());
              if (now == null) {
                breaks.add(inner + " is gone");
              } else {
                compare(inner, property.getValue(), now, breaks);
                if (required(published, property.getKey()) != required(today, property.getKey())) {
                  // Optional now: readers of the published schema miss it. Required now: old
                  // records lack it.
                  breaks.add(inner + " changed whether it is required");
                }
              }
            });
    today
        .path("properties")
        .properties()
        .forEach(
            property -> {
              if (!published.path("properties").has(property.getKey())
                  && required(today, property.getKey())) {
                breaks.add(path + "/" + property.getKey() + " is new and required");
              }
            });
    for (String inner : List.of("items", "additionalProperties")) {
      if (published.path(inner).isObject() && today.path(inner).isObject()) {
        compare(path + "/" + inner, published.get(inner), today.get(inner), breaks);
      }
    }
  }

  private static boolean required(JsonNode schema, String property) {
    for (JsonNode name : schema.path("required")) {
      if (name.asString().equals(property)) {
        return true;
      }
    }
    return false;
  }
}
