@NullMarked
package io.kundenwert.team.apikey.web;

import org.jspecify.annotations.NullMarked;
