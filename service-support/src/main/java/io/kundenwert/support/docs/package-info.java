/**
 * What the API description of every service says beyond its controllers: the form of problems, and
 * which fields are always there.
 */
@NullMarked
package io.kundenwert.support.docs;

import org.jspecify.annotations.NullMarked;
