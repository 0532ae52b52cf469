/**
 * What the merge says of runs: progress, rejections, wishes for rows to be sent again. Each event
 * is decoded and handed to one use case.
 */
@NullMarked
package io.kundenwert.imports.run.messaging;

import org.jspecify.annotations.NullMarked;
