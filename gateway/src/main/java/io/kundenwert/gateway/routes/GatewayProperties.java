package io.kundenwert.gateway.routes;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the services are and how long they may take.
 *
 * @param services base address by name of the service
 * @param timeouts time-outs
 */
@ConfigurationProperties("kundenwert.gateway")
public record GatewayProperties(Map<String, URI> services, Timeouts timeouts) {
  /**
   * Time-outs of requests to services.
   *
   * @param connect until the connection stands
   * @param call until an ordinary answer is read to its end
   * @param upload until the answer to an upload, from the upload's first byte
   */
  public record Timeouts(Duration connect, Duration call, Duration upload) {}

  /** Address of a service. */
  public URI service(String name) {
    URI address = services.get(name);
    if (address == null) {
      throw new IllegalArgumentException("No address of " + name);
    }
    return address;
  }
}
