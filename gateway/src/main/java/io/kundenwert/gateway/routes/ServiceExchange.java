package io.kundenwert.gateway.routes;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.server.mvc.config.GatewayMvcProperties;
import org.springframework.cloud.gateway.server.mvc.handler.ProxyExchange;
import org.springframework.cloud.gateway.server.mvc.handler.RestClientProxyExchange;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.servlet.function.ServerResponse;

/** Passes requests on, with the time-out that their kind has. */
@Component
class ServiceExchange implements ProxyExchange {
  private final Map<Exchange, ProxyExchange> exchanges = new EnumMap<>(Exchange.class);

  ServiceExchange(GatewayProperties gateway, GatewayMvcProperties properties) {
    GatewayProperties.Timeouts timeouts = gateway.timeouts();
    Executor executor = Executors.newVirtualThreadPerTaskExecutor();
    HttpClient client =
        HttpClient.newBuilder()
            // Upgrading a connection that carries a body costs a round trip and gains nothing.
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeouts.connect())
            .executor(executor)
            .build();
    exchanges.put(Exchange.CALL, exchange(client, executor, timeouts.call(), properties));
    exchanges.put(Exchange.UPLOAD, exchange(client, executor, timeouts.upload(), properties));
    exchanges.put(Exchange.STREAM, exchange(client, executor, null, properties));
  }

  private static ProxyExchange exchange(
      HttpClient client,
      Executor executor,
      @Nullable Duration timeout,
      GatewayMvcProperties properties) {
    JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(client, executor);
    if (timeout != null) {
      requests.setReadTimeout(timeout);
    }
    return new RestClientProxyExchange(
        RestClient.builder().requestFactory(requests).build(), properties);
  }

  @Override
  public ServerResponse exchange(Request request) {
    Object kind = request.getServerRequest().attribute(Exchange.ATTRIBUTE).orElse(Exchange.CALL);
    ProxyExchange exchange = exchanges.get(kind);
    if (exchange == null) {
      throw new IllegalStateException("No exchange for " + kind);
    }
    return exchange.exchange(request);
  }
}
