package io.kundenwert.support.access;

import org.jspecify.annotations.Nullable;

/**
 * What can be done, and by which role (D1). This is the one place that states the permission
 * matrix; the names in quotes are the matrix's own.
 */
public enum Action {
  /** "view all products". */
  VIEW_PRODUCTS(Grant.YES, Grant.YES, Grant.YES),
  /** "create product". */
  CREATE_PRODUCT(Grant.YES, Grant.YES, Grant.NO),
  /** "edit any product", "edit own product". */
  EDIT_PRODUCT(Grant.YES, Grant.OWN, Grant.NO),
  /** "view customer data unmasked"; a viewer's masked view is another action. */
  VIEW_CUSTOMERS(Grant.YES, Grant.YES, Grant.NO),
  /** "import customers (CSV)". */
  IMPORT_CUSTOMERS(Grant.YES, Grant.OWN, Grant.NO),
  /** "undo or cancel an import". */
  CANCEL_IMPORT(Grant.YES, Grant.OWN, Grant.NO),
  /** "save mapping templates". */
  SAVE_MAPPING_TEMPLATES(Grant.YES, Grant.OWN, Grant.NO),
  /** "see import previews / rejected rows / file names". */
  VIEW_IMPORTS(Grant.YES, Grant.YES, Grant.NO),
  /** "view team settings". */
  VIEW_TEAM(Grant.YES, Grant.YES, Grant.YES),
  /** "view own credit usage and team balance". */
  VIEW_CREDIT_BALANCE(Grant.YES, Grant.YES, Grant.NO),
  /** A person's own notifications; every member has them. */
  VIEW_INBOX(Grant.YES, Grant.YES, Grant.YES);

  /** How a role may do it. */
  enum Grant {
    YES,
    /** Only for products that the user created. */
    OWN,
    NO
  }

  private final Grant admin;
  private final Grant member;
  private final Grant viewer;

  Action(Grant admin, Grant member, Grant viewer) {
    this.admin = admin;
    this.member = member;
    this.viewer = viewer;
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
