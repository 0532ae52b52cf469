package io.kundenwert.imports.conversion;

import io.kundenwert.imports.mapping.ColumnTarget;
import io.kundenwert.imports.mapping.Field;
import io.kundenwert.imports.mapping.Mapping;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What every mapping has to satisfy (A3). */
final class MappingRules {
  private static final List<Field> ONLY_WITH_AMOUNT =
      List.of(
          Field.TRANSACTION_ID,
          Field.TRANSACTION_DATE,
          Field.TRANSACTION_STATUS,
          Field.TRANSACTION_FEE);
  private static final List<Field> NEVER_WITH_AMOUNT =
      List.of(
          Field.TOTAL_SPEND,
          Field.PAYMENT_COUNT,
          Field.FIRST_PAYMENT_DATE,
          Field.LAST_PAYMENT_DATE);

  private MappingRules() {}

  static List<MappingIssue> check(Mapping mapping, int columns) {
    List<MappingIssue> issues = new ArrayList<>();
    Set<Integer> seen = new HashSet<>();
    Set<ColumnTarget> targets = new HashSet<>();
    for (Mapping.Choice choice : mapping.columns()) {
      ColumnTarget target = choice.target();
      if (choice.column() < 0 || choice.column() >= columns || !seen.add(choice.column())) {
        issues.add(new MappingIssue("column-unknown", choice.column(), null));
      } else if (target.field() != Field.SKIP && !targets.add(target)) {
        issues.add(new MappingIssue("field-mapped-twice", choice.column(), target.toString()));
      }
    }
    requireIdentity(mapping, issues);
    requireAmounts(mapping, issues);
    return issues;
  }

  private static void requireIdentity(Mapping mapping, List<MappingIssue> issues) {
    if (!mapping.has(Field.EMAIL)) {
      issues.add(new MappingIssue("email-not-mapped", null, Field.EMAIL.wireName()));
    }
    boolean parts = mapping.has(Field.FIRST_NAME) && mapping.has(Field.LAST_NAME);
    if (!mapping.has(Field.NAME) && !parts) {
      issues.add(new MappingIssue("name-not-mapped", null, Field.NAME.wireName()));
    }
  }

  private static void requireAmounts(Mapping mapping, List<MappingIssue> issues) {
    boolean amount = mapping.has(Field.TRANSACTION_AMOUNT);
    String code = amount ? "amounts-conflict" : "amount-not-mapped";
    for (Field field : amount ? NEVER_WITH_AMOUNT : ONLY_WITH_AMOUNT) {
      if (mapping.has(field)) {
        issues.add(new MappingIssue(code, null, field.wireName()));
      }
    }
  }
}
