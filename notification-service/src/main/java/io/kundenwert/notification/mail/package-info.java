/**
 * E-mails: what was asked for, put into words in the recipient's language, and sent over SMTP until
 * a server takes it or refuses it for good (D10).
 */
@NullMarked
package io.kundenwert.notification.mail;

import org.jspecify.annotations.NullMarked;
