@NullMarked
package io.kundenwert.team.invitation.web;

import org.jspecify.annotations.NullMarked;
