/**
 * What an installation on one machine keeps on disk: its folder, its lock, its secrets and the
 * description of what is running. Nothing in here starts anything.
 */
@NullMarked
package io.kundenwert.local.installation;

import org.jspecify.annotations.NullMarked;
