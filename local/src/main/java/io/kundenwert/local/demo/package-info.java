/**
 * The main job as a user does it, over HTTP through the gateway: upload, follow, look at the
 * result.
 */
@NullMarked
package io.kundenwert.local.demo;

import org.jspecify.annotations.NullMarked;
