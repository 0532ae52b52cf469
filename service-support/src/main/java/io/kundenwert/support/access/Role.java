package io.kundenwert.support.access;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Role of a person in a team (D1). */
public enum Role {
  /** Exactly one per team. */
  OWNER,
  /** Everything but deleting the team and transferring it. */
  ADMIN,
  /** Sees all, changes only products that they created. */
  MEMBER,
  /** Reads, with personal and financial data masked (D2). */
  VIEWER;

  /** The name in events and answers. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role with a wire name; null for one that this version does not know. */
  public static @Nullable Role ofWireName(String name) {
    for (Role role : values()) {
      if (role.wireName().equals(name)) {
        return role;
      }
    }
    return null;
  }
}
