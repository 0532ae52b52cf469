@NullMarked
package io.kundenwert.team.audit.web;

import org.jspecify.annotations.NullMarked;
