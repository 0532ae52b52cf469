package io.kundenwert.imports.conversion;

import io.kundenwert.events.ImportedRow;
import io.kundenwert.support.events.EventCodec;
import org.springframework.stereotype.Component;
import tools.jackson.databind.ObjectWriter;

/** Writes rows as events are written, with everything prepared once. */
@Component
public class RowJson {
  private final ObjectWriter writer;

  RowJson(EventCodec codec) {
    this.writer = codec.mapper().writerFor(ImportedRow.class);
  }

  /** The writer, for {@link ImportedRow}s only. */
  public ObjectWriter writer() {
    return writer;
  }
}
