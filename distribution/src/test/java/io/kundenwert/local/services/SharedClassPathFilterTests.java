package io.kundenwert.local.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.mock.env.MockEnvironment;

class SharedClassPathFilterTests {

  private static final List<String> ALL =
      ImportCandidates.load(AutoConfiguration.class, null).getCandidates();

  @Test
  void gatewayHasNoDatabaseAndNoBroker() {
    assertThat(allowedFor("gateway"))
        .anyMatch(name -> name.startsWith("org.springframework.cloud.gateway."))
        .anyMatch(name -> name.startsWith("org.springframework.boot.webmvc."))
        .noneMatch(name -> name.contains("DataSource"))
        .noneMatch(name -> name.contains("Kafka"))
        .noneMatch(name -> name.contains("Flyway"))
        .noneMatch(name -> name.startsWith("io.kundenwert.support."));
  }

  @Test
  void servicesAreNoGateways() {
    assertThat(allowedFor("import-service"))
        .anyMatch(name -> name.contains("DataSource"))
        .anyMatch(name -> name.contains("Flyway"))
        .anyMatch(name -> name.startsWith("org.springframework.cloud.stream."))
        .anyMatch(name -> name.startsWith("io.kundenwert.support."))
        .noneMatch(name -> name.contains(".gateway."))
        .noneMatch(name -> name.contains("resilience4j"));
  }

  @Test
  void onlyTeamServiceMapsObjects() {
    assertThat(allowedFor("team-service")).anyMatch(name -> name.contains("Hibernate"));
    assertThat(allowedFor("credit-service"))
        .noneMatch(name -> name.contains("Hibernate"))
        .anyMatch(name -> name.contains("DataSourceTransactionManager"));
  }

  @Test
  void onlyTeamServiceIssuesTokens() {
    for (String service : List.of("gateway", "import-service", "notification-service")) {
      assertThat(allowedFor(service)).noneMatch(name -> name.contains("AuthorizationServer"));
    }
  }

  @Test
  void everythingIsAllowedOutsideOfTheInstallation() {
    assertThat(allowedFor("")).isEqualTo(ALL);
  }

  private static List<String> allowedFor(String service) {
    SharedClassPathFilter filter = new SharedClassPathFilter();
    filter.setEnvironment(
        new MockEnvironment().withProperty(SharedClassPathFilter.PROPERTY, service));
    boolean[] match = filter.match(ALL.toArray(String[]::new));
    List<String> allowed = new ArrayList<>();
    for (int i = 0; i < match.length; i++) {
      if (match[i]) {
        allowed.add(ALL.get(i));
      }
    }
    return allowed;
  }
}
