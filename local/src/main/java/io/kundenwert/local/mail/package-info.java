/**
 * Where the mails of a one-machine installation go: a mailbox that everyone on the machine reads.
 */
@NullMarked
package io.kundenwert.local.mail;

import org.jspecify.annotations.NullMarked;
