package io.kundenwert.imports.reading;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a file, one after the other. The same bytes and format give the same rows with the
 * same numbers each time, so that a run can be resumed by row number. For one thread.
 */
public interface TableReader extends Closeable {

  /** The cells of the header; columns without a heading are empty strings. */
  List<String> header();

  /**
   * The next data row, or null at the end of the file. A row that cannot be read is a {@link Row}
   * with a defect, never an exception: it has a number and the next one follows.
   *
   * @throws IOException if the bytes cannot be had
   */
  @Nullable Row next() throws IOException;

  /**
   * Passes over rows faster than reading them. What {@link #next} returns afterwards has the number
   * it would have had.
   *
   * @return how many rows were skipped, less than asked only at the end of the file
   * @throws IOException if the bytes cannot be had
   */
  long skip(long rows) throws IOException;
}
