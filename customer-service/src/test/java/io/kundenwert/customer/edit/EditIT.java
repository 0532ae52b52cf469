package io.kundenwert.customer.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.kundenwert.customer.TopicReader;
import io.kundenwert.customer.WithJobsByHand;
import io.kundenwert.customer.directory.GeneratedProduct;
import io.kundenwert.customer.directory.HttpSetup;
import io.kundenwert.events.Topic;
import io.kundenwert.support.access.AccessView;
import io.kundenwert.support.ids.Ids;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What people change of customers, as a client sees it. */
@WithJobsByHand
class EditIT {
  @Autowired private MockMvcTester mvc;
  @Autowired private AccessView access;
  @Autowired private JdbcClient jdbc;

  @Value("${spring.kafka.bootstrap-servers}")
  private String brokers;

  private final JsonMapper json = JsonMapper.shared();
  private HttpSetup http;
  private GeneratedProduct product;

  @BeforeEach
  void generate() {
    http = new HttpSetup(mvc, access);
    product = new GeneratedProduct(jdbc, http.teamId).with(20);
    http.has(product.productId);
    jdbc.sql("INSERT INTO origin_sequence (team_id, last) VALUES (?, 3)")
        .param(http.teamId)
        .update();
  }

  private String path(UUID customer) {
    return http.path(product.productId, "/customers/" + customer);
  }

  private JsonNode done(MvcTestResult answer) {
    assertThat(answer).as(HttpSetup.body(answer)).hasStatusOk();
    return json.readTree(HttpSetup.body(answer));
  }

  private void refused(MvcTestResult answer, HttpStatus status, String code) {
    assertThat(answer).as(HttpSetup.body(answer)).hasStatus(status);
    assertThat(HttpSetup.body(answer)).contains("\"code\":\"" + code + "\"");
  }

  private long gross(UUID customer) {
    return jdbc.sql("SELECT gross FROM customer_value WHERE customer_id = ?")
        .param(customer)
        .query(Long.class)
        .single();
  }

  @Test
  void changesFieldsAndTellsWhoDidIt() {
    UUID customer = product.customer(1);
    long before = gross(customer);
    JsonNode detail =
        done(
            http.patch(
                http.owner,
                path(customer),
                """
                {"name": " Ümit Öz ", "company": "Nord", "tags": ["vip", "vip", "neu"],
                 "custom": {"Größe": "XL"}, "consent": true}
                """));
    assertThat(detail.at("/summary/name").asString()).isEqualTo("Ümit Öz");
    assertThat(detail.at("/summary/company").asString()).isEqualTo("Nord");
    assertThat(detail.at("/custom/Größe").asString()).isEqualTo("XL");
    assertThat(detail.path("consent").asBoolean()).isTrue();
    assertThat(detail.at("/summary/tags").toString()).isEqualTo("[\"vip\",\"neu\"]");
    assertThat(gross(customer)).isEqualTo(before);
    List<String> byPerson = new ArrayList<>();
    detail
        .path("provenance")
        .forEach(
            origin -> {
              if (origin.path("origin").asString().equals("person")) {
                byPerson.add(origin.path("field").asString());
                assertThat(origin.path("userId").asString()).isEqualTo(http.owner.toString());
              }
            });
    assertThat(byPerson)
        .containsExactlyInAnyOrder("name", "company", "tags", "consent", "custom.Größe");

    detail =
        done(
            http.patch(
                http.owner, path(customer), "{\"company\": null, \"tags\": [], \"name\": \"\"}"));
    assertThat(detail.at("/summary/company").isNull()).isTrue();
    assertThat(detail.at("/summary/tags").isEmpty()).isTrue();
    assertThat(detail.at("/summary/name").isNull()).isTrue();
  }

  @Test
  void refusesWhatCannotBeTaken() {
    String path = path(product.customer(1));
    refused(http.patch(http.owner, path, "{}"), HttpStatus.UNPROCESSABLE_CONTENT, "nothing-to-do");
    refused(
        http.patch(http.owner, path, "{\"gross\": 5}"),
        HttpStatus.UNPROCESSABLE_CONTENT,
        "unknown-field");
    for (String bad :
        List.of(
            "{\"name\": 5}",
            "{\"tags\": \"a\"}",
            "{\"custom\": []}",
            "{\"consent\": null}",
            "{\"name\": \"" + "x".repeat(501) + "\"}",
            "{\"name\": \"a\\u0000\"}")) {
      refused(
          http.patch(http.owner, path, bad),
          HttpStatus.UNPROCESSABLE_CONTENT,
          "invalid-field-value");
    }
    refused(
        http.patch(http.owner, path(Ids.next()), "{\"name\": \"A\"}"),
        HttpStatus.NOT_FOUND,
        "not-found");
  }

