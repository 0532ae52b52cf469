package io.kundenwert.customer.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.kundenwert.customer.directory.GeneratedProduct;
import io.kundenwert.customer.directory.HttpSetup;
import io.kundenwert.customer.directory.WithCustomerService;
import io.kundenwert.events.TeamAccess;
import io.kundenwert.support.access.AccessView;
import io.kundenwert.support.ids.Ids;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Saved views as clients see them. */
@WithCustomerService
class SavedViewsIT {
  private static final String HIGH = "{\"f\":\"priority:high\",\"sort\":\"-monthly\"}";

  @Autowired private MockMvcTester mvc;
  @Autowired private AccessView access;
  @Autowired private JdbcClient jdbc;
  private final JsonMapper json = JsonMapper.shared();
  private HttpSetup http;
  private GeneratedProduct product;
  private String path;

  @BeforeEach
  void aProduct() {
    http = new HttpSetup(mvc, access);
    product = new GeneratedProduct(jdbc, http.teamId).with(3);
    http.has(product.productId);
    path = http.path(product.productId, "/views");
  }

  private static String view(String name, String scope, String list) {
    return "{\"name\":\"" + name + "\",\"scope\":\"" + scope + "\",\"list\":" + list + "}";
  }

  private static String change(long version, String view) {
    return "{\"version\":" + version + ",\"view\":" + view + "}";
  }

  private JsonNode saved(UUID user, String view) {
    MvcTestResult answer = http.post(user, path, view);
    assertThat(answer).as(HttpSetup.body(answer)).hasStatus(201);
    return json.readTree(HttpSetup.body(answer));
  }

  private JsonNode seenBy(UUID user) {
    MvcTestResult answer = http.get(user, path);
    assertThat(answer).as(HttpSetup.body(answer)).hasStatusOk();
    return json.readTree(HttpSetup.body(answer)).path("items");
  }

  private static void refused(MvcTestResult answer, int status, String code) {
    assertThat(answer).as(HttpSetup.body(answer)).hasStatus(status);
    assertThat(HttpSetup.body(answer)).contains("\"code\":\"" + code + "\"");
  }

  @Test
  void ownViewsAreSeenByTheirOwnerAndSharedOnesByTheTeam() {
    saved(http.member, view("Meine", "me", "{\"sort\":\"name\",\"cols\":\"net.200,tags\"}"));
    saved(http.member, view("Beste", "team", HIGH));
    JsonNode mine = seenBy(http.member);
    assertThat(HttpSetup.texts(mine, "name")).containsExactly("Beste", "Meine");
    assertThat(mine.at("/0/list/f").asString()).isEqualTo("priority:high");
    assertThat(mine.at("/0/list/sort").asString()).isEqualTo("-monthly");
    assertThat(mine.at("/0/list/q").isNull()).isTrue();
    assertThat(mine.at("/1/list/cols").asString()).isEqualTo("net.200,tags");
    assertThat(mine.at("/1/scope").asString()).isEqualTo("me");
    assertThat(mine.at("/1/mine").asBoolean()).isTrue();
    assertThat(HttpSetup.texts(seenBy(http.owner), "name")).containsExactly("Beste");
  }

