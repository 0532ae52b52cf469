package io.kundenwert.local.services;

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
 * @param databasePassword its password
 * @param kafka bootstrap servers
 * @param signingKey development key of the gateway
 * @param apiKey API key of the demo owner
 * @param uploads folder of uploaded files
 * @param restored name of a restoration from a backup; empty if there was none
 */
public record ServiceConfiguration(
    String publicUrl,
    String listen,
    Map<ServiceDefinition, Integer> ports,
    String databaseServer,
    String databasePassword,
    String kafka,
    Path signingKey,
    String apiKey,
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
      variables.put("KUNDENWERT_DB_PASSWORD", databasePassword);
    }
    variables.put("KUNDENWERT_KAFKA", kafka);
    variables.put("KUNDENWERT_TOPIC_PARTITIONS", "3");
    variables.put("KUNDENWERT_ISSUER", publicUrl);
    variables.put("KUNDENWERT_JWKS_URI", url(ServiceDefinition.GATEWAY) + "/.well-known/jwks.json");
    for (ServiceDefinition other : ServiceDefinition.values()) {
      variables.put(other.addressVariable(), url(other));
    }
    variables.put("KUNDENWERT_DEMO", "true");
    variables.put("KUNDENWERT_RESTORED", restored);
    if (service == ServiceDefinition.GATEWAY) {
      variables.put("KUNDENWERT_DEV_KEY_FILE", signingKey.toString());
      variables.put("KUNDENWERT_DEV_API_KEY", apiKey);
    }
    if (service == ServiceDefinition.IMPORT) {
      variables.put("KUNDENWERT_UPLOAD_DIR", uploads.toString());
    }
    return variables;
  }
}
