package io.kundenwert.customer.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kundenwert.customer.publish.TouchedOutbox;
import io.kundenwert.support.access.AccessView;
import io.kundenwert.support.ids.Ids;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionTemplate;

/** Customers are found, found under their new names, and no longer found, after their hints. */
@WithCustomerService
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchFillingIT {
  @Autowired private JdbcClient jdbc;
  @Autowired private MockMvcTester mvc;
  @Autowired private AccessView access;
  @Autowired private TouchedOutbox hints;
  @Autowired private TransactionTemplate transaction;
  @Autowired private SearchCatchUp catchUp;
  @Autowired private SearchFiller filler;
  private HttpSetup http;
  private GeneratedProduct product;
  private String customers;

  @BeforeAll
  void generate() {
    http = new HttpSetup(mvc, access);
    product = new GeneratedProduct(jdbc, http.teamId).with(50);
    http.has(product.productId);
    customers = http.path(product.productId, "/customers");
  }

  private List<String> found(String text) {
    return HttpSetup.texts(http.ok(customers, "q", text).path("items"), "id");
  }

  private UUID customer(int index) {
    return jdbc.sql(
            "SELECT customer_id FROM customer WHERE product_id = ? ORDER BY customer_id"
                + " OFFSET ? LIMIT 1")
        .params(product.productId, index)
        .query(UUID.class)
        .single();
  }

  /** The customer of that number, of whom every seventh has the shop for a source too. */
  private UUID numbered(int number) {
    return jdbc.sql("SELECT customer_id FROM customer WHERE product_id = ? AND email_key LIKE ?")
        .params(product.productId, "kunde" + number + "@%")
        .query(UUID.class)
        .single();
  }

  private void change(UUID customer, String sql, Object... parameters) {
    transaction.executeWithoutResult(
        status -> {
          jdbc.sql(sql).params(parameters).update();
          hints.touched(product.teamId, product.productId, List.of(customer));
        });
  }

  @Test
  void followsTheHints() {
    UUID customer = customer(0);
    change(customer, "UPDATE customer SET name = 'Ümit Öz' WHERE customer_id = ?", customer);
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(found("umit")).containsExactly(customer.toString()));
    assertThat(found("Uemit oe")).containsExactly(customer.toString());
    change(
        customer, "UPDATE customer SET company = 'Nord & Söhne' WHERE customer_id = ?", customer);
    await().untilAsserted(() -> assertThat(found("söhne")).containsExactly(customer.toString()));
    change(customer, "UPDATE customer SET name = 'Else' WHERE customer_id = ?", customer);
    await().untilAsserted(() -> assertThat(found("umit")).isEmpty());
    change(customer, "DELETE FROM customer WHERE customer_id = ?", customer);
    await()
        .untilAsserted(
            () ->
                assertThat(
                        jdbc.sql("SELECT count(*) FROM customer_search WHERE customer_id = ?")
                            .param(customer)
                            .query(Long.class)
                            .single())
                    .isZero());
  }

  @Test
  void findsByWordsAndSource() {
    UUID fromBoth = numbered(14);
    UUID fromOne = numbered(13);
    filler.fill(product.teamId, product.productId, List.of(fromBoth, fromOne));
    assertThat(foundFrom(product.excel, "kunde")).contains(fromBoth.toString(), fromOne.toString());
    assertThat(foundFrom(product.shop, "kunde"))
        .contains(fromBoth.toString())
        .doesNotContain(fromOne.toString());

    // What a source brought is gone: at once from what is found, and soon from the words.
    change(
        fromBoth,
        "DELETE FROM contribution WHERE identity_id = ? AND source_id = ?",
        fromBoth,
        product.shop);
    assertThat(foundFrom(product.shop, "kunde")).doesNotContain(fromBoth.toString());
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                assertThat(
                        jdbc.sql("SELECT words::text FROM customer_search WHERE customer_id = ?")
                            .param(fromBoth)
                            .query(String.class)
                            .single())
                    .contains(SearchWords.source(product.excel))
                    .doesNotContain(SearchWords.source(product.shop)));
  }

  @Test
  void manySourcesAndLongWordsFitIntoTheIndex() {
    UUID customer = numbered(15);
    for (int i = 0; i < 40; i++) {
      jdbc.sql(
              """
              INSERT INTO contribution
              SELECT team_id, product_id, identity_id, ?, run_id, external_id, origin_seq, totals,
                     counted, currency, gross, refunded, payments, fee, first_on, last_on, paid_at,
                     first_row, last_row, fields
                FROM contribution WHERE identity_id = ? AND source_id = ? LIMIT 1
              """)
          .params(Ids.next(), customer, product.excel)
          .update();
    }
    StringBuilder company = new StringBuilder();
    Random random = new Random(7);
    for (int i = 0; i < 300; i++) {
      company.append((char) ('α' + random.nextInt(24))).append(i % 9 == 8 ? " " : "");
    }
    jdbc.sql("UPDATE customer SET company = ? WHERE customer_id = ?")
        .params(company.toString(), customer)
        .update();

    filler.fill(product.teamId, product.productId, List.of(customer));

    assertThat(found(company.substring(0, 9))).contains(customer.toString());
    // Of that many not all are named among the words: the contributions decide.
    for (UUID source :
        jdbc.sql("SELECT DISTINCT source_id FROM contribution WHERE identity_id = ?")
            .param(customer)
            .query(UUID.class)
            .list()) {
      assertThat(foundFrom(source, "kunde")).contains(customer.toString());
    }
    assertThat(foundFrom(Ids.next(), "kunde")).isEmpty();
  }

  private List<String> foundFrom(UUID source, String text) {
    return HttpSetup.texts(
        http.ok(customers, "q", text, "f", "source:" + source, "sort", "name").path("items"), "id");
  }

  @Test
  void writesNothingWhereTheWordsAreTheSame() {
    UUID customer = customer(10);
    filler.fill(product.teamId, product.productId, List.of(customer));
    String before = rowVersion(customer);
    jdbc.sql("UPDATE customer_value SET version = version + 1 WHERE customer_id = ?")
        .param(customer)
        .update();
    filler.fill(product.teamId, product.productId, List.of(customer));
    assertThat(rowVersion(customer)).isEqualTo(before);
  }

  private String rowVersion(UUID customer) {
    return jdbc.sql("SELECT xmin::text FROM customer_search WHERE customer_id = ?")
        .param(customer)
        .query(String.class)
        .single();
  }

  @Test
  void anOlderReadingNeverReplacesANewerOne() {
    UUID customer = customer(20);
    filler.fill(product.teamId, product.productId, List.of(customer));
    jdbc.sql(
            "UPDATE customer_search SET version = version + 1000000000, fingerprint = 0 WHERE"
                + " customer_id = ?")
        .param(customer)
        .update();
    String before = rowVersion(customer);
    filler.fill(product.teamId, product.productId, List.of(customer));
    assertThat(rowVersion(customer)).isEqualTo(before);
  }

  @Test
  void catchesUpWithWhoWasMissedAndWhoIsGone() {
    GeneratedProduct other = new GeneratedProduct(jdbc, http.teamId).with(25);
    Figures.ProductKey key = new Figures.ProductKey(other.teamId, other.productId);
    assertThat(catchUp.catchUp(key)).isEqualTo(25);
    assertThat(catchUp.catchUp(key)).isZero();
    jdbc.sql(
            """
            DELETE FROM customer WHERE customer_id IN (
              SELECT customer_id FROM customer WHERE product_id = ? LIMIT 4)
            """)
        .param(other.productId)
        .update();
    jdbc.sql(
            """
            DELETE FROM customer_search WHERE customer_id IN (
              SELECT customer_id FROM customer WHERE product_id = ? LIMIT 3)
            """)
        .param(other.productId)
        .update();
    assertThat(catchUp.catchUp(key)).isEqualTo(7);
    assertThat(
            jdbc.sql("SELECT count(*) FROM customer_search WHERE product_id = ?")
                .param(other.productId)
                .query(Long.class)
                .single())
        .isEqualTo(21);
  }
}
