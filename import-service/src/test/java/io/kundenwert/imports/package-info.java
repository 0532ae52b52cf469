/** Tests of the whole service on real engines, with a stand-in for its neighbours. */
@NullMarked
package io.kundenwert.imports;

import org.jspecify.annotations.NullMarked;
