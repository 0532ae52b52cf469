package io.kundenwert.support.access;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What can be done, and by which role (D1). This is the one place that states the permission
 * matrix; the names in quotes are the matrix's own.
 */
public enum Action {
  /** "view all products". */
  VIEW_PRODUCTS(Scope.TEAM, Grant.YES, Grant.YES, Grant.YES),
  /** "create product". */
  CREATE_PRODUCT(Scope.TEAM, Grant.YES, Grant.YES, Grant.NO),
  /** "edit any product", "edit own product". */
  EDIT_PRODUCT(Scope.PRODUCT, Grant.YES, Grant.OWN, Grant.NO),
  /** "view customer data unmasked"; a viewer's masked view is another action. */
  VIEW_CUSTOMERS(Scope.PRODUCT, Grant.YES, Grant.YES, Grant.NO),
  /** "edit customer data / tag / set stage". */
  EDIT_CUSTOMERS(Scope.PRODUCT, Grant.YES, Grant.OWN, Grant.NO),
  /** "merge and un-merge customers". */
  MERGE_CUSTOMERS(Scope.PRODUCT, Grant.YES, Grant.OWN, Grant.NO),
  /** "delete customers (cleanup)". */
  CLEAN_UP(Scope.PRODUCT, Grant.YES, Grant.OWN, Grant.NO),
  /** "undo a cleanup". */
  UNDO_CLEANUP(Scope.PRODUCT, Grant.YES, Grant.OWN, Grant.NO),
  /** "import customers (CSV)". */
  IMPORT_CUSTOMERS(Scope.PRODUCT, Grant.YES, Grant.OWN, Grant.NO),
  /** "undo or cancel an import". */
  CANCEL_IMPORT(Scope.PRODUCT, Grant.YES, Grant.OWN, Grant.NO),
  /** "save mapping templates". */
  SAVE_MAPPING_TEMPLATES(Scope.PRODUCT, Grant.YES, Grant.OWN, Grant.NO),
  /** "see import previews / rejected rows / file names". */
  VIEW_IMPORTS(Scope.PRODUCT, Grant.YES, Grant.YES, Grant.NO),
  /** "view team settings". */
  VIEW_TEAM(Scope.TEAM, Grant.YES, Grant.YES, Grant.YES),
  /** "view own credit usage and team balance". */
  VIEW_CREDIT_BALANCE(Scope.TEAM, Grant.YES, Grant.YES, Grant.NO),
  /** "view team credit history and usage per member". */
  VIEW_CREDIT_HISTORY(Scope.TEAM, Grant.YES, Grant.NO, Grant.NO),
  /** A person's own notifications; every member has them. */
  VIEW_INBOX(Scope.TEAM, Grant.YES, Grant.YES, Grant.YES);

  /** What an action is done to. */
  public enum Scope {
    /** The team as a whole. */
    TEAM,
    /** One product, which may be the user's own. */
    PRODUCT
  }

  /** How a role may do it. */
  enum Grant {
    YES,
    /** Only for products that the user created. */
    OWN,
    NO
  }

  private final Scope scope;
  private final Grant admin;
  private final Grant member;
  private final Grant viewer;

  Action(Scope scope, Grant admin, Grant member, Grant viewer) {
    this.scope = scope;
    this.admin = admin;
    this.member = member;
    this.viewer = viewer;
  }

  /** What it is done to. */
  public Scope scope() {
    return scope;
  }

  /** The name in answers, for example {@code import-customers}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Whether a role may do it.
   *
   * @param role role in the team, null for someone who is no member
   * @param own whether the product in question was created by the user
   */
  public boolean allows(@Nullable Role role, boolean own) {
    if (role == null) {
      return false;
    }
    Grant grant =
        switch (role) {
          // An owner may do whatever an admin may.
          case OWNER, ADMIN -> admin;
          case MEMBER -> member;
          case VIEWER -> viewer;
        };
    return grant == Grant.YES || (grant == Grant.OWN && own);
  }
}
