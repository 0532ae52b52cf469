package io.kundenwert.gateway.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.retry.RetryRegistry;
import io.kundenwert.gateway.address.ClientAddress;
import io.kundenwert.gateway.correlation.CorrelationFilter;
import io.kundenwert.gateway.problem.GatewayProblem;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * team-service as the gateway's identity provider. A refusal is an answer; everything else that is
 * not a success means that team-service cannot be asked now, and is no verdict on the caller.
 */
@Component
public class TokenEndpoint {
  private static final Logger log = LoggerFactory.getLogger(TokenEndpoint.class);
  private static final String SERVICE = "team-service";
  private static final String CLIENT = "gateway";
  private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
  private static final String SIGN_IN = "urn:kundenwert:grant:sign-in";
  private static final int LONGEST_ANSWER = 64 * 1024;

  private final RestClient client;
  private final JsonMapper json;
  private final URI tokens;
  private final URI currentSession;
  private final String authorization;
  private final CircuitBreaker exchanges;
  private final CircuitBreaker signIns;
  private final Retry retry;

  TokenEndpoint(
      TokenProperties properties,
      @Value("${kundenwert.gateway.timeouts.connect}") Duration connect,
      CircuitBreakerRegistry breakers,
      RetryRegistry retries,
      JsonMapper json) {
    Executor executor = Executors.newVirtualThreadPerTaskExecutor();
    JdkClientHttpRequestFactory requests =
        new JdkClientHttpRequestFactory(
            HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connect)
                .executor(executor)
                .build(),
            executor);
    requests.setReadTimeout(properties.timeout());
    this.client = RestClient.builder().requestFactory(requests).build();
    this.json = json;
    this.tokens = URI.create(properties.url() + "/oauth2/token");
    this.currentSession = URI.create(properties.url() + "/api/v1/sessions/current");
    // RFC 6749, 2.3.1: both parts are form-encoded before they are put together.
    this.authorization =
        "Basic "
            + HttpHeaders.encodeBasicAuth(
                CLIENT, URLEncoder.encode(properties.secret(), UTF_8), UTF_8);
    // Passwords are slow to check on purpose: that says nothing about exchanges.
    this.exchanges = breakers.circuitBreaker("token-exchange");
    this.signIns = breakers.circuitBreaker("sign-in");
    this.retry =
        retries.retry(
            "token-exchange",
            RetryConfig.from(retries.getDefaultConfig())
                .retryOnException(TokenEndpoint::connectionBroke)
                .build());
  }

  /** A token for a credential; empty if the credential is not valid. */
  Optional<String> exchange(Credential credential, Purpose purpose, Sender sender) {
    MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
    form.add("grant_type", EXCHANGE);
    form.add("subject_token", credential.secret());
    form.add("subject_token_type", credential.kind().tokenType());
    form.add("client_address", sender.clientAddress());
    if (purpose == Purpose.UPLOAD) {
      form.add("purpose", "upload");
    }
    // Asking twice gives another token of the same kind, so a broken connection costs nobody's
    // call.
    JsonNode answer =
        guarded(
            () -> retry.executeSupplier(() -> exchanges.executeSupplier(() -> ask(form, sender))));
    return isRefused(answer) ? Optional.empty() : Optional.of(text(answer, "access_token"));
  }

  /** Makes a session of a password. */
  public SignIn signIn(String email, String password, @Nullable String device, Sender sender) {
    MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
    form.add("grant_type", SIGN_IN);
    form.add("email", email);
    form.add("password", password);
    form.add("client_address", sender.clientAddress());
    form.add("user_agent", sender.userAgent());
    if (device != null) {
      form.add("device", device);
    }
    JsonNode answer = guarded(() -> signIns.executeSupplier(() -> ask(form, sender)));
    if (isRefused(answer)) {
      return answer.path("error_description").asString("").equals("sign-in-throttled")
          ? new SignIn.Throttled(Math.max(1, answer.path("retry_after").asLong(60)))
          : new SignIn.Refused();
    }
    return new SignIn.Session(
        text(answer, "session"),
        Duration.ofSeconds(Long.parseLong(text(answer, "session_expires_in"))),
        answer.path("device").asStringOpt().orElse(null));
  }

  /** Ends the session that a token is of. */
  public void endSession(String token, Sender sender) {
    HttpStatus status =
        guarded(
            () ->
                exchanges.executeSupplier(
                    () ->
                        client
                            .delete()
                            .uri(currentSession)
                            .headers(headers -> describe(headers, "Bearer " + token, sender))
                            .exchange(
                                (request, response) -> {
                                  HttpStatus answered =
                                      HttpStatus.resolve(response.getStatusCode().value());
                                  if (answered == null || answered.is5xxServerError()) {
                                    throw new NoAnswer("status " + response.getStatusCode());
                                  }
                                  return answered;
                                })));
    if (!status.is2xxSuccessful()) {
      log.info("The session had ended before: {}", status.value());
    }
  }

  private JsonNode ask(MultiValueMap<String, String> form, Sender sender) {
    return client
        .post()
        .uri(tokens)
        .contentType(MediaType.APPLICATION_FORM_URLENCODED)
        .headers(headers -> describe(headers, authorization, sender))
        .body(form)
        .exchange(
            (request, response) -> {
              int status = response.getStatusCode().value();
              JsonNode answer;
              try {
                answer = json.readTree(response.getBody().readNBytes(LONGEST_ANSWER));
              } catch (JacksonException noJson) {
                throw new NoAnswer("status " + status + " without JSON");
              }
              if (status != HttpStatus.OK.value() && !isRefused(answer)) {
                throw new NoAnswer("status " + status + ", " + answer.path("error").asString(""));
              }
              return answer;
            });
  }

  private static void describe(HttpHeaders headers, String authorization, Sender sender) {
    headers.set(HttpHeaders.AUTHORIZATION, authorization);
    headers.set(ClientAddress.HEADER, sender.clientAddress());
    if (sender.correlationId() != null) {
      headers.set(CorrelationFilter.HEADER, sender.correlationId());
    }
  }

  private static boolean isRefused(JsonNode answer) {
    return answer.path("error").asString("").equals("invalid_grant");
  }

  private static String text(JsonNode answer, String name) {
    String text = answer.path(name).asString("");
    if (text.isEmpty()) {
      log.error("team-service left out {}", name);
      throw GatewayProblem.serviceAway(SERVICE);
    }
    return text;
  }

  private static <T> T guarded(Supplier<T> question) {
    try {
      return question.get();
    } catch (CallNotPermittedException open) {
      throw GatewayProblem.serviceAway(SERVICE);
    } catch (NoAnswer failure) {
      // A wrong KUNDENWERT_GATEWAY_SECRET shows here, as invalid_client.
      log.error("team-service does not exchange credentials: {}", failure.getMessage());
      throw GatewayProblem.serviceAway(SERVICE);
    } catch (ResourceAccessException failure) {
      log.warn("team-service did not answer: {}", failure.getMessage());
      throw GatewayProblem.serviceAway(SERVICE);
    }
  }

  private static boolean connectionBroke(Throwable failure) {
    return failure instanceof ResourceAccessException
        && !(failure.getCause() instanceof HttpTimeoutException);
  }

  /** An answer that is none. */
  private static final class NoAnswer extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoAnswer(String message) {
      super(message);
    }
  }
}
