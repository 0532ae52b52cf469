package io.kundenwert.imports.run;

import io.kundenwert.events.ImportedRow;
import io.kundenwert.support.events.EventCodec;
import org.springframework.stereotype.Component;
import tools.jackson.databind.ObjectWriter;

/** Writes rows as events are written, with everything prepared once. */
@Component
class RowJson {
  private final ObjectWriter writer;

  RowJson(EventCodec codec) {
    this.writer = codec.mapper().writerFor(ImportedRow.class);
  }

  ObjectWriter writer() {
    return writer;
  }
}
