package io.kundenwert.local.services;

import io.kundenwert.local.installation.Secrets;
import io.kundenwert.local.postgres.PostgresServer;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What each service is told from outside, under the names that a container would get it by.
 *
 * @param publicUrl address of the gateway as clients see it
 * @param listen address that the gateway listens on; inner services listen on 127.0.0.1 only
 * @param ports port of each service
 * @param databaseServer JDBC URL of the server up to the database's name
 * @param kafka bootstrap servers
 * @param secrets the installation's secrets; each service is told those that it needs
 * @param smtpPort port of the mail sink on 127.0.0.1
 * @param uploads folder of uploaded files
 * @param restored name of a restoration from a backup; empty if there was none
 */
public record ServiceConfiguration(
    String publicUrl,
    String listen,
    Map<ServiceDefinition, Integer> ports,
    String databaseServer,
    String kafka,
    Secrets secrets,
    int smtpPort,
    Path uploads,
    String restored) {

  /** With a copy of the ports. */
  public ServiceConfiguration {
    ports = Map.copyOf(new EnumMap<>(ports));
  }

  /** Base address of a service. */
  public String url(ServiceDefinition service) {
    return "http://127.0.0.1:" + port(service);
  }

  /** Port of a service. */
  public int port(ServiceDefinition service) {
    Integer port = ports.get(service);
    if (port == null) {
      throw new IllegalArgumentException("No port for " + service);
    }
    return port;
  }

  /** The variables of a service. */
  public Map<String, String> variables(ServiceDefinition service) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("SERVER_PORT", Integer.toString(port(service)));
    variables.put("SERVER_ADDRESS", service == ServiceDefinition.GATEWAY ? listen : "127.0.0.1");
    String database = service.database();
    if (database != null) {
      variables.put("KUNDENWERT_DB_URL", databaseServer + database);
      variables.put("KUNDENWERT_DB_USER", PostgresServer.USER);
      variables.put("KUNDENWERT_DB_PASSWORD", secrets.databasePassword());
    }
    variables.put("KUNDENWERT_KAFKA", kafka);
    variables.put("KUNDENWERT_TOPIC_PARTITIONS", "3");
    variables.put("KUNDENWERT_ISSUER", publicUrl);
    variables.put("KUNDENWERT_JWKS_URI", url(ServiceDefinition.TEAM) + "/oauth2/jwks");
    for (ServiceDefinition other : ServiceDefinition.values()) {
      variables.put(other.addressVariable(), url(other));
    }
    variables.put("KUNDENWERT_DEMO", "true");
    variables.put("KUNDENWERT_RESTORED", restored);
    switch (service) {
      case TEAM -> {
        variables.put("KUNDENWERT_GATEWAY_SECRET", secrets.gatewaySecret());
        variables.put("KUNDENWERT_MASTER_KEYS", secrets.masterKeys());
        variables.put("KUNDENWERT_DEMO_PASSWORD", secrets.demoPassword());
        variables.put("KUNDENWERT_DEMO_API_KEY", secrets.apiKey());
      }
      case GATEWAY -> {
        variables.put("KUNDENWERT_GATEWAY_SECRET", secrets.gatewaySecret());
        variables.put("KUNDENWERT_PUBLIC_URL", publicUrl);
      }
      case NOTIFICATION -> {
        variables.put("KUNDENWERT_MASTER_KEYS", secrets.masterKeys());
        variables.put("KUNDENWERT_PUBLIC_URL", publicUrl);
        variables.put("KUNDENWERT_SMTP_HOST", "127.0.0.1");
        variables.put("KUNDENWERT_SMTP_PORT", Integer.toString(smtpPort));
        variables.put("KUNDENWERT_SMTP_FROM", "kundenwert@localhost");
      }
      case IMPORT -> {
        variables.put("KUNDENWERT_MASTER_KEYS", secrets.masterKeys());
        variables.put("KUNDENWERT_UPLOAD_DIR", uploads.toString());
      }
      case CUSTOMER -> variables.put("KUNDENWERT_MASTER_KEYS", secrets.masterKeys());
      case CREDIT -> {}
    }
    return variables;
  }
}
