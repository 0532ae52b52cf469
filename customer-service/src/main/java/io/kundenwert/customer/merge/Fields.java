package io.kundenwert.customer.merge;

import io.kundenwert.events.ImportedRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a person that an origin filled, or that are in effect. A null component was not
 * filled and never erases anything (A7).
 *
 * @param email address as written
 * @param name full name
 * @param company company
 * @param phone phone number
 * @param country country
 * @param externalId id in the source
 * @param consent consent as read
 * @param monthlySpend monthly spend in minor units as stated, never added
 * @param tags tags
 * @param custom custom fields by key
 */
record Fields(
    @Nullable String email,
    @Nullable String name,
    @Nullable String company,
    @Nullable String phone,
    @Nullable String country,
    @Nullable String externalId,
    @Nullable Boolean consent,
    @Nullable Long monthlySpend,
    @Nullable List<String> tags,
    @Nullable Map<String, String> custom) {
  static final Fields NONE = new Fields(null, null, null, null, null, null, null, null, null, null);

  /** The fields that a row fills. */
  static Fields of(ImportedRow row) {
    return new Fields(
        row.email(),
        row.name(),
        row.company(),
        row.phone(),
        row.country(),
        row.externalId(),
        row.consent(),
        row.monthlySpend(),
        row.tags() == null || row.tags().isEmpty() ? null : row.tags(),
        row.custom() == null || row.custom().isEmpty() ? null : row.custom());
  }

  /** The same without the address: a second identity's spelling is not the customer's. */
  Fields withoutEmail() {
    return email == null
        ? this
        : new Fields(
            null, name, company, phone, country, externalId, consent, monthlySpend, tags, custom);
  }

  /** The same without what a person has emptied: an empty text, or no tags. */
  Fields withoutCleared() {
    boolean none =
        !isEmpty(name)
            && !isEmpty(company)
            && !isEmpty(phone)
            && !isEmpty(country)
            && !isEmpty(externalId)
            && (tags == null || !tags.isEmpty())
            && (custom == null || custom.values().stream().noneMatch(String::isEmpty));
    if (none) {
      return this;
    }
    Map<String, String> filled = custom == null ? Map.of() : new LinkedHashMap<>(custom);
    filled.values().removeIf(String::isEmpty);
    return new Fields(
        email,
        filled(name),
        filled(company),
        filled(phone),
        filled(country),
        filled(externalId),
        consent,
        monthlySpend,
        tags == null || tags.isEmpty() ? null : tags,
        filled.isEmpty() ? null : filled);
  }

  private static boolean isEmpty(@Nullable String text) {
    return text != null && text.isEmpty();
  }

  private static @Nullable String filled(@Nullable String text) {
    return isEmpty(text) ? null : text;
  }

  /** Whether a field is filled here that others leave open. */
  boolean fillsMoreThan(Fields others) {
    return email != null && others.email == null
        || name != null && others.name == null
        || company != null && others.company == null
        || phone != null && others.phone == null
        || country != null && others.country == null
        || externalId != null && others.externalId == null
        || consent != null && others.consent == null
        || monthlySpend != null && others.monthlySpend == null
        || tags != null && others.tags == null
        || custom != null
            && (others.custom == null || !others.custom.keySet().containsAll(custom.keySet()));
  }

  /** These with what a newer origin filled; the same object if that changes nothing. */
  Fields overlaidBy(Fields newer) {
    return overlaid(newer, newer.tags);
  }

  /** These with a later row of the same run: as a newer origin, but tags unite. */
  Fields foldedWith(Fields later) {
    return overlaid(later, union(tags, later.tags));
  }

  private Fields overlaid(Fields newer, @Nullable List<String> newTags) {
    Map<String, String> mergedCustom = mergedCustom(newer.custom);
    boolean same =
        keeps(email, newer.email)
            && keeps(name, newer.name)
            && keeps(company, newer.company)
            && keeps(phone, newer.phone)
            && keeps(country, newer.country)
            && keeps(externalId, newer.externalId)
            && keeps(consent, newer.consent)
            && keeps(monthlySpend, newer.monthlySpend)
            && keeps(tags, newTags)
            && mergedCustom == custom;
    if (same) {
      return this;
    }
    return new Fields(
        newer.email != null ? newer.email : email,
        newer.name != null ? newer.name : name,
        newer.company != null ? newer.company : company,
        newer.phone != null ? newer.phone : phone,
        newer.country != null ? newer.country : country,
        newer.externalId != null ? newer.externalId : externalId,
        newer.consent != null ? newer.consent : consent,
        newer.monthlySpend != null ? newer.monthlySpend : monthlySpend,
        newTags != null ? newTags : tags,
        mergedCustom);
  }

  private @Nullable Map<String, String> mergedCustom(@Nullable Map<String, String> newer) {
    if (newer == null) {
      return custom;
    }
    if (custom == null) {
      return newer;
    }
    boolean same =
        newer.entrySet().stream().allMatch(e -> e.getValue().equals(custom.get(e.getKey())));
    if (same) {
      return custom;
    }
    Map<String, String> merged = new LinkedHashMap<>(custom);
    merged.putAll(newer);
    return merged;
  }

  private static boolean keeps(@Nullable Object old, @Nullable Object newer) {
    return newer == null || Objects.equals(old, newer);
  }

  private static @Nullable List<String> union(
      @Nullable List<String> first, @Nullable List<String> more) {
    if (first == null || more == null) {
      return first == null ? more : first;
    }
    List<String> united = new ArrayList<>(first);
    for (String tag : more) {
      if (!united.contains(tag)) {
        united.add(tag);
      }
    }
    return united.size() == first.size() ? first : united;
  }
}
