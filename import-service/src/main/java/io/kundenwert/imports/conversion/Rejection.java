package io.kundenwert.imports.conversion;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a row is not taken (A6).
 *
 * @param code stable code, a key of {@link RejectionTexts}
 * @param params values for the text by name; {@code value} is the cell, cut after 100 characters
 * @param column the column it is about, from 0
 */
public record Rejection(String code, Map<String, String> params, @Nullable Integer column) {}
