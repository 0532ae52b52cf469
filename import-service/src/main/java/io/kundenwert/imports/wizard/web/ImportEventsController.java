package io.kundenwert.imports.wizard.web;

import io.kundenwert.imports.run.ChangeFeed;
import io.kundenwert.imports.run.RunView;
import io.kundenwert.imports.wizard.ImportState;
import io.kundenwert.imports.wizard.Imports;
import io.kundenwert.imports.wizard.OverlapState;
import io.kundenwert.support.access.AccessGuard;
import io.kundenwert.support.access.Action;
import io.kundenwert.support.identity.Caller;
import io.kundenwert.support.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Streams an import's state while it changes (A5). Each event is the whole state: a client that
 * missed some has missed nothing.
 */
@RestController
@Tag(name = "Imports")
class ImportEventsController implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(ImportEventsController.class);
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final Duration BETWEEN = Duration.ofMillis(400);
  private static final String EVENT = "import";

  private final Imports imports;
  private final ChangeFeed feed;
  private final AccessGuard guard;
  private final Set<Thread> streams = ConcurrentHashMap.newKeySet();
  private volatile boolean running;

  ImportEventsController(Imports imports, ChangeFeed feed, AccessGuard guard) {
    this.imports = imports;
    this.feed = feed;
    this.guard = guard;
  }

  @Operation(
      operationId = "followImport",
      summary = "Follow an import",
      description =
          "Server-sent events named 'import' with the state, without its analysis. The stream ends"
              + " with the run. A client that sends Last-Event-ID gets what changed since.",
      responses =
          @ApiResponse(
              responseCode = "200",
              content =
                  @Content(
                      mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                      schema = @Schema(implementation = ImportState.class))))
  @GetMapping(
      path = "/api/v1/teams/{teamId}/imports/{importId}/events",
      produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  ResponseEntity<SseEmitter> events(
      @PathVariable UUID teamId,
      @PathVariable UUID importId,
      @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
      @Parameter(hidden = true) Caller caller) {
    guard.require(caller, teamId, Action.VIEW_IMPORTS);
    UUID productId = imports.productOf(teamId, importId);
    guard.require(caller, teamId, productId, Action.VIEW_IMPORTS);
    SseEmitter emitter = new SseEmitter(0L);
    Stream stream = new Stream(emitter, caller, teamId, productId, importId, lastEventId);
    Thread.ofVirtual().name("events-" + importId).start(stream::run);
    return ResponseEntity.ok()
        // Proxies must pass events on as they come.
        .header("X-Accel-Buffering", "no")
        .body(emitter);
  }

  /** One client. */
  private final class Stream {
    private final SseEmitter emitter;
    private final Caller caller;
    private final UUID teamId;
    private final UUID productId;
    private final UUID importId;
    private final Semaphore changes = new Semaphore(1);
    private @Nullable String lastId;

    Stream(
        SseEmitter emitter,
        Caller caller,
        UUID teamId,
        UUID productId,
        UUID importId,
        @Nullable String lastId) {
      this.emitter = emitter;
      this.caller = caller;
      this.teamId = teamId;
      this.productId = productId;
      this.importId = importId;
      this.lastId = lastId;
    }

    void run() {
      Thread thread = Thread.currentThread();
      streams.add(thread);
      Runnable gone = thread::interrupt;
      emitter.onCompletion(gone);
      emitter.onError(failure -> gone.run());
      try (var subscription = feed.subscribe(importId, changes::release)) {
        follow();
        emitter.complete();
      } catch (IOException | InterruptedException | IllegalStateException left) {
        // The client went away, or the service stops.
        emitter.complete();
      } catch (Problem refused) {
        // The right was taken away: nothing more is told.
        emitter.complete();
      } catch (RuntimeException failure) {
        log.warn("A stream of events broke: {}", failure.getClass().getName());
        emitter.complete();
      } finally {
        streams.remove(thread);
      }
    }

    private void follow() throws IOException, InterruptedException {
      while (running) {
        if (changes.tryAcquire(HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS)) {
          changes.drainPermits();
          if (send()) {
            return;
          }
          TimeUnit.MILLISECONDS.sleep(BETWEEN.toMillis());
        } else {
          emitter.send(SseEmitter.event().comment("still here"));
        }
      }
    }

    /** Sends the state if the client does not have it; returns whether it was the last one. */
    private boolean send() throws IOException {
      guard.require(caller, teamId, productId, Action.VIEW_IMPORTS);
      ImportState state = imports.live(teamId, importId);
      RunView run = state.run();
      String id =
          state.version() + "." + version(run) + "." + version(state.dryRun()) + overlap(state);
      if (!id.equals(lastId)) {
        emitter.send(SseEmitter.event().id(id).name(EVENT).data(state, MediaType.APPLICATION_JSON));
        lastId = id;
      }
      return run != null && run.ended();
    }

    /** What can become known of an overlap while the import itself does not change. */
    private static String overlap(ImportState state) {
      OverlapState overlap = state.overlap();
      return overlap == null
          ? ""
          : "." + overlap.complete() + "." + overlap.question() + "." + overlap.identicalRows();
    }

    private static long version(@Nullable RunView run) {
      return run == null ? 0 : run.version();
    }
  }

  @Override
  public void start() {
    running = true;
  }

  /** Open streams would hold up a graceful stop; clients come back to another replica. */
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
