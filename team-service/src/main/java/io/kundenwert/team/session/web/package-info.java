@NullMarked
package io.kundenwert.team.session.web;

import org.jspecify.annotations.NullMarked;
