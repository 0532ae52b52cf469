package io.kundenwert.imports.conversion;

import java.time.LocalDate;
import java.time.ZoneId;

/**
 * What the product adds to the meaning of a file.
 *
 * @param currency ISO 4217 code of amounts without one
 * @param zone zone of dates and times without one
 * @param today the day in that zone: later payment dates are rejected (C3)
 */
public record ReadingContext(String currency, ZoneId zone, LocalDate today) {}
