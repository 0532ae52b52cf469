/**
 * The upload store: uploaded bytes, kept until the import no longer needs them. It is a port, since
 * several replicas need a store that they share.
 */
@NullMarked
package io.kundenwert.imports.upload;

import org.jspecify.annotations.NullMarked;
