package io.kundenwert.support.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.kundenwert.events.TeamAccess;
import io.kundenwert.support.identity.Caller;
import io.kundenwert.support.problem.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.json.JsonMapper;

class AccessGuardTests {
  private final UUID teamId = UUID.randomUUID();
  private final UUID productId = UUID.randomUUID();
  private final UUID member = UUID.randomUUID();
  private final Caller caller = new Caller(member, "token-of-member");

  private final View view = new View();
  private final MovableClock clock = new MovableClock();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile @Nullable TeamAccess truth;
  private HttpServer teamService;
  private AccessGuard guard;

  @BeforeEach
  void teamServiceKnowsTheTruth() throws IOException {
    teamService = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    teamService.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    teamService.createContext(
        "/",
        exchange -> {
          asked.add(
              exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Authorization"));
          TeamAccess state = truth;
          byte[] body =
              state == null
                  ? new byte[0]
                  : new JsonMapper().writeValueAsString(state).getBytes(UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(
              state == null ? 404 : 200, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    teamService.start();
    RestClient client =
        RestClient.builder()
            .baseUrl("http://localhost:" + teamService.getAddress().getPort())
            .build();
    guard = new AccessGuard(view, new AccessReadThrough(client, view, clock));
  }

  @AfterEach
  void stop() {
    teamService.stop(0);
  }

  @Test
  void asksNobodyBeforeItAllows() {
    view.apply(team(1, "member", member));
    assertThat(guard.require(caller, teamId, productId, Action.IMPORT_CUSTOMERS))
        .isEqualTo(Role.MEMBER);
    assertThat(asked).isEmpty();
  }

  @Test
  void aProductCreatedAMomentAgoWorks() {
    view.apply(new TeamAccess(teamId, 1, "active", "p", members("member"), List.of()));
    truth = team(2, "member", member);
    assertThat(guard.require(caller, teamId, productId, Action.IMPORT_CUSTOMERS))
        .isEqualTo(Role.MEMBER);
    assertThat(asked)
        .containsExactly("/internal/v1/teams/" + teamId + "/access Bearer token-of-member");
  }

  @Test
  void severalProductsCreatedWithinAMomentWork() {
    UUID second = UUID.randomUUID();
    view.apply(new TeamAccess(teamId, 1, "active", "p", members("owner"), List.of()));
    truth = team(2, "owner", member);
    guard.require(caller, teamId, productId, Action.IMPORT_CUSTOMERS);
    truth =
        new TeamAccess(
            teamId,
            3,
            "active",
            "p",
            members("owner"),
            List.of(
                new TeamAccess.Product(productId, member), new TeamAccess.Product(second, member)));
    assertThat(guard.require(caller, teamId, second, Action.IMPORT_CUSTOMERS))
        .isEqualTo(Role.OWNER);
    assertThat(asked).hasSize(2);
  }

  @Test
  void guessingProductsIsNoLoadOnTeamService() {
    view.apply(team(1, "owner", member));
    for (int i = 0; i < 100; i++) {
      refuses(HttpStatus.NOT_FOUND, Action.VIEW_CUSTOMERS, UUID.randomUUID());
    }
    assertThat(asked).hasSize(10);
  }

  @Test
  void anUnknownTeamAndAForeignProductDoNotExist() {
    refuses(HttpStatus.NOT_FOUND, Action.VIEW_TEAM, null);
    view.apply(team(1, "owner", member));
    assertThatThrownBy(
            () -> guard.require(caller, teamId, UUID.randomUUID(), Action.VIEW_CUSTOMERS))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.status()).isEqualTo(HttpStatus.NOT_FOUND));
  }

  @Test
  void refusesWhatTheRoleDoesNotAllow() {
    view.apply(team(1, "viewer", member));
    refuses(HttpStatus.FORBIDDEN, Action.VIEW_CUSTOMERS, productId);
    view.apply(team(2, "member", UUID.randomUUID()));
    refuses(HttpStatus.FORBIDDEN, Action.IMPORT_CUSTOMERS, productId);
  }

  @Test
  void aDeletedTeamAndAnUnknownRoleHaveNoRights() {
    view.apply(new TeamAccess(teamId, 1, "deleted", "p", members("owner"), List.of()));
    refuses(HttpStatus.NOT_FOUND, Action.VIEW_TEAM, null);
    view.apply(new TeamAccess(teamId, 2, "active", "p", members("emperor"), List.of()));
    refuses(HttpStatus.NOT_FOUND, Action.VIEW_TEAM, null);
  }

  @Test
  void refusalsAreNoLoadOnTeamService() {
    for (int i = 0; i < 50; i++) {
      refuses(HttpStatus.NOT_FOUND, Action.VIEW_TEAM, null);
    }
    assertThat(asked).hasSize(1);
    clock.move(Duration.ofMillis(1_100));
    truth = team(1, "owner", member);
    assertThat(guard.require(caller, teamId, Action.VIEW_TEAM)).isEqualTo(Role.OWNER);
    assertThat(asked).hasSize(2);
  }

  @Test
  void callersAtTheSameTimeShareOneQuestion() throws Exception {
    truth = team(1, "member", member);
    List<Future<Role>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 8; i++) {
        answers.add(threads.submit(() -> guard.require(caller, teamId, Action.VIEW_TEAM)));
      }
    }
    for (Future<Role> answer : answers) {
      assertThat(answer.get()).isEqualTo(Role.MEMBER);
    }
    assertThat(asked).hasSize(1);
  }

  @Test
  void refusesWhileTeamServiceIsAway() {
    teamService.stop(0);
    refuses(HttpStatus.NOT_FOUND, Action.VIEW_TEAM, null);
  }

  @Test
  void anApiKeyDoesWhatItsScopesSay() {
    view.apply(team(1, "owner", member));
    assertThat(guard.require(withKey("imports"), teamId, productId, Action.IMPORT_CUSTOMERS))
        .isEqualTo(Role.OWNER);
    assertThatThrownBy(
            () -> guard.require(withKey("read", "team"), teamId, productId, Action.CANCEL_IMPORT))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              assertThat(problem.code()).isEqualTo("scope-missing");
              assertThat(problem.params()).containsEntry("scope", "imports");
            });
    assertThat(asked).isEmpty();
  }

  @Test
  void aScopeGivesNoRightThatTheRoleLacks() {
    view.apply(team(1, "viewer", member));
    assertThatThrownBy(
            () -> guard.require(withKey("imports"), teamId, productId, Action.IMPORT_CUSTOMERS))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.code()).isEqualTo("forbidden"));
  }

  @Test
  void decidesNothingByWhatMayBeTooOld() {
    view.apply(team(1, "owner", member));
    view.stale = true;
    refuses(HttpStatus.SERVICE_UNAVAILABLE, Action.VIEW_TEAM, null);
    refuses(HttpStatus.SERVICE_UNAVAILABLE, Action.VIEW_CUSTOMERS, UUID.randomUUID());
    assertThat(asked).isEmpty();
    view.stale = false;
    assertThat(guard.require(caller, teamId, Action.VIEW_TEAM)).isEqualTo(Role.OWNER);
  }

  @Test
  void saysWhatIsAllowedWithoutAskingAnybody() {
    view.apply(team(1, "viewer", member));
    assertThat(guard.allows(caller, teamId, productId, Action.LIST_CUSTOMERS)).isTrue();
    assertThat(guard.allows(caller, teamId, productId, Action.VIEW_IMPORTS)).isFalse();
    assertThat(guard.allows(caller, teamId, UUID.randomUUID(), Action.LIST_CUSTOMERS)).isFalse();
    assertThat(guard.allows(withKey("team"), teamId, productId, Action.LIST_CUSTOMERS)).isFalse();
    assertThat(guard.allows(withKey("read"), teamId, productId, Action.LIST_CUSTOMERS)).isTrue();
    view.stale = true;
    assertThat(guard.allows(caller, teamId, productId, Action.LIST_CUSTOMERS)).isFalse();
    assertThat(asked).isEmpty();
  }

  private Caller withKey(String... scopes) {
    return new Caller(member, "token", Set.of(scopes), null, UUID.randomUUID(), Instant.MAX);
  }

  private void refuses(HttpStatus status, Action action, @Nullable UUID product) {
    assertThatThrownBy(
            () -> {
              if (product == null) {
                guard.require(caller, teamId, action);
              } else {
                guard.require(caller, teamId, product, action);
              }
            })
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.status()).isEqualTo(status));
  }

  private TeamAccess team(long version, String role, UUID creator) {
    return new TeamAccess(
        teamId,
        version,
        "active",
        "p",
        members(role),
        List.of(new TeamAccess.Product(productId, creator)));
  }

  private List<TeamAccess.Member> members(String role) {
    return List.of(new TeamAccess.Member(member, role));
  }

  private static final class View implements AccessView {
    private final Map<UUID, TeamAccess> teams = new ConcurrentHashMap<>();
    private boolean stale;

    @Override
    public boolean isStale() {
      return stale;
    }

    @Override
    public @Nullable TeamAccess team(UUID teamId) {
      return teams.get(teamId);
    }

    @Override
    public void apply(TeamAccess state) {
      teams.put(state.teamId(), state);
    }
  }
}
