package io.kundenwert.imports.reading;

/**
 * Why a part of a format was detected as it was.
 *
 * @param aspect {@code encoding}, {@code delimiter}, {@code quote} or {@code header}
 * @param value what was found, for example {@code windows-1252} or {@code ;}
 * @param reason stable code of the reason, for example {@code byte-order-mark}, {@code
 *     valid-throughout}, {@code not-utf-8}, {@code sep-line}, {@code steady-count}, {@code
 *     known-headers}, {@code chosen} for an override
 * @param sure false where another reading is possible and the user should look
 */
public record Finding(String aspect, String value, String reason, boolean sure) {}
