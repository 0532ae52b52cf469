package io.kundenwert.imports.conversion;

import org.jspecify.annotations.Nullable;

/**
 * Something a mapping lacks, or has too much of, before it can be used.
 *
 * @param code {@code email-not-mapped}, {@code name-not-mapped}, {@code field-mapped-twice}, {@code
 *     column-unknown}, {@code reading-unknown}, {@code amount-not-mapped} (a field of payments
 *     without their amount) or {@code amounts-conflict} (a total beside a payment's amount)
 * @param column the column it is about, if one
 * @param field wire name of the field it is about, if one
 */
public record MappingIssue(String code, @Nullable Integer column, @Nullable String field) {}