  @Test
  void viewersSeeSharedViewsWithoutWhatIsHiddenFromThem() {
    saved(http.owner, view("Beste", "team", HIGH));
    saved(http.owner, view("Eine", "team", "{\"q\":\"kunde1@example.com\",\"sort\":\"-created\"}"));
    saved(http.owner, view("Nach Namen", "team", "{\"q\":\"anna\",\"sort\":\"name\"}"));
    saved(http.owner, view("Neue", "team", "{\"f\":\"created:this-month\"}"));
    saved(http.owner, view("Neue und gute", "team", "{\"f\":\"priority:high~created:2026\"}"));
    JsonNode seen = seenBy(http.viewer);
    assertThat(HttpSetup.texts(seen, "name"))
        .containsExactly("Beste", "Eine", "Nach Namen", "Neue", "Neue und gute");
    assertThat(seen.at("/3/list/f").asString()).isEqualTo("created:this-month");
    assertThat(seen.at("/3/adapted").asBoolean()).isFalse();
    assertThat(seen.at("/4/list/f").asString()).isEqualTo("created:2026");
    assertThat(seen.at("/4/adapted").asBoolean()).isTrue();
    assertThat(seen.at("/0/list").toString())
        .isEqualTo("{\"sort\":null,\"f\":null,\"q\":null,\"cols\":null}");
    assertThat(seen.at("/0/adapted").asBoolean()).isTrue();
    assertThat(seen.at("/1/list/q").isNull()).isTrue();
    assertThat(seen.at("/1/list/sort").asString()).isEqualTo("-created");
    assertThat(seen.at("/1/adapted").asBoolean()).isTrue();
    assertThat(seen.at("/2/list/q").asString()).isEqualTo("anna");
    assertThat(seen.at("/2/adapted").asBoolean()).isFalse();
    assertThat(seen.toString()).doesNotContain("priority", "monthly", "example.com");
  }

  @Test
  void viewersKeepViewsForThemselvesAndOfWhatTheySee() {
    saved(http.viewer, view("Nach Namen", "me", "{\"sort\":\"name\"}"));
    refused(http.post(http.viewer, path, view("Alle", "team", "{}")), 403, "forbidden");
    refused(http.post(http.viewer, path, view("Beste", "me", HIGH)), 403, "hidden-field");
    assertThat(HttpSetup.texts(seenBy(http.viewer), "name")).containsExactly("Nach Namen");
  }

  @Test
  void sharedViewsAreChangedByWhoeverMadeThemTheOwnerAndAdmins() {
    UUID admin = Ids.next();
    UUID other = Ids.next();
    access.apply(
        new TeamAccess(
            http.teamId,
            50,
            "active",
            "enterprise",
            List.of(
                new TeamAccess.Member(http.owner, "owner"),
                new TeamAccess.Member(admin, "admin"),
                new TeamAccess.Member(http.member, "member"),
                new TeamAccess.Member(other, "member")),
            List.of(new TeamAccess.Product(product.productId, other))));
    JsonNode shared = saved(http.member, view("Beste", "team", HIGH));
    String one = path + "/" + shared.path("id").asString();
    String renamed = view("Die Besten", "team", HIGH);
    refused(http.put(other, one, change(1, renamed)), 403, "forbidden");
    refused(http.delete(other, one), 403, "forbidden");
    assertThat(seenBy(other).at("/0/mayChange").asBoolean()).isFalse();
    for (UUID may : List.of(http.member, admin, http.owner)) {
      JsonNode seen = seenBy(may).get(0);
      assertThat(seen.path("mayChange").asBoolean()).isTrue();
      assertThat(http.put(may, one, change(seen.path("version").asLong(), renamed))).hasStatusOk();
    }
    // Nobody takes a shared view away from the others and from who made it.
    refused(http.put(admin, one, change(4, view("Meine", "me", HIGH))), 403, "forbidden");
    assertThat(http.delete(admin, one)).hasStatus(204);
    refused(http.delete(admin, one), 404, "not-found");
  }

  @Test
  void nobodyFindsAnothersOwnView() {
    JsonNode own = saved(http.member, view("Meine", "me", HIGH));
    String one = path + "/" + own.path("id").asString();
    refused(http.put(http.owner, one, change(1, view("Deine", "me", HIGH))), 404, "not-found");
    refused(http.delete(http.owner, one), 404, "not-found");
    // Under another product of the team it is not there either.
    GeneratedProduct second = new GeneratedProduct(jdbc, http.teamId);
    http.has(second.productId);
    String elsewhere = http.path(second.productId, "/views/" + own.path("id").asString());
    refused(http.delete(http.member, elsewhere), 404, "not-found");
    assertThat(HttpSetup.texts(seenBy(http.member), "name")).containsExactly("Meine");
  }

