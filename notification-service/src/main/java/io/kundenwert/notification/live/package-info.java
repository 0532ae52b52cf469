/**
 * Live hints: tells browsers that there is something new to ask for, never what. One stream for a
 * team carries what is new of imports, customers, the inbox and one's own rights.
 */
@NullMarked
package io.kundenwert.notification.live;

import org.jspecify.annotations.NullMarked;
