package io.kundenwert.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.kundenwert.test.TestTokens;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@SupportIT
class IdempotencyIT {
  private final UUID user = UUID.randomUUID();
  private final UUID team = UUID.randomUUID();
  @Autowired MockMvcTester http;
  @Autowired JdbcClient jdbc;

  @Test
  void sameKeyAndRequestAnswersTheSameAndActsOnce() throws Exception {
    String name = "once " + UUID.randomUUID();
    MvcTestResult first = create(name, "key-1");
    MvcTestResult second = create(name, "key-1");
    assertThat(first).hasStatus(201);
    assertThat(second).hasStatus(201);
    assertThat(second.getResponse().getContentAsString())
        .isEqualTo(first.getResponse().getContentAsString());
    assertThat(second.getResponse().getHeader("Location"))
        .isEqualTo(first.getResponse().getHeader("Location"))
        .isNotNull();
    assertThat(things(name)).isEqualTo(1);
  }

  @Test
  void sameKeyWithAnotherRequestIsRefusedAndDoesNothing() {
    String name = "other " + UUID.randomUUID();
    assertThat(create("first " + name, "key-2")).hasStatus(201);
    assertThat(create(name, "key-2"))
        .hasStatus(422)
        .bodyJson()
        .extractingPath("$.code")
        .isEqualTo("idempotency-key-reused");
    assertThat(things(name)).isZero();
  }

  @Test
  void requestsAtTheSameTimeActOnce() throws Exception {
    String name = "raced " + UUID.randomUUID();
    Set<String> answers = ConcurrentHashMap.newKeySet();
    CountDownLatch start = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 8; i++) {
        threads.execute(
            () -> {
              try {
                start.await();
                answers.add(create(name, "key-3").getResponse().getContentAsString());
              } catch (Exception failure) {
                answers.add(failure.toString());
              }
            });
      }
      start.countDown();
      threads.shutdown();
      assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(answers).hasSize(1);
    assertThat(things(name)).isEqualTo(1);
  }

  @Test
  void aRefusedRequestLeavesNoTraceAndItsKeyIsFree() {
    assertThat(create("refused", "key-4")).hasStatus(409);
    assertThat(things("refused")).isZero();
    assertThat(create("refused", "key-4")).hasStatus(409);
    assertThat(create("accepted " + user, "key-4")).hasStatus(201);
  }

  @Test
  void keyThatIsNoneIsRefused() {
    assertThat(create("x", " ")).hasStatus(400);
    assertThat(create("x", "k".repeat(256))).hasStatus(400);
  }

  private MvcTestResult create(String name, String key) {
    return http.post()
        .uri("/api/v1/teams/{team}/things", team)
        .header("Authorization", TestTokens.bearer(user))
        .header("Idempotency-Key", key)
        .contentType(MediaType.APPLICATION_JSON)
        .content("{\"name\": \"" + name + "\"}")
        .exchange();
  }

  private int things(String name) {
    return jdbc.sql("SELECT count(*) FROM thing WHERE name = ?")
        .param(name)
        .query(Integer.class)
        .single();
  }
}
