package io.kundenwert.customer.merge;

import io.kundenwert.events.ImportedRow;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows for tests: {@code aRow("a@example.de").name("A").spend(1000).build()}. */
final class RowFixture {
  private final String emailKey;
  private String email;
  private @Nullable String name;
  private @Nullable String company;
  private @Nullable List<String> tags;
  private @Nullable Map<String, String> custom;
  private String currency = "EUR";
  private @Nullable Long spend;
  private @Nullable Long refunded;
  private @Nullable Long monthly;
  private @Nullable Integer payments;
  private @Nullable LocalDate first;
  private @Nullable LocalDate last;
  private ImportedRow.@Nullable Payment payment;

  private RowFixture(String emailKey) {
    this.emailKey = emailKey;
    this.email = emailKey;
  }

  static RowFixture aRow(String emailKey) {
    return new RowFixture(emailKey);
  }

  RowFixture writtenAs(String email) {
    this.email = email;
    return this;
  }

  RowFixture name(@Nullable String name) {
    this.name = name;
    return this;
  }

  RowFixture company(@Nullable String company) {
    this.company = company;
    return this;
  }

  RowFixture tags(@Nullable List<String> tags) {
    this.tags = tags;
    return this;
  }

  RowFixture custom(@Nullable Map<String, String> custom) {
    this.custom = custom;
    return this;
  }

  RowFixture currency(String currency) {
    this.currency = currency;
    return this;
  }

  RowFixture spend(@Nullable Long spend) {
    this.spend = spend;
    return this;
  }

  RowFixture spend(long spend) {
    this.spend = spend;
    return this;
  }

  RowFixture refunded(@Nullable Long refunded) {
    this.refunded = refunded;
    return this;
  }

  RowFixture monthly(@Nullable Long monthly) {
    this.monthly = monthly;
    return this;
  }

  RowFixture payments(@Nullable Integer payments) {
    this.payments = payments;
    return this;
  }

  RowFixture first(@Nullable LocalDate first) {
    this.first = first;
    return this;
  }

  RowFixture last(@Nullable LocalDate last) {
    this.last = last;
    return this;
  }

  RowFixture payment(String transactionId, long amount, long refunded, LocalDate on) {
    this.payment = new ImportedRow.Payment(transactionId, amount, refunded, null, on, null);
    return this;
  }

  ImportedRow build() {
    return new ImportedRow(
        emailKey, email, name, company, null, null, null, tags, null, custom, currency, spend,
        refunded, monthly, payments, first, last, payment);
  }
}
