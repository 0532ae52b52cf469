package io.kundenwert.support.access;

import io.kundenwert.events.TeamAccess;
import io.kundenwert.support.identity.Caller;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestClientResponseException;

/**
 * Asks team-service for a team's access state when the view would refuse: one request at a time per
 * user and team, once a second for the same product, and seldom more than ten times a second, so
 * that refusals cannot be turned into load.
 */
final class AccessReadThrough {
  private static final Logger log = LoggerFactory.getLogger(AccessReadThrough.class);
  private static final long QUIET_MILLIS = 1_000;
  private static final int AT_MOST = 10;
  private static final int REMEMBERED = 10_000;
  private static final UUID TEAM_ITSELF = new UUID(0, 0);

  private final RestClient teamService;
  private final AccessView view;
  private final Clock clock;
  private final Map<Asker, Window> windows = new ConcurrentHashMap<>();

  private record Asker(UUID userId, UUID teamId) {}

  /** What was asked for since a moment. */
  private record Window(Instant since, Set<UUID> products) {
    boolean isOver(Instant now) {
      return since.plusMillis(QUIET_MILLIS).isBefore(now);
    }
  }

  AccessReadThrough(RestClient teamService, AccessView view, Clock clock) {
    this.teamService = teamService;
    this.view = view;
    this.clock = clock;
  }

  /**
   * Returns when the view knows what team-service said, now or within the last second.
   *
   * @param productId product that is missing or not allowed; null for the team itself
   */
  void refresh(Caller caller, UUID teamId, @Nullable UUID productId) {
    Instant now = clock.instant();
    if (windows.size() > REMEMBERED) {
      windows.values().removeIf(window -> window.isOver(now));
    }
    UUID product = productId == null ? TEAM_ITSELF : productId;
    // compute() holds the entry: a second refusal waits for the first one's answer.
    windows.compute(
        new Asker(caller.userId(), teamId),
        (key, last) -> {
          Window window =
              last == null || last.isOver(now) ? new Window(now, new HashSet<>()) : last;
          // A product may have been made since another one was asked for.
          if (window.products().size() < AT_MOST && window.products().add(product)) {
            fetch(caller, teamId);
          }
          return window;
        });
  }

  private void fetch(Caller caller, UUID teamId) {
    try {
      TeamAccess state =
          teamService
              .get()
              .uri("/internal/v1/teams/{teamId}/access", teamId)
              .headers(headers -> headers.setBearerAuth(caller.token()))
              .retrieve()
              .body(TeamAccess.class);
      if (state != null) {
        view.apply(state);
      }
    } catch (RestClientResponseException refused) {
      // Not a member, or no such team: the refusal stands.
    } catch (RestClientException unreachable) {
      log.warn("team-service could not be asked for access: {}", unreachable.getMessage());
    }
  }
}
