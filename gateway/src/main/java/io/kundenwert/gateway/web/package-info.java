/** The web application: files that are served as they were built, to whoever asks. */
@NullMarked
package io.kundenwert.gateway.web;

import org.jspecify.annotations.NullMarked;
