/**
 * Teams and their members. A team has exactly one owner; its name, plan and members are published
 * with every change.
 */
@NullMarked
package io.kundenwert.team.team;

import org.jspecify.annotations.NullMarked;