  @Test
  void givesAnotherAddressAndKeepsTheFirst() {
    UUID customer = product.customer(2);
    String first =
        jdbc.sql("SELECT email_key FROM customer WHERE customer_id = ?")
            .param(customer)
            .query(String.class)
            .single();
    JsonNode detail =
        done(http.post(http.owner, path(customer) + "/email", "{\"email\": \"Neu@Bär.example\"}"));
    assertThat(detail.at("/summary/email").asString()).isEqualTo("Neu@Bär.example");
    assertThat(detail.path("identities").toString())
        .contains("\"email\":\"neu@xn--br-via.example\",\"primary\":true")
        .contains("\"email\":\"" + first + "\",\"primary\":false");

    UUID other = product.customer(3);
    MvcTestResult taken =
        http.post(http.owner, path(other) + "/email", "{\"email\": \"NEU@bär.example\"}");
    refused(taken, HttpStatus.CONFLICT, "email-taken");
    assertThat(HttpSetup.body(taken)).contains(customer.toString());
    refused(
        http.post(http.owner, path(other) + "/email", "{\"email\": \"nobody\"}"),
        HttpStatus.UNPROCESSABLE_CONTENT,
        "invalid-email");

    // Back to the first one.
    detail =
        done(http.post(http.owner, path(customer) + "/email", "{\"email\": \"" + first + "\"}"));
    assertThat(detail.at("/summary/email").asString()).isEqualTo(first);
  }

