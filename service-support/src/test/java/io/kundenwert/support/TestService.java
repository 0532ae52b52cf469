package io.kundenwert.support;

import io.kundenwert.events.TeamState;
import io.kundenwert.support.access.AccessGuard;
import io.kundenwert.support.access.Action;
import io.kundenwert.support.events.EventConsumers;
import io.kundenwert.support.events.EventOutbox;
import io.kundenwert.support.idempotency.IdempotentRequests;
import io.kundenwert.support.identity.Caller;
import io.kundenwert.support.ids.Ids;
import io.kundenwert.support.problem.Problem;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.messaging.Message;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

@SpringBootApplication
class TestService {
  /** What the consumer was given, in order. */
  final List<TeamState> heard = new CopyOnWriteArrayList<>();

  @Bean
  Consumer<Message<?>> heard(EventConsumers consumers) {
    return consumers.of(
        TeamState.class,
        (key, state) -> {
          if (state != null) {
            heard.add(state);
          }
        });
  }

  @Bean
  Things things(JdbcClient jdbc, EventOutbox outbox) {
    return new Things(jdbc, outbox);
  }

  /** A use case with an event. */
  static class Things {
    private final JdbcClient jdbc;
    private final EventOutbox outbox;

    Things(JdbcClient jdbc, EventOutbox outbox) {
      this.jdbc = jdbc;
      this.outbox = outbox;
    }

    @Transactional
    public UUID create(String name) {
      UUID id = Ids.next();
      jdbc.sql("INSERT INTO thing (id, name) VALUES (?, ?)").params(id, name).update();
      if (name.equals("refused")) {
        throw new Problem(HttpStatus.CONFLICT, "thing-refused");
      }
      return id;
    }

    @Transactional
    public void rename(UUID team, int versions, boolean fail) {
      for (int version = 1; version <= versions; version++) {
        outbox.publish(team.toString(), new TeamState(team, version, "n", "enterprise", 0));
      }
      if (fail) {
        throw new IllegalStateException("after publishing");
      }
    }
  }

  @RestController
  static class ThingController {
    private final Things things;
    private final AccessGuard guard;
    private final IdempotentRequests idempotent;

    ThingController(Things things, AccessGuard guard, IdempotentRequests idempotent) {
      this.things = things;
      this.guard = guard;
      this.idempotent = idempotent;
    }

    record NewThing(String name) {}

    record Created(UUID id) {}

    @PostMapping("/api/v1/teams/{teamId}/things")
    ResponseEntity<Created> create(
        Caller caller,
        @PathVariable UUID teamId,
        @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
        @RequestBody NewThing thing) {
      return idempotent.run(
          caller.userId(),
          key,
          "create thing in " + teamId,
          thing,
          Created.class,
          () -> {
            UUID id = things.create(thing.name());
            return ResponseEntity.created(URI.create("/api/v1/teams/" + teamId + "/things/" + id))
                .body(new Created(id));
          });
    }

    @GetMapping("/api/v1/teams/{teamId}")
    Map<String, String> team(Caller caller, @PathVariable UUID teamId) {
      return Map.of("role", guard.require(caller, teamId, Action.VIEW_TEAM).wireName());
    }

    @GetMapping("/api/v1/teams/{teamId}/products/{productId}")
    Map<String, String> product(
        Caller caller, @PathVariable UUID teamId, @PathVariable UUID productId) {
      return Map.of(
          "role", guard.require(caller, teamId, productId, Action.EDIT_PRODUCT).wireName());
    }

    @GetMapping("/api/v1/broken")
    Map<String, String> broken() {
      throw new IllegalStateException("secret detail");
    }
  }
}
