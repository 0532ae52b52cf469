package io.kundenwert.imports.conversion;

import org.jspecify.annotations.Nullable;

/**
 * A cell and how it is read, for people.
 *
 * @param raw the cell as written
 * @param de as read, in German; null if it cannot be read
 * @param en as read, in English; null if it cannot be read
 */
public record RenderedValue(String raw, @Nullable String de, @Nullable String en) {}
