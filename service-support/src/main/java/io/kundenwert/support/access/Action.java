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
  /** "delete any product", "delete own product". */
  DELETE_PRODUCT(Scope.PRODUCT, Grant.YES, Grant.OWN, Grant.NO),
  /** "transfer a product to another creator". */
  TRANSFER_PRODUCT(Scope.PRODUCT, Grant.YES, Grant.NO, Grant.NO),
  /** "view all customers": whoever may not see them unmasked gets the masked view (D2). */
  LIST_CUSTOMERS(Scope.PRODUCT, Grant.YES, Grant.YES, Grant.YES),
  /** "view customer data unmasked", "export customers": others get the masked view in both. */
  VIEW_CUSTOMERS(Scope.PRODUCT, Grant.YES, Grant.YES, Grant.NO),
  /** "edit customer data / tag / set stage". */
  EDIT_CUSTOMERS(Scope.PRODUCT, Grant.YES, Grant.OWN, Grant.NO),
  /** "use batch operations". */
  CHANGE_IN_BULK(Scope.PRODUCT, Grant.YES, Grant.OWN, Grant.NO),
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
  /** "edit team settings". */
  EDIT_TEAM(Scope.TEAM, Grant.YES, Grant.NO, Grant.NO),
  /** "invite members". */
  INVITE_MEMBERS(Scope.TEAM, Grant.YES, Grant.NO, Grant.NO),
  /** "change member roles". */
  CHANGE_ROLES(Scope.TEAM, Grant.YES, Grant.NO, Grant.NO),
  /** "remove members". */
  REMOVE_MEMBERS(Scope.TEAM, Grant.YES, Grant.NO, Grant.NO),
  /** "transfer ownership". */
  TRANSFER_OWNERSHIP(Scope.TEAM, Grant.YES, Grant.NO, Grant.NO, Grant.NO),
  /** "delete team". */
  DELETE_TEAM(Scope.TEAM, Grant.YES, Grant.NO, Grant.NO, Grant.NO),
  /** "view audit log". */
  VIEW_AUDIT_LOG(Scope.TEAM, Grant.YES, Grant.NO, Grant.NO),
  /** "view own credit usage and team balance". */
  VIEW_CREDIT_BALANCE(Scope.TEAM, Grant.YES, Grant.YES, Grant.NO),
  /** "view team credit history and usage per member". */
  VIEW_CREDIT_HISTORY(Scope.TEAM, Grant.YES, Grant.NO, Grant.NO),
  /** A person's own notifications; every member has them. */
  VIEW_INBOX(Scope.TEAM, Grant.YES, Grant.YES, Grant.YES),
  /**
   * Keeping lists of customers under a name; every member has it. Whose views may be changed, and
   * who shares them, customer-service decides view by view.
   */
  SAVE_VIEWS(Scope.PRODUCT, Grant.YES, Grant.YES, Grant.YES);

  /** What an action is done to. */
  public enum Scope {
    /** The team as a whole. */
    TEAM,
    /** One product, which may be the user's own. */
    PRODUCT
  }

  /** What an API key must have been made for (D11). */
  public enum KeyScope {
    /** Looking at things. */
    READ,
    /** Imports of files. */
    IMPORTS,
    /** Changes of customers. */
    CUSTOMERS,
    /** Changes of the team, its members and products. */
    TEAM;

    /** The name in keys, tokens and answers. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How a role may do it. */
  public enum Grant {
    /** Everywhere in the team. */
    YES,
    /** Only for products that the user created. */
    OWN,
    /** Not at all. */
    NO;

    /** The name in answers. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Scope scope;
  private final Grant owner;
  private final Grant admin;
  private final Grant member;
  private final Grant viewer;

  /** An owner may do whatever an admin may. */
  Action(Scope scope, Grant admin, Grant member, Grant viewer) {
    this(scope, admin, admin, member, viewer);
  }

  Action(Scope scope, Grant owner, Grant admin, Grant member, Grant viewer) {
    this.scope = scope;
    this.owner = owner;
    this.admin = admin;
    this.member = member;
    this.viewer = viewer;
  }

  /** What it is done to. */
  public Scope scope() {
    return scope;
  }

  /** What an API key needs for it. */
  public KeyScope keyScope() {
    return switch (this) {
      case VIEW_PRODUCTS,
          LIST_CUSTOMERS,
          VIEW_CUSTOMERS,
          VIEW_IMPORTS,
          VIEW_TEAM,
          VIEW_AUDIT_LOG,
          VIEW_CREDIT_BALANCE,
          VIEW_CREDIT_HISTORY,
          VIEW_INBOX ->
          KeyScope.READ;
      case IMPORT_CUSTOMERS, CANCEL_IMPORT, SAVE_MAPPING_TEMPLATES -> KeyScope.IMPORTS;
      case EDIT_CUSTOMERS, CHANGE_IN_BULK, MERGE_CUSTOMERS, CLEAN_UP, UNDO_CLEANUP, SAVE_VIEWS ->
          KeyScope.CUSTOMERS;
      case CREATE_PRODUCT,
          EDIT_PRODUCT,
          DELETE_PRODUCT,
          TRANSFER_PRODUCT,
          EDIT_TEAM,
          INVITE_MEMBERS,
          CHANGE_ROLES,
          REMOVE_MEMBERS,
          TRANSFER_OWNERSHIP,
          DELETE_TEAM ->
          KeyScope.TEAM;
    };
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
    Grant grant = grant(role);
    return grant == Grant.YES || (grant == Grant.OWN && own);
  }

  /** The cell of the matrix: how a role may do it. */
  public Grant grant(Role role) {
    return switch (role) {
      case OWNER -> owner;
      case ADMIN -> admin;
      case MEMBER -> member;
      case VIEWER -> viewer;
    };
  }
}
