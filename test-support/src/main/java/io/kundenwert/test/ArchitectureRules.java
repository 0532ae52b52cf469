package io.kundenwert.test;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * The rules that every service's code keeps. A service's test names its root package, what kinds of
 * types it has (a rule about a kind that is not there fails: nothing passes unseen), and the
 * libraries that it may use beyond the common ones.
 */
public final class ArchitectureRules {
  private static final String NULL_MARKED = "org.jspecify.annotations.NullMarked";

  private static final String AUDIT = ".support.audit.Audit";

  private static final List<String> CHANGES =
      Stream.of("PostMapping", "PutMapping", "PatchMapping", "DeleteMapping")
          .map("org.springframework.web.bind.annotation."::concat)
          .toList();

  private static final List<String> COMMON_LIBRARIES =
      List.of(
          "java..",
          "javax.sql..",
          "jakarta.servlet..",
          "jakarta.validation..",
          "org.jspecify.annotations..",
          "org.slf4j..",
          "org.springframework..",
          "tools.jackson..",
          "com.fasterxml.jackson.annotation..",
          "io.swagger.v3.oas.annotations..",
          "io.kundenwert.events..",
          "io.kundenwert.support..");

  private static final Set<String> CLOCKED_TYPES =
      Set.of(
          "java.time.Instant",
          "java.time.LocalDate",
          "java.time.LocalDateTime",
          "java.time.LocalTime",
          "java.time.OffsetDateTime",
          "java.time.Year",
          "java.time.YearMonth",
          "java.time.ZonedDateTime");

  private final String root;
  private final Map<String, ArchRule> rules = new LinkedHashMap<>();
  private final List<String> libraries = new ArrayList<>(COMMON_LIBRARIES);

  private ArchitectureRules(String root) {
    this.root = root;
  }

  /** The rules that hold everywhere, for the packages under a root. */
  public static ArchitectureRules of(String root) {
    ArchitectureRules rules = new ArchitectureRules(root);
    rules.add("every package is null-marked", classes().should(beInANullMarkedPackage()));
    rules.add(
        "features do not depend on each other in circles",
        slices().matching(root + ".(*)..").should().beFreeOfCycles());
    rules.add(
        "nothing is injected into fields",
        noFields()
            .should()
            .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
            .orShould()
            .beAnnotatedWith("org.springframework.beans.factory.annotation.Value")
            .orShould()
            .beAnnotatedWith("jakarta.inject.Inject")
            .orShould()
            .beAnnotatedWith("jakarta.annotation.Resource"));
    rules.add(
        "time comes from a clock", noClasses().should().callCodeUnitWhere(readsTheTimeByItself()));
    rules.add(
        "dates are of java.time",
        noClasses()
            .should()
            .dependOnClassesThat(
                describe(
                    "are old dates",
                    type ->
                        Set.of("java.util.Date", "java.util.Calendar", "java.sql.Timestamp")
                            .contains(type.getName()))));
    return rules;
  }

  /**
   * For a service with controllers: they are package-private, and nobody reaches into {@code web}.
   */
  public ArchitectureRules withControllers() {
    add(
        "controllers are package-private",
        classes()
            .that()
            .areAnnotatedWith("org.springframework.web.bind.annotation.RestController")
            .should()
            .bePackagePrivate());
    return withHidden("web");
  }

  /**
   * For a service whose users change something: each mapping that changes leads to the audit log
   * (D8), however far.
   *
   * @param without methods that need no entry, as {@code Controller.method}; one that is not there
   *     or records all the same fails
   */
  public ArchitectureRules withAuditedChanges(String... without) {
    add(
        "changes leave an audit entry",
        methods()
            .that(
                describe(
                    "change something",
                    method ->
                        CHANGES.stream().anyMatch(method::isAnnotatedWith)
                            && !Set.of(without).contains(shortName(method))))
            .should(leadToTheAuditLog(true)));
    if (without.length > 0) {
      add(
          "what needs no audit entry is there",
          methods()
              .that(describe("are named", method -> Set.of(without).contains(shortName(method))))
              .should(leadToTheAuditLog(false))
              .andShould(
                  new ArchCondition<>("be all there") {
                    private final Set<String> open = new TreeSet<>(Set.of(without));

                    @Override
                    public void check(JavaMethod method, ConditionEvents events) {
                      open.remove(shortName(method));
                    }

                    @Override
                    public void finish(ConditionEvents events) {
                      for (String name : open) {
                        events.add(SimpleConditionEvent.violated(name, name + " is not there"));
                      }
                    }
                  }));
    }
    return this;
  }

  /** For a service with consumers: nobody reaches into {@code messaging}. */
  public ArchitectureRules withMessaging() {
    return withHidden("messaging");
  }

