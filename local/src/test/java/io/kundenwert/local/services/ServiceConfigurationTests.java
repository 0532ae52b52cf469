package io.kundenwert.local.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.kundenwert.local.installation.Secrets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceConfigurationTests {
  private static final Secrets SECRETS =
      new Secrets("database", "gateway-secret", "1:master", "demo-password", "kw_demo");

  private final ServiceConfiguration configuration = configuration();

  @Test
  void everyServiceIsToldTheSecretsThatItNeedsAndNoOthers() {
    assertThat(knowing("gateway-secret"))
        .containsExactly(ServiceDefinition.TEAM, ServiceDefinition.GATEWAY);
    assertThat(knowing("1:master"))
        .as("what is sealed: keys, links, and the values of the audit log")
        .containsExactly(
            ServiceDefinition.TEAM,
            ServiceDefinition.IMPORT,
            ServiceDefinition.CUSTOMER,
            ServiceDefinition.NOTIFICATION);
    assertThat(knowing("demo-password")).containsExactly(ServiceDefinition.TEAM);
    assertThat(knowing("kw_demo")).containsExactly(ServiceDefinition.TEAM);
    assertThat(knowing("database")).doesNotContain(ServiceDefinition.GATEWAY).hasSize(5);
    assertThat(configuration.toString()).doesNotContain("1:master", "gateway-secret");
  }

  @Test
  void tokensAreVerifiedWithTeamServicesKeys() {
    for (ServiceDefinition service : ServiceDefinition.values()) {
      assertThat(configuration.variables(service))
          .containsEntry(
              "KUNDENWERT_JWKS_URI",
              "http://127.0.0.1:" + configuration.port(ServiceDefinition.TEAM) + "/oauth2/jwks")
          .containsEntry("KUNDENWERT_ISSUER", "http://localhost:8080");
    }
  }

  @Test
  void messagesGoToTheMailSinkAndLinkToThePublicAddress() {
    assertThat(configuration.variables(ServiceDefinition.NOTIFICATION))
        .containsEntry("KUNDENWERT_SMTP_HOST", "127.0.0.1")
        .containsEntry("KUNDENWERT_SMTP_PORT", "2525")
        .containsEntry("KUNDENWERT_PUBLIC_URL", "http://localhost:8080")
        .containsKey("KUNDENWERT_SMTP_FROM");
  }

  private List<ServiceDefinition> knowing(String secret) {
    return List.of(ServiceDefinition.values()).stream()
        .filter(service -> configuration.variables(service).containsValue(secret))
        .toList();
  }

  private static ServiceConfiguration configuration() {
    Map<ServiceDefinition, Integer> ports = new EnumMap<>(ServiceDefinition.class);
    for (ServiceDefinition service : ServiceDefinition.values()) {
      ports.put(service, 20_000 + service.ordinal());
    }
    return new ServiceConfiguration(
        "http://localhost:8080",
        "127.0.0.1",
        ports,
        "jdbc:postgresql://127.0.0.1:5432/",
        "127.0.0.1:9092",
        SECRETS,
        2525,
        Path.of("uploads"),
        "");
  }
}
