package io.kundenwert.imports.reading;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * Everything that decides how the bytes of a file become rows of cells. It is part of a run's
 * snapshot, so its JSON form stays readable.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes(@JsonSubTypes.Type(value = CsvFormat.class, name = "csv"))
public sealed interface FileFormat permits CsvFormat {}
