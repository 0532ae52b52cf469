@NullMarked
package io.kundenwert.team.account.web;

import org.jspecify.annotations.NullMarked;
