package io.kundenwert.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The permission matrix (D1) as {@code permissions.csv} states it. */
public final class PermissionTable {
  /** The roles, the mightiest first. */
  public static final List<String> ROLES = List.of("owner", "admin", "member", "viewer");

  private static final Map<String, Map<String, String>> CELLS = read();

  private PermissionTable() {}

  /** The names of all rows. */
  public static Set<String> rows() {
    return CELLS.keySet();
  }

  /**
   * Whether a role may do what a row names. Who sees something masked only may not do what the row
   * says: the masked view is another thing.
   *
   * @param own whether the product in question was created by the user
   */
  public static boolean allows(String row, String role, boolean own) {
    Map<String, String> cells = CELLS.get(row);
    if (cells == null) {
      throw new IllegalArgumentException("permissions.csv has no row \"" + row + "\"");
    }
    String cell = Objects.requireNonNull(cells.get(role), role);
    return switch (cell) {
      // "edit own product" says nothing about those of others.
      case "yes" -> own || !row.contains("own product");
      case "own" -> own;
      case "no", "masked" -> false;
      default -> throw new IllegalStateException("Unknown cell " + cell);
    };
  }

  private static Map<String, Map<String, String>> read() {
    try (InputStream csv = PermissionTable.class.getResourceAsStream("/permissions.csv")) {
      List<String> lines =
          new String(Objects.requireNonNull(csv).readAllBytes(), UTF_8).lines().toList();
      List<String> columns = List.of(lines.getFirst().split(",", -1));
      Map<String, Map<String, String>> rows = new HashMap<>();
      for (String line : lines.subList(1, lines.size())) {
        String[] values = line.split(",", -1);
        Map<String, String> cells = new HashMap<>();
        ROLES.forEach(role -> cells.put(role, values[columns.indexOf(role)]));
        rows.put(values[columns.indexOf("action")], Map.copyOf(cells));
      }
      return Map.copyOf(rows);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
