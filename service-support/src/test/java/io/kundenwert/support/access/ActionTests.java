package io.kundenwert.support.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.kundenwert.test.PermissionTable;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The matrix of permissions.csv and what {@link Action} says, cell by cell. */
class ActionTests {
  /** Which rows of the matrix an action stands for. */
  private static final Map<Action, List<String>> ROWS = new EnumMap<>(Action.class);

  /** Actions that the matrix does not name: every member has them. */
  private static final Set<Action> OF_EVERY_MEMBER =
      EnumSet.of(Action.VIEW_INBOX, Action.SAVE_VIEWS);

  /** Rows that nothing can be done about over HTTP yet. */
  private static final Set<String> WITHOUT_ENDPOINT =
      Set.of(
          "configure Stripe",
          "configure sender verification",
          "import customers (Stripe)",
          "compose e-mails",
          "regenerate e-mail content",
          "send e-mails",
          "log customer replies",
          "edit customer analysis",
          "regenerate profile in another language",
          "buy add-ons",
          "spend credits",
          "view team admin dashboard",
          "view cross-product timeline",
          "import NPS answers",
          "erase a person",
          "configure other sources and ingestion keys",
          "edit custom fields and thresholds",
          "manage plan and billing");

  static {
    ROWS.put(Action.VIEW_PRODUCTS, List.of("view all products"));
    ROWS.put(Action.CREATE_PRODUCT, List.of("create product"));
    ROWS.put(Action.EDIT_PRODUCT, List.of("edit any product", "edit own product"));
    ROWS.put(Action.DELETE_PRODUCT, List.of("delete any product", "delete own product"));
    ROWS.put(Action.TRANSFER_PRODUCT, List.of("transfer a product to another creator"));
    ROWS.put(Action.EDIT_TEAM, List.of("edit team settings"));
    ROWS.put(Action.INVITE_MEMBERS, List.of("invite members"));
    ROWS.put(Action.CHANGE_ROLES, List.of("change member roles"));
    ROWS.put(Action.REMOVE_MEMBERS, List.of("remove members"));
    ROWS.put(Action.TRANSFER_OWNERSHIP, List.of("transfer ownership"));
    ROWS.put(Action.DELETE_TEAM, List.of("delete team"));
    ROWS.put(Action.VIEW_AUDIT_LOG, List.of("view audit log"));
    ROWS.put(Action.LIST_CUSTOMERS, List.of("view all customers"));
    ROWS.put(Action.VIEW_CUSTOMERS, List.of("view customer data unmasked", "export customers"));
    ROWS.put(Action.EDIT_CUSTOMERS, List.of("edit customer data / tag / set stage"));
    ROWS.put(Action.CHANGE_IN_BULK, List.of("use batch operations"));
    ROWS.put(Action.MERGE_CUSTOMERS, List.of("merge and un-merge customers"));
    ROWS.put(Action.CLEAN_UP, List.of("delete customers (cleanup)"));
    ROWS.put(Action.UNDO_CLEANUP, List.of("undo a cleanup"));
    ROWS.put(Action.IMPORT_CUSTOMERS, List.of("import customers (CSV)"));
    ROWS.put(Action.CANCEL_IMPORT, List.of("undo or cancel an import"));
    ROWS.put(Action.SAVE_MAPPING_TEMPLATES, List.of("save mapping templates"));
    ROWS.put(Action.VIEW_IMPORTS, List.of("see import previews / rejected rows / file names"));
    ROWS.put(Action.VIEW_TEAM, List.of("view team settings"));
    ROWS.put(Action.VIEW_AUDIT_LOG, List.of("view audit log"));
    ROWS.put(Action.VIEW_CREDIT_BALANCE, List.of("view own credit usage and team balance"));
    ROWS.put(Action.VIEW_CREDIT_HISTORY, List.of("view team credit history and usage per member"));
  }

  @ParameterizedTest
  @EnumSource(Action.class)
  void saysWhatTheMatrixSays(Action action) {
    for (Role role : Role.values()) {
      for (boolean own : List.of(true, false)) {
        assertThat(action.allows(role, own))
            .as("%s as %s, own product: %s", action, role, own)
            .isEqualTo(OF_EVERY_MEMBER.contains(action) || matrixAllows(action, role, own));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Action.class)
  void refusesWhoeverIsNoMember(Action action) {
    assertThat(action.allows(null, true)).isFalse();
  }

  @Test
  void everyRowOfTheMatrixHasItsActionOrIsNamedAsMissing() {
    Set<String> named = new HashSet<>(WITHOUT_ENDPOINT);
    ROWS.values().forEach(named::addAll);
    assertThat(named).isEqualTo(PermissionTable.rows()).hasSize(47);
  }

  private static boolean matrixAllows(Action action, Role role, boolean own) {
    List<String> rows = ROWS.get(action);
    assertThat(rows).as("rows of the matrix for " + action).isNotNull();
    return rows.stream().anyMatch(row -> PermissionTable.allows(row, role.wireName(), own));
  }
}
