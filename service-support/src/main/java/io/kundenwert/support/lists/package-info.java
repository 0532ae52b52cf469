/**
 * Lists that are walked with cursors: what a request asks for, and the page that answers it. Rows
 * are ordered by their id, which is time-ordered, so that a page stays where it is while rows come.
 */
@NullMarked
package io.kundenwert.support.lists;

import org.jspecify.annotations.NullMarked;
