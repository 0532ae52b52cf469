/**
 * The port through which an uploaded file is read: what is known of its format, and a stream of its
 * rows. A format (CSV today; XLSX, XLS, JSON later) is an adapter in a package below and changes
 * nothing here but a permitted type of {@link io.kundenwert.imports.reading.FileFormat}.
 */
@NullMarked
package io.kundenwert.imports.reading;

import org.jspecify.annotations.NullMarked;
