package io.kundenwert.imports.run;

import java.util.Map;

/**
 * A row that was not taken.
 *
 * @param number number of the row in the file, 1 for the first data row
 * @param code stable reason
 * @param params values for the reason's text
 */
record RejectedRow(long number, String code, Map<String, String> params) {}
