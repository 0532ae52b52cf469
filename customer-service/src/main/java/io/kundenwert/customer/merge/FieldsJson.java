package io.kundenwert.customer.merge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@link Fields} as the flat JSON object of a contribution, where a later object's keys replace an
 * earlier one's ({@code ||} of PostgreSQL): custom fields are keys of their own. An address that is
 * spelled like its key is left out.
 */
final class FieldsJson {
  static final String CUSTOM = "custom.";

  private final JsonMapper json;

  FieldsJson(JsonMapper json) {
    this.json = json;
  }

  String write(Fields fields, String emailKey, boolean alwaysWithEmail) {
    Map<String, Object> cells = new LinkedHashMap<>();
    String email = fields.email();
    if (email != null && (alwaysWithEmail || !email.equals(emailKey))) {
      cells.put("email", email);
    }
    put(cells, fields);
    return cells.isEmpty() ? "{}" : json.writeValueAsString(cells);
  }

  /** Everything that an import may change of a customer. */
  String write(CustomerWork customer) {
    Map<String, Object> cells = new LinkedHashMap<>();
    String email = customer.fields.email();
    cells.put("email", email != null ? email : customer.emailKey);
    put(cells, customer.fields);
    cells.put("gross", customer.totals.gross());
    cells.put("refunded", customer.totals.refunded());
    cells.put("payments", customer.totals.payments());
    put(cells, "firstPaymentOn", customer.totals.firstOn());
    put(cells, "lastPaymentOn", customer.totals.lastOn());
    return json.writeValueAsString(cells);
  }

  private static void put(Map<String, Object> cells, Fields fields) {
    put(cells, "name", fields.name());
    put(cells, "company", fields.company());
    put(cells, "phone", fields.phone());
    put(cells, "country", fields.country());
    put(cells, "externalId", fields.externalId());
    put(cells, "consent", fields.consent());
    put(cells, "monthlySpend", fields.monthlySpend());
    put(cells, "tags", fields.tags());
    if (fields.custom() != null) {
      fields.custom().forEach((key, value) -> cells.put(CUSTOM + key, value));
    }
  }

  /** Reads what a person entered: an address only if they entered one. */
  Fields readManual(String text) {
    return read(text, null);
  }

  Fields read(String text, @Nullable String emailKey) {
    JsonNode cells = json.readTree(text);
    Map<String, String> custom = new LinkedHashMap<>();
    cells
        .properties()
        .forEach(
            cell -> {
              if (cell.getKey().startsWith(CUSTOM)) {
                custom.put(cell.getKey().substring(CUSTOM.length()), cell.getValue().asString());
              }
            });
    String email = text(cells, "email");
    JsonNode consent = cells.get("consent");
    JsonNode monthly = cells.get("monthlySpend");
    JsonNode tags = cells.get("tags");
    return new Fields(
        email != null ? email : emailKey,
        text(cells, "name"),
        text(cells, "company"),
        text(cells, "phone"),
        text(cells, "country"),
        text(cells, "externalId"),
        consent == null ? null : (Boolean) consent.booleanValue(),
        monthly == null ? null : (Long) monthly.longValue(),
        tags == null ? null : strings(tags),
        custom.isEmpty() ? null : custom);
  }

  String writeCustom(@Nullable Map<String, String> custom) {
    return custom == null || custom.isEmpty() ? "{}" : json.writeValueAsString(custom);
  }

  @Nullable Map<String, String> readCustom(String text) {
    if (text.equals("{}")) {
      return null;
    }
    Map<String, String> custom = new LinkedHashMap<>();
    json.readTree(text)
        .properties()
        .forEach(cell -> custom.put(cell.getKey(), cell.getValue().asString()));
    return custom;
  }

  private static void put(Map<String, Object> cells, String key, @Nullable Object value) {
    if (value != null) {
      cells.put(key, value);
    }
  }

  private static @Nullable String text(JsonNode cells, String key) {
    JsonNode value = cells.get(key);
    return value == null ? null : value.asString();
  }

  private static List<String> strings(JsonNode array) {
    List<String> strings = new ArrayList<>();
    array.forEach(item -> strings.add(item.asString()));
    return strings;
  }
}
