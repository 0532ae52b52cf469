package io.kundenwert.support;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.kundenwert.test.TestAccess;
import io.kundenwert.test.TestTokens;
import io.kundenwert.test.WithEngines;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** Who may do what is unknown when nobody has said so for a while (D1). */
@SpringBootTest(
    classes = TestService.class,
    properties = {"spring.config.name=test-service", "kundenwert.access.stale-after=3s"})
@AutoConfigureMockMvc
@WithEngines("kundenwert_support")
class AccessStaleIT {
  private static final int PARTITIONS = 3;
  private static final Duration SOON = Duration.ofSeconds(20);

  private static final HttpServer teamService = teamService();

  /** What team-service says to whoever asks; null for nothing. */
  private static volatile @Nullable String truth;

  private final UUID teamId = UUID.randomUUID();
  private final UUID owner = UUID.randomUUID();
  private final UUID newcomer = UUID.randomUUID();
  private final UUID stranger = UUID.randomUUID();

  @Autowired MockMvcTester mvc;
  @Autowired ApplicationContext context;

  @DynamicPropertySource
  static void teamServiceIsHere(DynamicPropertyRegistry properties) {
    properties.add(
        "kundenwert.team-service.url",
        () -> "http://localhost:" + teamService.getAddress().getPort());
  }

  private static HttpServer teamService() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/internal/v1/teams/",
          exchange -> {
            String state = truth;
            if (state == null) {
              exchange.sendResponseHeaders(404, -1);
            } else {
              exchange.getResponseHeaders().add("Content-Type", "application/json");
              exchange.sendResponseHeaders(200, 0);
              exchange.getResponseBody().write(state.getBytes(UTF_8));
            }
            exchange.close();
          });
      server.start();
      return server;
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  @AfterAll
  static void stop() {
    teamService.stop(0);
  }

  @BeforeEach
  void aTeam() {
    truth = null;
    TestAccess.publish(teamId, Map.of(owner, "owner"), Map.of());
    TestAccess.heartbeat(PARTITIONS, Instant.now());
    await().atMost(SOON).until(() -> status(owner) == 200);
  }

  private int status(UUID user) {
    return mvc.get()
        .uri("/api/v1/teams/" + teamId)
        .header("Authorization", TestTokens.bearer(user))
        .exchange()
        .getResponse()
        .getStatus();
  }

  @Test
  void withoutHeartbeatsNobodyIsAllowedAnything() {
    await().atMost(SOON).until(() -> status(owner) == 503);
    assertThat(mvc.get().uri("/actuator/health/readiness")).hasStatusOk();
    assertThat(
            mvc.get()
                .uri("/api/v1/teams/" + teamId)
                .header("Authorization", TestTokens.bearer(stranger)))
        .hasStatus(503)
        .bodyJson()
        .extractingPath("$.code")
        .isEqualTo("permissions-stale");
    // Read again after a loss, or sent by somebody whose clock is behind.
    TestAccess.heartbeat(PARTITIONS, Instant.now().minusSeconds(60));
    await().during(Duration.ofMillis(500)).atMost(SOON).until(() -> status(owner) == 503);
    TestAccess.heartbeat(PARTITIONS - 1, Instant.now());
    await().during(Duration.ofMillis(500)).atMost(SOON).until(() -> status(owner) == 503);
    TestAccess.heartbeat(PARTITIONS, Instant.now());
    await().atMost(SOON).until(() -> status(owner) == 200);
  }

  @Test
  void whileTheViewHangsGrantsWorkAtOnceAndRefusalsStayUntilEverythingIsRefused() {
    SmartLifecycle view = context.getBean("accessView", SmartLifecycle.class);
    ScheduledExecutorService heartbeats = Executors.newSingleThreadScheduledExecutor();
    Future<?> unused =
        heartbeats.scheduleWithFixedDelay(
            () -> TestAccess.heartbeat(PARTITIONS, Instant.now()), 0, 500, TimeUnit.MILLISECONDS);
    try {
      assertThat(status(newcomer)).isEqualTo(404);
      await().pollDelay(Duration.ofMillis(1_100)).until(() -> true);
      assertThat(status(owner)).isEqualTo(200);
      view.stop();
      truth =
          """
          {"teamId":"%s","version":1000000,"status":"active","plan":"p","products":[],
           "members":[{"userId":"%s","role":"owner"},{"userId":"%s","role":"member"}]}"""
              .formatted(teamId, owner, newcomer);
      assertThat(status(newcomer)).isEqualTo(200);
      assertThat(status(owner)).isEqualTo(200);
      assertThat(status(stranger)).isEqualTo(404);
      await().atMost(SOON).until(() -> status(owner) == 503);
      assertThat(status(newcomer)).isEqualTo(503);
      assertThat(status(stranger)).isEqualTo(503);
      view.start();
      await().atMost(SOON).until(() -> status(newcomer) == 200);
    } finally {
      view.start();
      heartbeats.close();
    }
  }
}
