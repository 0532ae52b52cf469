@NullMarked
package io.kundenwert.local.mail;

import org.jspecify.annotations.NullMarked;
