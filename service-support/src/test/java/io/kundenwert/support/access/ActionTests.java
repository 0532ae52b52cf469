package io.kundenwert.support.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The matrix of permissions.csv and what {@link Action} says, cell by cell. */
class ActionTests {
  private static final Map<String, Map<Role, String>> MATRIX = matrix();

  /** Which rows of the matrix an action stands for. */
  private static final Map<Action, List<String>> ROWS = new EnumMap<>(Action.class);

  /** Actions that the matrix does not name: every member has them. */
  private static final Set<Action> OF_EVERY_MEMBER = EnumSet.of(Action.VIEW_INBOX);

  static {
    ROWS.put(Action.VIEW_PRODUCTS, List.of("view all products"));
    ROWS.put(Action.CREATE_PRODUCT, List.of("create product"));
    ROWS.put(Action.EDIT_PRODUCT, List.of("edit any product", "edit own product"));
    ROWS.put(Action.VIEW_CUSTOMERS, List.of("view customer data unmasked"));
    ROWS.put(Action.EDIT_CUSTOMERS, List.of("edit customer data / tag / set stage"));
    ROWS.put(Action.MERGE_CUSTOMERS, List.of("merge and un-merge customers"));
    ROWS.put(Action.CLEAN_UP, List.of("delete customers (cleanup)"));
    ROWS.put(Action.UNDO_CLEANUP, List.of("undo a cleanup"));
    ROWS.put(Action.IMPORT_CUSTOMERS, List.of("import customers (CSV)"));
    ROWS.put(Action.CANCEL_IMPORT, List.of("undo or cancel an import"));
    ROWS.put(Action.SAVE_MAPPING_TEMPLATES, List.of("save mapping templates"));
    ROWS.put(Action.VIEW_IMPORTS, List.of("see import previews / rejected rows / file names"));
    ROWS.put(Action.VIEW_TEAM, List.of("view team settings"));
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
  void namesOnlyRowsThatTheMatrixHas() {
    assertThat(MATRIX).hasSizeGreaterThan(40);
    assertThat(ROWS.values().stream().flatMap(List::stream)).allMatch(MATRIX::containsKey);
  }

  private static boolean matrixAllows(Action action, Role role, boolean own) {
    List<String> rows = ROWS.get(action);
    assertThat(rows).as("rows of the matrix for " + action).isNotNull();
    return rows.stream()
        .anyMatch(
            row -> {
              String cell =
                  Objects.requireNonNull(Objects.requireNonNull(MATRIX.get(row)).get(role));
              boolean applies = own || !row.contains("own product");
              return switch (cell) {
                case "yes" -> applies;
                case "own" -> own;
                // A masked view is another action.
                case "no", "masked" -> false;
                default -> throw new IllegalStateException("Unknown cell " + cell);
              };
            });
  }

  private static Map<String, Map<Role, String>> matrix() {
    try (InputStream csv = ActionTests.class.getResourceAsStream("/permissions.csv")) {
      Map<String, Map<Role, String>> matrix = new HashMap<>();
      for (String line : new String(csv.readAllBytes(), UTF_8).lines().skip(1).toList()) {
        String[] cells = line.split(",", -1);
        matrix.put(
            cells[1],
            Map.of(
                Role.OWNER, cells[2],
                Role.ADMIN, cells[3],
                Role.MEMBER, cells[4],
                Role.VIEWER, cells[5]));
      }
      return matrix;
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