  @Test
  void aChangeOfWhatSomebodyChangedMeanwhileIsRefused() throws Exception {
    JsonNode shared = saved(http.owner, view("Beste", "team", HIGH));
    String one = path + "/" + shared.path("id").asString();
    List<Callable<Integer>> changes =
        List.of(
            () -> status(http.put(http.owner, one, change(1, view("A", "team", HIGH)))),
            () -> status(http.put(http.owner, one, change(1, view("B", "team", HIGH)))));
    try (ExecutorService two = Executors.newFixedThreadPool(2)) {
      List<Integer> statuses =
          two.invokeAll(changes).stream().map(Future::resultNow).sorted().toList();
      assertThat(statuses).containsExactly(200, 409);
    }
    refused(http.put(http.owner, one, change(1, view("C", "team", HIGH))), 409, "view-changed");
    assertThat(seenBy(http.owner).at("/0/version").asLong()).isEqualTo(2);
  }

  private static int status(MvcTestResult answer) {
    return answer.getResponse().getStatus();
  }

  @Test
  void namesAreUniqueWhereTheyAreSeenTogether() {
    saved(http.owner, view("Beste", "team", HIGH));
    refused(http.post(http.member, path, view(" beste ", "team", "{}")), 409, "view-name-taken");
    saved(http.member, view("beste", "me", "{}"));
    saved(http.owner, view("BESTE", "me", "{}"));
    refused(http.post(http.member, path, view("Beste", "me", "{}")), 409, "view-name-taken");
    JsonNode second = saved(http.owner, view("Zweite", "team", "{}"));
    refused(
        http.put(
            http.owner,
            path + "/" + second.path("id").asString(),
            change(1, view("Beste", "team", "{}"))),
        409,
        "view-name-taken");
  }

  @Test
  void whatCannotBeAskedForIsNotKept() {
    for (String list :
        List.of("{\"sort\":\"age\"}", "{\"f\":\"age:5\"}", "{\"q\":\"" + "x".repeat(300) + "\"}")) {
      assertThat(http.post(http.owner, path, view("A", "me", list))).hasStatus(400);
    }
    refused(
        http.post(http.owner, path, view("A", "me", "{\"cols\":\"net;drop\"}")),
        422,
        "invalid-columns");
    for (String name : List.of("", "   ", "x".repeat(101))) {
      assertThat(http.post(http.owner, path, view(name, "me", "{}")).getResponse().getStatus())
          .isBetween(400, 422);
    }
    refused(http.post(http.owner, path, view("a\\u0000b", "me", "{}")), 422, "invalid-view-name");
    assertThat(http.post(http.owner, path, view("A", "everybody", "{}"))).hasStatus(400);
    assertThat(seenBy(http.owner)).isEmpty();
  }

  @Test
  void aPersonKeepsNoMoreThanAHundred() {
    jdbc.sql(
            """
            INSERT INTO saved_view (team_id, product_id, view_id, owner_id, shared, name, name_key,
                                    saved_at)
            SELECT ?, ?, gen_random_uuid(), ?, false, i::text, i::text, now()
              FROM generate_series(1, ?) i
            """)
        .params(http.teamId, product.productId, http.member, SavedViews.MOST)
        .update();
    refused(http.post(http.member, path, view("Noch eine", "me", "{}")), 422, "too-many-views");
    JsonNode shared = saved(http.member, view("Geteilt", "team", "{}"));
    saved(http.owner, view("Eine", "me", "{}"));
    // Nor by taking a shared one back.
    refused(
        http.put(
            http.member,
            path + "/" + shared.path("id").asString(),
            change(1, view("Geteilt", "me", "{}"))),
        422,
        "too-many-views");
  }
}
