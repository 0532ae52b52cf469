package io.kundenwert.customer.edit;

import io.kundenwert.support.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.JsonNode;

/** Reads a change of fields: what is absent stays, what is null is emptied. */
public final class FieldChange {
  private static final String CUSTOM = "custom.";
  private static final int MAX_KEY = 100;
  private static final int MAX_CUSTOM = 2_000;

  /** So many tags a customer has at most. */
  public static final int MAX_TAGS = 50;

  private static final int MAX_TAG = 100;
  private static final int MAX_FIELDS = 200;

  /** Longest texts by field. */
  private static final Map<String, Integer> TEXTS =
      Map.of("name", 500, "company", 500, "phone", 100, "country", 100, "externalId", 255);

  private FieldChange() {}

  /**
   * The values by field, as edits take them.
   *
   * @param change an object with the fields {@code name company phone country externalId}, {@code
   *     tags}, {@code consent} and {@code custom}
   * @throws Problem 422 {@code unknown-field}, {@code invalid-field-value} or {@code nothing-to-do}
   */
  public static Map<String, Object> read(JsonNode change) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : change.properties()) {
      switch (field.getKey()) {
        case "tags" -> fields.put("tags", tags(field.getValue()));
        case "consent" -> fields.put("consent", consent(field.getValue()));
        case "custom" -> custom(field.getValue(), fields);
        default -> fields.put(field.getKey(), text(field.getKey(), field.getValue()));
      }
    }
    if (fields.isEmpty() || fields.size() > MAX_FIELDS) {
      throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "nothing-to-do");
    }
    return fields;
  }

  /**
   * Tags as they are kept: without blanks around them, each once.
   *
   * @throws Problem 422 {@code invalid-field-value}
   */
  public static List<String> tags(List<String> written) {
    List<String> tags = new ArrayList<>();
    for (String tag : written) {
      String text = tag.strip();
      if (text.length() > MAX_TAG || text.indexOf('\0') >= 0) {
        throw invalid("tags");
      }
      if (!text.isEmpty() && !tags.contains(text)) {
        tags.add(text);
      }
    }
    if (tags.size() > MAX_TAGS) {
      throw invalid("tags");
    }
    return tags;
  }

  private static String text(String field, JsonNode value) {
    Integer longest = TEXTS.get(field);
    if (longest == null) {
      throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "unknown-field", Map.of("field", field));
    }
    return text(field, value, longest);
  }

  private static String text(String field, JsonNode value, int longest) {
    if (value.isNull()) {
      return "";
    }
    if (!value.isString()) {
      throw invalid(field);
    }
    String text = value.stringValue().strip();
    if (text.length() > longest || text.indexOf('\0') >= 0) {
      throw invalid(field);
    }
    return text;
  }

  private static List<String> tags(JsonNode value) {
    if (!value.isNull() && !value.isArray()) {
      throw invalid("tags");
    }
    List<String> written = new ArrayList<>();
    for (JsonNode tag : value) {
      written.add(text("tags", tag, MAX_TAG));
    }
    return tags(written);
  }

  private static Boolean consent(JsonNode value) {
    if (!value.isBoolean()) {
      throw invalid("consent");
    }
    return value.booleanValue();
  }

  private static void custom(JsonNode value, Map<String, Object> fields) {
    if (!value.isObject()) {
      throw invalid("custom");
    }
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      String key = field.getKey();
      if (key.isBlank() || key.length() > MAX_KEY || key.indexOf('\0') >= 0) {
        throw invalid("custom");
      }
      fields.put(CUSTOM + key, text(CUSTOM + key, field.getValue(), MAX_CUSTOM));
    }
  }

  private static Problem invalid(String field) {
    return new Problem(
        HttpStatus.UNPROCESSABLE_CONTENT, "invalid-field-value", Map.of("field", field));
  }
}
