/**
 * The state of an import before and around its run: file, format, mapping, questions, preview. The
 * server holds all of it, so that reload, back and another device continue.
 */
@NullMarked
package io.kundenwert.imports.wizard;

import org.jspecify.annotations.NullMarked;
