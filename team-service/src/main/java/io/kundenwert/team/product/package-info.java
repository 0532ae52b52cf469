/**
 * Products: what a team sells, each with its own customers and its own rules of value. Plain
 * records with settings; every change is published for the services that work with them.
 */
@NullMarked
package io.kundenwert.team.product;

import org.jspecify.annotations.NullMarked;
