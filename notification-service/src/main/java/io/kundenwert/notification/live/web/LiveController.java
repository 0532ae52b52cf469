package io.kundenwert.notification.live.web;

import io.kundenwert.events.TeamAccess;
import io.kundenwert.notification.live.Hint;
import io.kundenwert.notification.live.HintHub;
import io.kundenwert.support.access.AccessGuard;
import io.kundenwert.support.access.AccessView;
import io.kundenwert.support.access.Action;
import io.kundenwert.support.identity.Caller;
import io.kundenwert.support.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Streams hints. A hint carries no data, so nothing is masked: whoever asks afterwards gets what
 * their role may see. What they may not even know of is not hinted at.
 */
@RestController
@Tag(name = "Live", description = "Hints that there is something new")
class LiveController implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(LiveController.class);

  /** Closed ones count until they are written to: reloading a page often must not reach it. */
  private static final int MOST_STREAMS = 50;

  /** More different hints than that are one: ask for everything. */
  private static final int MOST_WAITING = 200;

  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  /** Hints of the same kind come together: a mass import is a few hints in a second. */
  private static final Duration BETWEEN = Duration.ofMillis(400);

  private final HintHub hub;
  private final AccessGuard guard;
  private final AccessView access;
  private final Clock clock;
  private final Set<Thread> streams = ConcurrentHashMap.newKeySet();
  private volatile boolean running;

  LiveController(HintHub hub, AccessGuard guard, AccessView access, Clock clock) {
    this.hub = hub;
    this.guard = guard;
    this.access = access;
    this.clock = clock;
  }

  @Operation(
      operationId = "followTeam",
      summary = "Hears that there is something new in a team",
      description =
          "Server-sent events named 'hint'. Each stream begins with 'all', so that a client that"
              + " comes back misses nothing. It ends when the caller's access does, and"
              + " with the token that it was opened with: a signed-in client comes back with another.",
      responses =
          @ApiResponse(
              responseCode = "200",
              content =
                  @Content(
                      mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                      schema = @Schema(implementation = Hint.class))))
  @GetMapping(path = "/api/v1/teams/{teamId}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  ResponseEntity<SseEmitter> events(Caller caller, @PathVariable UUID teamId) {
    guard.require(caller, teamId, Action.VIEW_INBOX);
    if (hub.streamsOf(caller.userId()) >= MOST_STREAMS) {
      throw new Problem(
          HttpStatus.TOO_MANY_REQUESTS, "too-many-streams", Map.of("most", MOST_STREAMS));
    }
    SseEmitter emitter = new SseEmitter(0L);
    Stream stream = new Stream(emitter, caller, teamId);
    Thread.ofVirtual().name("hints-" + teamId).start(stream::run);
    return ResponseEntity.ok()
        // Proxies must pass events on as they come.
        .header("X-Accel-Buffering", "no")
        .body(emitter);
  }

  /** One browser. */
  private final class Stream implements HintHub.Listener {
    private final SseEmitter emitter;
    private final Caller caller;
    private final UUID teamId;
    private final Set<Hint> waiting = new LinkedHashSet<>(List.of(Hint.ALL));
    private final Semaphore news = new Semaphore(1);

    Stream(SseEmitter emitter, Caller caller, UUID teamId) {
      this.emitter = emitter;
      this.caller = caller;
      this.teamId = teamId;
    }

    @Override
    public UUID userId() {
      return caller.userId();
    }

    @Override
    public void hear(Hint hint) {
      synchronized (waiting) {
        if (waiting.contains(Hint.ALL)) {
          return;
        }
        if (hint.equals(Hint.ALL) || waiting.size() >= MOST_WAITING) {
          waiting.clear();
          waiting.add(Hint.ALL);
        } else {
          waiting.add(hint);
        }
      }
      news.release();
    }

    void run() {
      Thread thread = Thread.currentThread();
      streams.add(thread);
      emitter.onCompletion(thread::interrupt);
      emitter.onError(failure -> thread.interrupt());
      try (var subscription = hub.subscribe(teamId, this)) {
        follow();
      } catch (IOException | InterruptedException | IllegalStateException | Problem over) {
        // The browser went away, the service stops, or access was taken away.
        log.debug("A stream of hints ended: {}", over.getClass().getSimpleName());
      } catch (RuntimeException failure) {
        log.warn("A stream of hints broke: {}", failure.getClass().getName());
      } finally {
        streams.remove(thread);
        emitter.complete();
      }
    }

    private void follow() throws IOException, InterruptedException {
      TeamAccess known = access.team(teamId);
      long silentUntil = System.nanoTime() + HEARTBEAT.toNanos();
      while (running && clock.instant().isBefore(caller.until())) {
        boolean heard = news.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        guard.require(caller, teamId, Action.VIEW_INBOX);
        TeamAccess now = access.team(teamId);
        if (!isSame(known, now)) {
          known = now;
          hear(Hint.SESSION);
          heard = true;
        }
        if (heard) {
          news.drainPermits();
          send();
          silentUntil = System.nanoTime() + HEARTBEAT.toNanos();
          TimeUnit.MILLISECONDS.sleep(BETWEEN.toMillis());
        } else if (System.nanoTime() - silentUntil > 0) {
          emitter.send(SseEmitter.event().comment("still here"));
          silentUntil = System.nanoTime() + HEARTBEAT.toNanos();
        }
      }
    }

    private static boolean isSame(@Nullable TeamAccess known, @Nullable TeamAccess now) {
      return known == null ? now == null : now != null && known.version() == now.version();
    }

    private void send() throws IOException {
      List<Hint> hints;
      synchronized (waiting) {
        hints = List.copyOf(waiting);
        waiting.clear();
      }
      for (Hint hint : hints) {
        if (isForCaller(hint)) {
          emitter.send(SseEmitter.event().name("hint").data(hint, MediaType.APPLICATION_JSON));
        }
      }
    }

    private boolean isForCaller(Hint hint) {
      UUID productId = hint.productId();
      if (productId == null) {
        return true;
      }
      // Without asking team-service: who may not know is told nothing, several times a second.
      return guard.allows(
          caller,
          teamId,
          productId,
          hint.importId() == null ? Action.LIST_CUSTOMERS : Action.VIEW_IMPORTS);
    }
  }

  @Override
  public void start() {
    running = true;
  }

  /** Open streams would hold up a graceful stop; browsers come back to another replica. */
  @Override
  public void stop() {
    running = false;
    streams.forEach(Thread::interrupt);
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