  @Test
  void mergesAndPartsCustomers() {
    UUID one = product.customer(7);
    UUID other = product.customer(8);
    long ofOne = gross(one);
    long ofOther = gross(other);
    done(http.patch(http.owner, path(other), "{\"company\": \"Süd\"}"));
    JsonNode before = done(http.get(http.owner, path(other)));

    JsonNode merged =
        done(http.post(http.owner, path(one) + "/merge", "{\"customerId\": \"" + other + "\"}"));
    assertThat(gross(one)).isEqualTo(ofOne + ofOther);
    assertThat(merged.at("/summary/company").asString()).isEqualTo("Süd");
    assertThat(merged.path("identities"))
        .filteredOn(identity -> !identity.path("merged").isNull())
        .singleElement()
        .satisfies(
            identity -> {
              assertThat(identity.at("/merged/customerId").asString()).isEqualTo(other.toString());
              assertThat(identity.at("/merged/userId").asString()).isEqualTo(http.owner.toString());
              assertThat(Instant.parse(identity.at("/merged/at").asString()))
                  .isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
            });
    assertThat(http.get(http.owner, path(other))).hasStatus(HttpStatus.NOT_FOUND);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              Map<String, byte[]> states =
                  new TopicReader(brokers).latest(Topic.CUSTOMERS.topicName());
              assertThat(states).containsKey(other.toString());
              assertThat(states.get(other.toString())).isNull();
              assertThat(states.get(one.toString())).isNotNull();
            });

    done(http.post(http.owner, path(one) + "/unmerge", "{\"customerId\": \"" + other + "\"}"));
    assertThat(gross(one)).isEqualTo(ofOne);
    assertThat(gross(other)).isEqualTo(ofOther);
    JsonNode after = done(http.get(http.owner, path(other)));
    assertThat(after.path("summary")).isEqualTo(before.path("summary"));
    assertThat(after.path("provenance")).isEqualTo(before.path("provenance"));
    refused(
        http.post(http.owner, path(one) + "/unmerge", "{\"customerId\": \"" + other + "\"}"),
        HttpStatus.CONFLICT,
        "not-merged");
    refused(
        http.post(http.owner, path(one) + "/merge", "{\"customerId\": \"" + one + "\"}"),
        HttpStatus.UNPROCESSABLE_CONTENT,
        "same-customer");
  }

  @Test
  void anAddressGoesWithWhoeverItBelongsTo() {
    UUID one = product.customer(9);
    UUID other = product.customer(10);
    String ofOne = emailKey(one);
    String ofOther = emailKey(other);
    done(http.post(http.owner, path(other) + "/email", "{\"email\": \"chosen@x.example\"}"));
    JsonNode merged =
        done(http.post(http.owner, path(one) + "/merge", "{\"customerId\": \"" + other + "\"}"));
    assertThat(merged.at("/summary/email").asString()).isEqualTo(ofOne);
    // Chosen while merged, and lost when the other goes.
    done(http.post(http.owner, path(one) + "/email", "{\"email\": \"" + ofOther + "\"}"));
    JsonNode parted =
        done(http.post(http.owner, path(one) + "/unmerge", "{\"customerId\": \"" + other + "\"}"));
    assertThat(parted.at("/summary/email").asString()).isEqualTo(ofOne);
    assertThat(parted.path("identities").toString()).contains("\"primary\":true");
    assertThat(done(http.get(http.owner, path(other))).at("/summary/email").asString())
        .isEqualTo("chosen@x.example");
  }

  private String emailKey(UUID customer) {
    return jdbc.sql("SELECT email_key FROM customer WHERE customer_id = ?")
        .param(customer)
        .query(String.class)
        .single();
  }

  @Test
  void whoIsEditedIsArchivedNoMore() {
    UUID customer = product.customer(11);
    jdbc.sql(
            """
            UPDATE customer_value
               SET archived_reason = 'cleanup', archived_until = now(), archived_below = 99999999,
                   archived_by = 'gross'
             WHERE customer_id = ?
            """)
        .param(customer)
        .update();
    JsonNode detail = done(http.patch(http.owner, path(customer), "{\"company\": \"Ost\"}"));
    assertThat(detail.path("archived").asBoolean()).isFalse();
  }

  @Test
  void boundsWhatACustomerCanHave() {
    UUID customer = product.customer(12);
    StringBuilder fields = new StringBuilder("{\"custom\": {");
    for (int i = 0; i < 30; i++) {
      fields.append(i == 0 ? "" : ",").append("\"k" + i + "\": \"" + "語".repeat(1_900) + "\"");
    }
    refused(
        http.patch(http.owner, path(customer), fields + "}}"),
        HttpStatus.UNPROCESSABLE_CONTENT,
        "too-many-fields");
    for (int i = 0; i < 50; i++) {
      done(
          http.post(
              http.owner, path(customer) + "/email", "{\"email\": \"a" + i + "@x.example\"}"));
    }
    refused(
        http.post(http.owner, path(customer) + "/email", "{\"email\": \"b@x.example\"}"),
        HttpStatus.CONFLICT,
        "too-many-emails");
    // One that the customer has is no further one.
    done(http.post(http.owner, path(customer) + "/email", "{\"email\": \"a7@x.example\"}"));
  }

  @Test
  void anotherTeamsCustomerDoesNotExist() {
    HttpSetup others = new HttpSetup(mvc, access);
    GeneratedProduct theirs = new GeneratedProduct(jdbc, others.teamId).with(3);
    UUID stranger =
        jdbc.sql("SELECT customer_id FROM customer WHERE product_id = ? LIMIT 1")
            .param(theirs.productId)
            .query(UUID.class)
            .single();
    UUID mine = product.customer(13);
    refused(
        http.patch(http.owner, path(stranger), "{\"name\": \"A\"}"),
        HttpStatus.NOT_FOUND,
        "not-found");
    refused(
        http.post(http.owner, path(stranger) + "/email", "{\"email\": \"z@x.example\"}"),
        HttpStatus.NOT_FOUND,
        "not-found");
    for (String what : List.of("/merge", "/unmerge")) {
      refused(
          http.post(http.owner, path(stranger) + what, "{\"customerId\": \"" + mine + "\"}"),
          HttpStatus.NOT_FOUND,
          "not-found");
    }
    refused(
        http.post(http.owner, path(mine) + "/merge", "{\"customerId\": \"" + stranger + "\"}"),
        HttpStatus.NOT_FOUND,
        "not-found");
    refused(
        http.post(http.owner, path(mine) + "/unmerge", "{\"customerId\": \"" + stranger + "\"}"),
        HttpStatus.CONFLICT,
        "not-merged");
    // Nothing of the refused address is left.
    done(http.post(http.owner, path(mine) + "/email", "{\"email\": \"z@x.example\"}"));
  }

  @Test
  void racedMergesAndEditsLoseNoAmount() throws Exception {
    List<UUID> all = new ArrayList<>();
    for (int i = 1; i <= 8; i++) {
      all.add(product.customer(i));
    }
    long sum = sum();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<?>> done = new ArrayList<>();
      for (int i = 1; i < 8; i++) {
        UUID from = all.get(i);
        UUID into = all.get(i / 2);
        done.add(
            threads.submit(
                () ->
                    http.post(
                        http.owner, path(into) + "/merge", "{\"customerId\": \"" + from + "\"}")));
        done.add(threads.submit(() -> http.patch(http.owner, path(from), "{\"company\": \"R\"}")));
      }
      for (Future<?> each : done) {
        each.get();
      }
    }
    assertThat(sum()).isEqualTo(sum);
    assertThat(
            jdbc.sql(
                    """
                    SELECT count(*) FROM identity i
                     WHERE i.product_id = ? AND NOT EXISTS (
                       SELECT FROM customer_value v WHERE v.customer_id = i.customer_id)
                    """)
                .param(product.productId)
                .query(Long.class)
                .single())
        .isZero();
  }

  private long sum() {
    return jdbc.sql("SELECT sum(gross)::bigint FROM customer_value WHERE product_id = ?")
        .param(product.productId)
        .query(Long.class)
        .single();
  }

  @Test
  void isForThoseWhoMay() {
    UUID customer = product.customer(4);
    for (UUID user : List.of(http.viewer, http.member)) {
      refused(
          http.patch(user, path(customer), "{\"name\": \"A\"}"), HttpStatus.FORBIDDEN, "forbidden");
      for (String what : List.of("/merge", "/unmerge")) {
        refused(
            http.post(
                user, path(customer) + what, "{\"customerId\": \"" + product.customer(5) + "\"}"),
            HttpStatus.FORBIDDEN,
            "forbidden");
      }
      refused(
          http.post(user, path(customer) + "/email", "{\"email\": \"a@b.example\"}"),
          HttpStatus.FORBIDDEN,
          "forbidden");
    }
  }
}
