/** Teams over HTTP. Only members see their team. */
@NullMarked
package io.kundenwert.team.team.web;

import org.jspecify.annotations.NullMarked;
