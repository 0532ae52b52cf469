/** The import wizard over HTTP. An upload is streamed into the store, never held in memory. */
@NullMarked
package io.kundenwert.imports.wizard.web;

import org.jspecify.annotations.NullMarked;
