/**
 * Saved views: lists with a name, of one person or shared with the team. A view holds what the list
 * of customers takes as parameters; whoever opens it asks with their own rights.
 */
@NullMarked
package io.kundenwert.customer.view;

import org.jspecify.annotations.NullMarked;