  /** For a service with packages of that name: only the package itself knows its classes. */
  public ArchitectureRules withHidden(String technology) {
    add(
        technology + " is reached from nowhere",
        classes()
            .that()
            .resideInAPackage(root + ".." + technology)
            .should(beKnownInTheirPackageOnly()));
    return this;
  }

  /** For a service with JPA: entities and repositories are package-private. */
  public ArchitectureRules withEntities() {
    add(
        "entities are package-private",
        classes()
            .that()
            .areAnnotatedWith("jakarta.persistence.Entity")
            .should()
            .bePackagePrivate());
    add(
        "repositories are package-private",
        classes()
            .that()
            .areAssignableTo("org.springframework.data.repository.Repository")
            .should()
            .bePackagePrivate());
    return withLibraries("jakarta.persistence..", "org.hibernate..");
  }

  /** Further libraries that the service may use, as package patterns. */
  public ArchitectureRules withLibraries(String... packages) {
    libraries.addAll(List.of(packages));
    return this;
  }

  /** A test for each rule on the service's main classes. */
  public Stream<DynamicTest> tests() {
    return tests(
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(root));
  }

  Stream<DynamicTest> tests(JavaClasses classes) {
    Map<String, ArchRule> all = new LinkedHashMap<>(rules);
    all.put("only known libraries are used", classes().should(dependOnKnownLibrariesOnly()));
    return all.entrySet().stream()
        .map(
            rule ->
                DynamicTest.dynamicTest(
                    rule.getKey(), () -> rule.getValue().as(rule.getKey()).check(classes)));
  }

  private void add(String name, ArchRule rule) {
    rules.put(name, rule);
  }

  private static String shortName(JavaMethod method) {
    return method.getOwner().getSimpleName() + "." + method.getName();
  }

  private static ArchCondition<JavaMethod> leadToTheAuditLog(boolean should) {
    return new ArchCondition<>(should ? "lead to the audit log" : "not lead to the audit log") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        events.add(
            new SimpleConditionEvent(
                method,
                leadsToTheAuditLog(method) == should,
                shortName(method) + (should ? " records nothing" : " records an entry")));
      }
    };
  }

  private static boolean leadsToTheAuditLog(JavaMethod method) {
    Set<JavaCodeUnit> seen = new HashSet<>();
    Deque<JavaCodeUnit> open = new ArrayDeque<>(List.of(method));
    while (!open.isEmpty()) {
      JavaCodeUnit unit = open.pop();
      if (!seen.add(unit)) {
        continue;
      }
      for (JavaCall<?> call : unit.getCallsFromSelf()) {
        if (call.getTargetOwner().getName().endsWith(AUDIT)
            && call.getTarget().getName().equals("record")) {
          return true;
        }
        call.getTarget()
            .resolveMember()
            .filter(JavaCodeUnit.class::isInstance)
            .ifPresent(target -> open.push((JavaCodeUnit) target));
      }
    }
    return false;
  }

  private static ArchCondition<JavaClass> beInANullMarkedPackage() {
    return new ArchCondition<>("be in a package with @NullMarked") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        events.add(
            new SimpleConditionEvent(
                type,
                type.getPackage().isAnnotatedWith(NULL_MARKED),
                type.getName() + " is in the package " + type.getPackageName()));
      }
    };
  }

  private static DescribedPredicate<JavaCall<?>> readsTheTimeByItself() {
    return describe(
        "read the time by themselves",
        call -> {
          CodeUnitCallTarget target = call.getTarget();
          String owner = target.getOwner().getName();
          boolean withoutClock =
              target.getRawParameterTypes().stream()
                  .noneMatch(type -> type.getName().equals("java.time.Clock"));
          return target.getName().equals("now") && CLOCKED_TYPES.contains(owner) && withoutClock
              || owner.equals("java.lang.System") && target.getName().equals("currentTimeMillis");
        });
  }

  private static ArchCondition<JavaClass> beKnownInTheirPackageOnly() {
    return new ArchCondition<>("be known in their own package only") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (Dependency dependency : type.getDirectDependenciesToSelf()) {
          events.add(
              new SimpleConditionEvent(
                  type,
                  dependency.getOriginClass().getPackageName().equals(type.getPackageName()),
                  dependency.getDescription()));
        }
      }
    };
  }

  private ArchCondition<JavaClass> dependOnKnownLibrariesOnly() {
    List<String> known = new ArrayList<>(libraries);
    known.add(root + "..");
    DescribedPredicate<JavaClass> allowed = resideInAnyPackage(known.toArray(String[]::new));
    return new ArchCondition<>("depend on known libraries only") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
          JavaClass target = dependency.getTargetClass().getBaseComponentType();
          events.add(
              new SimpleConditionEvent(
                  type, target.isPrimitive() || allowed.test(target), dependency.getDescription()));
        }
      }
    };
  }
}
