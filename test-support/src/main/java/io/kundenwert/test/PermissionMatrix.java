package io.kundenwert.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kundenwert.test.ServiceCall.Answer;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Proves over HTTP, mapping by mapping, that a service lets exactly those pass whom the permission
 * matrix lets pass (D1). A service's test names a rule for every mapping it has; one without a rule
 * fails, as does a rule without a mapping. For each rule all four roles try it with their own and
 * with another member's product, somebody of another team tries it, and a request without a token,
 * with an API key of another scope, and with one of the right scope are sent.
 */
public final class PermissionMatrix {
  private static final Logger log = LoggerFactory.getLogger(PermissionMatrix.class);
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Set<String> SCOPES =
      new TreeSet<>(Set.of("read", "imports", "customers", "team"));
  private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");

  /** Handlers of libraries: the description of the API and the page of last resort. */
  private static final List<String> LIBRARIES =
      List.of("org.springdoc.", "org.springframework.boot.");

  private final ServiceCall.Sender service;
  private final PermissionWorld world;
  private final Set<String> mappings;
  private final Map<String, Rule> rules = new LinkedHashMap<>();

  private PermissionMatrix(
      ApplicationContext context, PermissionWorld world, ServiceCall.Sender service) {
    this.service = service;
    this.world = world;
    this.mappings = mappings(context);
  }

  /** The matrix of a service in this process. */
  public static PermissionMatrix of(
      ApplicationContext context, PermissionWorld world, MockMvcTester mvc) {
    return new PermissionMatrix(context, world, ServiceCall.to(mvc));
  }

  /** The matrix of a service that listens at a port. */
  public static PermissionMatrix of(ApplicationContext context, PermissionWorld world, int port) {
    return new PermissionMatrix(context, world, ServiceCall.to(port));
  }

  /** The rule of a mapping, for example {@code GET /api/v1/teams/{teamId}}, to be filled. */
  public Rule on(String mapping) {
    Rule rule = new Rule(mapping);
    if (rules.put(mapping, rule) != null) {
      throw new IllegalArgumentException("Two rules for " + mapping);
    }
    return rule;
  }

  /** The mappings that nobody has named a rule for. */
  public Set<String> withoutRule() {
    Set<String> missing = new TreeSet<>(mappings);
    missing.removeAll(rules.keySet());
    return missing;
  }

  /** A test for each rule, and one that nothing is left over, once the service knows the team. */
  public Stream<DynamicTest> tests() {
    return Stream.concat(
        Stream.of(
            DynamicTest.dynamicTest("every mapping has its rule", this::requireCompleteness),
            DynamicTest.dynamicTest("the service knows the team", this::awaitTeam)),
        rules.keySet().stream()
            .map(
                mapping ->
                    DynamicTest.dynamicTest(
                        mapping,
                        () -> {
                          List<String> found = violations(mapping);
                          if (!found.isEmpty()) {
                            throw new AssertionError(String.join("\n", found));
                          }
                        })));
  }

  private void requireCompleteness() {
    Set<String> gone = new TreeSet<>(rules.keySet());
    gone.removeAll(mappings);
    if (!withoutRule().isEmpty() || !gone.isEmpty()) {
      throw new AssertionError(
          "Mappings without a rule: " + withoutRule() + "\nRules without a mapping: " + gone);
    }
  }

