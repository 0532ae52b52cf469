package io.kundenwert.customer.merge;

import io.kundenwert.customer.value.Amount;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Shows what a dry run would do to customers, by a sample of each outcome (A4). */
@Service
public class DrySamples {
  /** The longest value that is shown whole. */
  public static final int MAX_VALUE = 200;

  /** So many changed fields of a customer are shown. */
  public static final int MAX_FIELDS = 40;

  /** The fields that are compared as texts, in the order in which they are shown. */
  private static final List<String> FIELDS =
      List.of(
          "name",
          "email",
          "company",
          "phone",
          "country",
          "externalId",
          "consent",
          "tags",
          "payments",
          "firstPaymentOn",
          "lastPaymentOn");

  private static final JsonMapper JSON = JsonMapper.shared();

  private final JdbcClient jdbc;

  DrySamples(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A dry run that may be looked at.
   *
   * @param productId its product
   * @param runId the run
   * @param gross what it would add to the gross amount of the product
   * @param refunded what it would add to what was refunded
   */
  public record DryRun(UUID productId, UUID runId, long gross, long refunded) {}

  /**
   * A customer as a dry run found it and as the import would leave it.
   *
   * @param rows numbers of its rows in the file, the first of them
   * @param moreRows whether it has more rows
   * @param existing whether the product has it already
   * @param email its address, as it would be
   * @param name its name, as it would be
   * @param fields the fields that would change; of a new customer those that would be filled beside
   *     address and name
   * @param gross its gross amount
   * @param net its gross amount less what was refunded
   * @param monthlySpend the monthly spend that files state, if that would change
   */
  @Schema(
      name = "DryRunCustomer",
      description = "A customer as a dry run found it and as the import would leave it")
  public record Customer(
      List<Long> rows,
      boolean moreRows,
      boolean existing,
      String email,
      @Nullable String name,
      List<Field> fields,
      Change gross,
      Change net,
      @Nullable Change monthlySpend) {}

  /**
   * A field that would change. Values that are longer than {@value #MAX_VALUE} characters are cut.
   *
   * @param field name of the field; {@code custom.} and its key for a custom field
   * @param before the value that the product has; null if none
   * @param after the value that it would have
   */
  @Schema(name = "DryRunField", description = "A field that would change")
  public record Field(String field, @Nullable String before, @Nullable String after) {}

  /**
   * An amount before and after the import.
   *
   * @param before null if there is none
   * @param after as it would be
   */
  @Schema(name = "DryRunAmount", description = "An amount before and after the import")
  public record Change(@Nullable Amount before, Amount after) {}

  private record Line(String outcome, UUID customerId, Customer customer) {}

  /** The last dry run of an import, as long as it is kept. */
  public Optional<DryRun> of(UUID teamId, UUID importId) {
    return jdbc.sql(
            """
            SELECT product_id, run_id, gross, refunded FROM dry_run
             WHERE team_id = ? AND import_id = ? AND kept_until > now()
             ORDER BY run_id DESC LIMIT 1
            """)
        .params(teamId, importId)
        .query(
            (row, number) ->
                new DryRun(
                    row.getObject(1, UUID.class),
                    row.getObject(2, UUID.class),
                    row.getLong(3),
                    row.getLong(4)))
        .optional();
  }

  /**
   * Customers by outcome, those of the first rows of the file: each once, {@value DrySample#MOST}
   * at most.
   *
   * @param currency currency of the product
   */
  public Map<String, List<Customer>> customers(UUID teamId, DryRun run, String currency) {
    Map<String, List<Customer>> byOutcome = new HashMap<>();
    Map<String, Set<UUID>> known = new HashMap<>();
    for (Line line : lines(teamId, run, currency)) {
      List<Customer> customers =
          byOutcome.computeIfAbsent(line.outcome(), key -> new ArrayList<>());
      // Whose addresses are several has rows in several partitions.
      if (customers.size() < DrySample.MOST
          && known.computeIfAbsent(line.outcome(), key -> new HashSet<>()).add(line.customerId())) {
        customers.add(line.customer());
      }
    }
    return byOutcome;
  }

  private List<Line> lines(UUID teamId, DryRun run, String currency) {
    return jdbc.sql(
            """
            SELECT outcome, customer_id, row_numbers, before::text, after::text FROM dry_sample
             WHERE team_id = ? AND product_id = ? AND run_id = ?
             ORDER BY outcome, row_number
            """)
        .params(teamId, run.productId(), run.runId())
        .query(
            (row, number) ->
                new Line(row.getString(1), row.getObject(2, UUID.class), customer(row, currency)))
        .list();
  }

  private static Customer customer(ResultSet row, String currency) throws SQLException {
    List<Long> rows = List.of((Long[]) row.getArray(3).getArray());
    String text = row.getString(4);
    JsonNode before = text == null ? null : JSON.readTree(text);
    JsonNode after = JSON.readTree(row.getString(5));
    JsonNode was = before == null ? JSON.createObjectNode() : before;
    boolean sameMonthly = was.path("monthlySpend").equals(after.path("monthlySpend"));
    String email = text(after.path("email"));
    return new Customer(
        rows.subList(0, Math.min(rows.size(), DrySample.MOST_ROWS)),
        rows.size() > DrySample.MOST_ROWS,
        before != null,
        email == null ? "" : email,
        text(after.path("name")),
        fields(before, after),
        change(currency, number(before, "gross"), after.path("gross").longValue()),
        change(currency, before == null ? null : (Long) net(before), net(after)),
        sameMonthly
            ? null
            : change(
                currency, number(before, "monthlySpend"), after.path("monthlySpend").asLong()));
  }

  private static List<Field> fields(@Nullable JsonNode before, JsonNode after) {
    JsonNode was = before == null ? JSON.createObjectNode() : before;
    List<String> names = new ArrayList<>(FIELDS);
    Set<String> custom = new TreeSet<>();
    for (JsonNode state : List.of(was, after)) {
      state.propertyNames().stream()
          .filter(name -> name.startsWith(FieldsJson.CUSTOM))
          .forEach(custom::add);
    }
    names.addAll(custom);
    if (before == null) {
      names.removeAll(List.of("name", "email"));
    }
    return names.stream()
        .filter(name -> !was.path(name).equals(after.path(name)))
        .map(name -> new Field(name, text(was.path(name)), text(after.path(name))))
        // A new customer without payments has not changed in that.
        .filter(field -> before != null || !"0".equals(field.after()))
        .limit(MAX_FIELDS)
        .toList();
  }

  private static @Nullable String text(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    String text =
        value.isArray()
            ? StreamSupport.stream(value.spliterator(), false)
                .map(JsonNode::asString)
                .collect(Collectors.joining(", "))
            : value.asString();
    return text.length() <= MAX_VALUE ? text : text.substring(0, MAX_VALUE - 1) + "…";
  }

  private static Change change(String currency, @Nullable Long before, long after) {
    return new Change(
        before == null ? null : Amount.of(before, currency), Amount.of(after, currency));
  }

  private static @Nullable Long number(@Nullable JsonNode state, String name) {
    return state == null || !state.has(name) ? null : (Long) state.path(name).longValue();
  }

  private static long net(JsonNode state) {
    return state.path("gross").longValue() - state.path("refunded").longValue();
  }
}
