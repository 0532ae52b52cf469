package io.kundenwert.gateway.token;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.kundenwert.gateway.problem.GatewayProblem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Tokens of callers, remembered for seconds by their credential's hash: a page that asks for ten
 * things at once costs one exchange, and an ended session works no longer than that. Callers who
 * come at the same time with one credential wait for one exchange. That team-service could not be
 * asked is never remembered.
 */
@Component
public class Tokens {
  /** New credentials are never asked for before they exist, so this hurts nobody. */
  private static final Duration REFUSAL_KEPT = Duration.ofSeconds(1);

  private final TokenEndpoint endpoint;
  private final Duration kept;
  private final AsyncCache<String, Answer> answers;

  /** An answer and when it was asked for: from then on it may be wrong. */
  private record Answer(Optional<String> token, long askedAt) {}

  Tokens(TokenEndpoint endpoint, TokenProperties properties) {
    this.endpoint = endpoint;
    this.kept = properties.kept();
    this.answers =
        Caffeine.newBuilder()
            .maximumSize(properties.most())
            .expireAfter(Expiry.<String, Answer>creating((credential, answer) -> left(answer)))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .buildAsync();
  }

  private Duration left(Answer answer) {
    Duration old = Duration.ofNanos(System.nanoTime() - answer.askedAt());
    Duration left = (answer.token().isPresent() ? kept : REFUSAL_KEPT).minus(old);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** The token of a caller; empty if the credential is not valid. */
  public Optional<String> of(Credential credential, Purpose purpose, Sender sender) {
    CompletableFuture<Answer> answer =
        answers.get(
            key(credential, purpose),
            (key, executor) ->
                CompletableFuture.supplyAsync(
                    () -> {
                      long askedAt = System.nanoTime();
                      return new Answer(endpoint.exchange(credential, purpose, sender), askedAt);
                    },
                    executor));
    try {
      return answer.join().token();
    } catch (CompletionException failure) {
      if (failure.getCause() instanceof GatewayProblem problem) {
        throw problem;
      }
      throw failure;
    }
  }

  /** Forgets what a credential was exchanged for. */
  public void forget(Credential credential) {
    List<String> keys =
        Stream.of(Purpose.values()).map(purpose -> key(credential, purpose)).toList();
    answers.synchronous().invalidateAll(keys);
  }

  private static String key(Credential credential, Purpose purpose) {
    return purpose + ":" + credential.fingerprint();
  }
}
