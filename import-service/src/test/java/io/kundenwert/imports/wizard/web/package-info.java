/** Tests of the package of the same name. */
@NullMarked
package io.kundenwert.imports.wizard.web;

import org.jspecify.annotations.NullMarked;