  private void awaitTeam() {
    List<Rule> guarded = rules.values().stream().filter(rule -> rule.kind == Kind.GUARDED).toList();
    if (!guarded.isEmpty()) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> guarded.getFirst().failure(guarded.getFirst().byOwner(), PASSES) == null);
    }
  }

  /** What a mapping does otherwise than its rule says. */
  public List<String> violations(String mapping) {
    Rule rule = rules.get(mapping);
    if (rule == null) {
      throw new IllegalArgumentException("No rule for " + mapping);
    }
    return rule.violations();
  }

  /**
   * Takes rights away while valid tokens are held: removes an admin, makes an admin a viewer, gives
   * a member's product to another, each if the mapping's rule then refuses. Each must work within
   * the limit, counted from when the broker has the event. Call it last: it publishes the team.
   */
  public Stream<DynamicTest> takesAwayWithin(Duration limit, String mapping) {
    Rule rule = rules.get(mapping);
    if (rule == null) {
      throw new IllegalArgumentException("No rule for " + mapping);
    }
    UUID admin = world.user("admin");
    List<DynamicTest> tests = new ArrayList<>();
    tests.add(
        DynamicTest.dynamicTest(
            "a removal works within " + limit,
            () ->
                rule.takesAway(
                    limit, "admin", world.foreign(), UNKNOWN, () -> world.publishWithout(admin))));
    if (rule.refuses("viewer", false)) {
      tests.add(
          DynamicTest.dynamicTest(
              "a lower role works within " + limit,
              () ->
                  rule.takesAway(
                      limit,
                      "admin",
                      world.foreign(),
                      FORBIDDEN,
                      () -> world.publishWith(admin, "viewer"))));
    }
    if (!rule.refuses("member", true) && rule.refuses("member", false)) {
      tests.add(
          DynamicTest.dynamicTest(
              "a product's transfer works within " + limit,
              () ->
                  rule.takesAway(
                      limit,
                      "member",
                      world.own("member"),
                      FORBIDDEN,
                      () -> world.publishWith(world.own("member"), world.maker()))));
    }
    return tests.stream();
  }

  private static Set<String> mappings(ApplicationContext context) {
    Set<String> found = new TreeSet<>();
    for (RequestMappingHandlerMapping handlers :
        context.getBeansOfType(RequestMappingHandlerMapping.class).values()) {
      for (Map.Entry<RequestMappingInfo, HandlerMethod> each :
          handlers.getHandlerMethods().entrySet()) {
        String type = each.getValue().getBeanType().getName();
        if (LIBRARIES.stream().anyMatch(type::startsWith)) {
          continue;
        }
        Set<?> methods = each.getKey().getMethodsCondition().getMethods();
        for (String path : each.getKey().getPatternValues()) {
          if (methods.isEmpty()) {
            found.add("ANY " + path);
          }
          methods.forEach(method -> found.add(method + " " + path));
        }
      }
    }
    if (found.isEmpty()) {
      throw new IllegalStateException("The service has no mappings");
    }
    return found;
  }

  private enum Kind {
    /** By role and scope. */
    GUARDED,
    /** Of whoever is signed in. */
    SIGNED_IN,
    /** Of everybody. */
    OPEN
  }

  /**
   * How a request should end.
   *
   * @param name for messages
   * @param status status; 0 for anything that is no refusal
   * @param code code of the problem
   */
  private record Ending(String name, int status, String code) {}

  private static final Ending PASSES = new Ending("passes", 0, "");
  private static final Ending UNKNOWN = new Ending("is not found", 404, "not-found");
  private static final Ending FORBIDDEN = new Ending("is forbidden", 403, "forbidden");
  private static final Ending UNAUTHENTICATED = new Ending("needs a token", 401, "unauthenticated");
  private static final Ending SCOPE_MISSING = new Ending("needs a scope", 403, "scope-missing");
  private static final Ending SESSION_REQUIRED =
      new Ending("needs a session", 403, "session-required");

  /** Who may call a mapping, and how it is called. Unless told otherwise nobody may. */
  public final class Rule {
    private final String mapping;
    private final List<String> rows = new ArrayList<>();
    private Kind kind = Kind.GUARDED;
    private boolean everyMember;
    private boolean sessionOnly;
    private boolean anyScope;
    private @Nullable String scope;
    private Consumer<Sample> sample = each -> {};

    private Rule(String mapping) {
      this.mapping = mapping;
    }

    /** Rows of permissions.csv of which one has to allow it. */
    public Rule rows(String... names) {
      rows.addAll(List.of(names));
      return this;
    }

    /** The matrix does not name it: every member may. */
    public Rule everyMember() {
      everyMember = true;
      return this;
    }

    /** It is not about a team: whoever is signed in may, for themselves. */
    public Rule signedIn() {
      kind = Kind.SIGNED_IN;
      return this;
    }

    /** It needs no token: something else guards it. */
    public Rule open() {
      kind = Kind.OPEN;
      return this;
    }

    /** The scope that an API key needs. */
    public Rule scope(String name) {
      if (!SCOPES.contains(name)) {
        throw new IllegalArgumentException("There is no scope " + name);
      }
      scope = name;
      return this;
    }

    /** Every API key may, whatever its scopes. */
    public Rule anyScope() {
      anyScope = true;
      return this;
    }

    /** No API key may, whatever its scopes. */
    public Rule sessionOnly() {
      sessionOnly = true;
      return this;
    }

    /** The body of the request. */
    public Rule json(String body) {
      return sample(each -> each.json(body));
    }

    /**
     * Makes the request what the mapping takes. Without it variables of the path are random ids,
     * except those of the team and the product, and the body is an empty object.
     */
    public Rule sample(Consumer<Sample> maker) {
      sample = sample.andThen(maker);
      return this;
    }

    private boolean refuses(String role, boolean own) {
      return !everyMember && rows.stream().noneMatch(row -> PermissionTable.allows(row, role, own));
    }

    private Sample request(UUID product) {
      Sample made = new Sample(mapping, world.team(), product);
      sample.accept(made);
      return made;
    }

    private ServiceCall byOwner() {
      return request(world.own("owner")).call(TestTokens.of(world.user("owner")));
    }

    private List<String> violations() {
      List<@Nullable String> found = new ArrayList<>();
      UUID product = world.own("owner");
      if (kind == Kind.OPEN) {
        found.add(failure("Without a token", request(product).call(null), PASSES));
        return withoutNulls(found);
      }
      found.add(failure("Without a token", request(product).call(null), UNAUTHENTICATED));
      if (kind == Kind.SIGNED_IN) {
        String token = TestTokens.of(world.user("viewer"));
        found.add(failure("Anybody", request(product).call(token), PASSES));
        found.add(withKey("any API key", SCOPES, sessionOnly ? SESSION_REQUIRED : PASSES));
        return withoutNulls(found);
      }
      for (String role : PermissionTable.ROLES) {
        String token = TestTokens.of(world.user(role));
        found.add(
            failure(
                "As " + role + " with their own product",
                request(world.own(role)).call(token),
                refuses(role, true) ? FORBIDDEN : PASSES));
        found.add(
            failure(
                "As " + role + " with another's product",
                request(world.foreign()).call(token),
                refuses(role, false) ? FORBIDDEN : PASSES));
      }
      strangers(found);
      keys(found);
      return withoutNulls(found);
    }

    private void strangers(List<@Nullable String> found) {
      String token = TestTokens.of(world.stranger());
      found.add(failure("Of another team", request(world.foreign()).call(token), UNKNOWN));
      if (VARIABLE.matcher(mapping.replace("{teamId}", "")).find()) {
        found.add(
            failure(
                "Of another team under its own id",
                request(world.foreign()).with("teamId", world.strangersTeam()).call(token),
                UNKNOWN));
      }
    }

    private void keys(List<@Nullable String> found) {
      if (anyScope) {
        found.add(withKey("an API key without scopes", Set.of(), PASSES));
        return;
      }
      if (scope == null) {
        found.add(mapping + " has no scope in its rule");
        return;
      }
      Set<String> others = new TreeSet<>(SCOPES);
      others.remove(scope);
      found.add(withKey("an API key of other scopes", others, SCOPE_MISSING));
      found.add(
          withKey(
              "an API key of the scope", Set.of(scope), sessionOnly ? SESSION_REQUIRED : PASSES));
    }

    private @Nullable String withKey(String which, Set<String> scopes, Ending expected) {
      String token =
          TestTokens.of(
              world.user("owner"),
              claims ->
                  claims
                      .claim("key", UUID.randomUUID().toString())
                      .claim("scope", String.join(" ", scopes)));
      return failure("With " + which, request(world.own("owner")).call(token), expected);
    }

    private @Nullable String failure(String who, ServiceCall call, Ending expected) {
      String failure = failure(call, expected);
      return failure == null ? null : who + " " + mapping + " " + failure;
    }

    /** Null if the request ends as expected. */
    private @Nullable String failure(ServiceCall call, Ending expected) {
      Answer answer = service.send(call);
      return endsAs(answer, expected)
          ? null
          : expected.name() + "? It was " + answer.status() + " " + answer.body();
    }

    private void takesAway(
        Duration limit, String role, UUID product, Ending ending, Runnable change) {
      String token = TestTokens.of(world.user(role));
      world.publish();
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> endsAs(service.send(request(product).call(token)), PASSES));
      change.run();
      long changed = System.nanoTime();
      Awaitility.await()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(5))
          .atMost(limit)
          .until(() -> endsAs(service.send(request(product).call(token)), ending));
      log.info(
          "{}: {} for {} after {} ms",
          mapping,
          ending.name(),
          role,
          (System.nanoTime() - changed) / 1_000_000);
      world.publish();
    }
  }

  private static boolean endsAs(Answer answer, Ending expected) {
    JsonNode problem = problem(answer);
    if (expected.status() != 0) {
      return answer.status() == expected.status()
          && problem.path("code").asString("").equals(expected.code());
    }
    String what = problem.at("/params/what").asString("");
    boolean guardSaidNo = answer.status() == 404 && Set.of("team", "product").contains(what);
    return answer.status() != 401
        && answer.status() != 403
        && answer.status() != 405
        && answer.status() < 500
        && !guardSaidNo;
  }

  private static JsonNode problem(Answer answer) {
    try {
      return answer.status() < 400 || answer.body().isEmpty()
          ? JSON.createObjectNode()
          : JSON.readTree(answer.body());
    } catch (JacksonException noJson) {
      return JSON.createObjectNode();
    }
  }

  private static List<String> withoutNulls(List<@Nullable String> found) {
    List<String> kept = new ArrayList<>();
    for (String each : found) {
      if (each != null) {
        kept.add(each);
      }
    }
    return kept;
  }

  /** A request to a mapping. */
  public static final class Sample {
    private final String method;
    private final String path;
    private final UUID product;
    private final Map<String, String> variables = new LinkedHashMap<>();
    private final Map<String, String> query = new LinkedHashMap<>();
    private @Nullable String contentType;
    private byte[] body = {};

    private Sample(String mapping, UUID team, UUID product) {
      String[] parts = mapping.split(" ", 2);
      this.method = parts[0];
      this.path = parts[1];
      this.product = product;
      variables.put("teamId", team.toString());
      variables.put("productId", product.toString());
      if (!Set.of("GET", "DELETE").contains(method)) {
        json("{}");
      }
    }

    /** The product that it is about. */
    public UUID product() {
      return product;
    }

    /** Sets a variable of the path. */
    public Sample with(String variable, Object value) {
      variables.put(variable, value.toString());
      return this;
    }

    /** Adds a parameter. */
    public Sample query(String name, Object value) {
      query.put(name, value.toString());
      return this;
    }

    /** Sets the body. */
    public Sample json(String text) {
      return body("application/json", text.getBytes(UTF_8));
    }

    /** Sets the body. */
    public Sample body(String type, byte[] bytes) {
      contentType = type;
      body = bytes.clone();
      return this;
    }

    private ServiceCall call(@Nullable String token) {
      Matcher named = VARIABLE.matcher(path);
      String filled =
          named.replaceAll(
              variable -> variables.getOrDefault(variable.group(1), UUID.randomUUID().toString()));
      String parameters =
          query.entrySet().stream()
              .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), UTF_8))
              .collect(Collectors.joining("&"));
      return new ServiceCall(
          method,
          parameters.isEmpty() ? filled : filled + "?" + parameters,
          token,
          contentType,
          body.clone());
    }
  }
}
