package io.kundenwert.imports.conversion;

import io.kundenwert.imports.mapping.Field;
import io.kundenwert.imports.reading.values.Blank;
import io.kundenwert.imports.reading.values.Countries;
import io.kundenwert.imports.reading.values.YesNo;
import io.kundenwert.support.email.EmailAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the cells that say who the customer is. */
final class Person {
  private static final int NAME = 500;
  private static final int PHONE = 100;
  private static final int COUNTRY = 100;
  private static final int EXTERNAL_ID = 255;
  private static final int TAG_LIST = 10_000;
  private static final int TAG = 100;
  private static final int TAGS = 100;
  private static final int CUSTOM = 10_000;

  private final ReadingPlan.@Nullable Column email;
  private final ReadingPlan.@Nullable Column name;
  private final ReadingPlan.@Nullable Column firstName;
  private final ReadingPlan.@Nullable Column lastName;
  private final ReadingPlan.@Nullable Column company;
  private final ReadingPlan.@Nullable Column phone;
  private final ReadingPlan.@Nullable Column country;
  private final ReadingPlan.@Nullable Column externalId;
  private final ReadingPlan.@Nullable Column tags;
  private final ReadingPlan.@Nullable Column consent;
  private final List<ReadingPlan.Column> custom;
  private final Cells cells;

  Person(Columns columns, Cells cells) {
    this.email = columns.of(Field.EMAIL);
    this.name = columns.of(Field.NAME);
    this.firstName = columns.of(Field.FIRST_NAME);
    this.lastName = columns.of(Field.LAST_NAME);
    this.company = columns.of(Field.COMPANY);
    this.phone = columns.of(Field.PHONE);
    this.country = columns.of(Field.COUNTRY);
    this.externalId = columns.of(Field.EXTERNAL_ID);
    this.tags = columns.of(Field.TAGS);
    this.consent = columns.of(Field.CONSENT);
    this.custom = columns.custom();
    this.cells = cells;
  }

  /** The address as written. */
  @Nullable String email() {
    return cells.value(email);
  }

  /** The identity behind an address; null, with a reason, if there is none. */
  @Nullable String identity(@Nullable String address) {
    if (address == null) {
      cells.reject("email-missing", Map.of(), email);
      return null;
    }
    String identity = EmailAddress.identity(address);
    if (identity == null && email != null) {
      cells.reject(address.indexOf('\0') >= 0 ? "nul-character" : "email-invalid", address, email);
    }
    return identity;
  }

  /** The full name, put together from its parts if the file has only these. */
  @Nullable String name() {
    String full = cells.text(name, NAME);
    if (full == null) {
      String first = cells.text(firstName, NAME);
      String last = cells.text(lastName, NAME);
      full = first == null || last == null ? (first == null ? last : first) : first + ' ' + last;
    }
    if (full == null) {
      cells.reject("name-missing", Map.of(), name == null ? lastName : name);
    } else if (full.length() > NAME) {
      cells.reject(
          "text-too-long",
          Map.of("value", Cells.shown(full), "limit", Integer.toString(NAME)),
          lastName);
    }
    return full;
  }

  @Nullable String company() {
    return cells.text(company, NAME);
  }

  @Nullable String phone() {
    return cells.text(phone, PHONE);
  }

  @Nullable String country() {
    String value = cells.text(country, COUNTRY);
    return value == null ? null : Countries.codeOrText(value);
  }

  @Nullable String externalId() {
    return cells.text(externalId, EXTERNAL_ID);
  }

  @Nullable Boolean consent() {
    String value = cells.text(consent, TAG);
    if (value == null || consent == null) {
      return null;
    }
    Boolean yes = YesNo.of(value);
    if (yes == null) {
      yes = startsLikeDate(value) ? true : null;
    }
    if (yes == null) {
      cells.reject("consent-invalid", value, consent);
      return null;
    }
    return yes != consent.negated();
  }

  /** Newsletter tools write when somebody subscribed, or unsubscribed. */
  private static boolean startsLikeDate(String value) {
    return value.length() >= 8
        && Character.isDigit(value.charAt(0))
        && (value.indexOf('-') > 0 || value.indexOf('.') > 0 || value.indexOf('/') > 0);
  }

  @Nullable List<String> tags() {
    String value = cells.text(tags, TAG_LIST);
    if (value == null || tags == null) {
      return null;
    }
    List<String> list = new ArrayList<>();
    int from = 0;
    for (int i = 0; i <= value.length(); i++) {
      if (i == value.length() || ",;|".indexOf(value.charAt(i)) >= 0) {
        addTag(list, Blank.trim(value.substring(from, i)));
        from = i + 1;
      }
    }
    if (list.size() > TAGS) {
      cells.reject(
          "too-many-tags",
          Map.of("value", Cells.shown(value), "limit", Integer.toString(TAGS)),
          tags);
    }
    return list.isEmpty() ? null : list;
  }

  private void addTag(List<String> list, String text) {
    boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
    String tag = quoted ? Blank.trim(text.substring(1, text.length() - 1)) : text;
    if (tag.length() > TAG && tags != null) {
      cells.reject(
          "text-too-long", Map.of("value", Cells.shown(tag), "limit", Integer.toString(TAG)), tags);
    } else if (!tag.isEmpty() && !list.contains(tag)) {
      list.add(tag);
    }
  }

  @Nullable Map<String, String> custom() {
    if (custom.isEmpty()) {
      return null;
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (ReadingPlan.Column column : custom) {
      String value = cells.text(column, CUSTOM);
      String key = column.target().customKey();
      if (value != null && key != null) {
        values.put(key, value);
      }
    }
    return values.isEmpty() ? null : values;
  }
}
