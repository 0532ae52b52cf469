package io.kundenwert.support.access;

import io.kundenwert.events.TeamAccess;
import io.kundenwert.support.identity.Caller;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestClientResponseException;

/**
 * Asks team-service for a team's access state when the view would refuse: one request at a time per
 * user and team, and none within a second of the last, so that refusals cannot be turned into load.
 */
final class AccessReadThrough {
  private static final Logger log = LoggerFactory.getLogger(AccessReadThrough.class);
  private static final long QUIET_MILLIS = 1_000;
  private static final int REMEMBERED = 10_000;

  private final RestClient teamService;
  private final AccessView view;
  private final Clock clock;
  private final Map<Asked, Instant> lastAsked = new ConcurrentHashMap<>();

  private record Asked(UUID userId, UUID teamId) {}

  AccessReadThrough(RestClient teamService, AccessView view, Clock clock) {
    this.teamService = teamService;
    this.view = view;
    this.clock = clock;
  }

  /** Returns when the view knows what team-service said, now or within the last second. */
  void refresh(Caller caller, UUID teamId) {
    Instant now = clock.instant();
    if (lastAsked.size() > REMEMBERED) {
      lastAsked.values().removeIf(asked -> asked.plusMillis(QUIET_MILLIS).isBefore(now));
    }
    // compute() holds the entry: a second refusal waits for the first one's answer.
    lastAsked.compute(
        new Asked(caller.userId(), teamId),
        (key, last) -> {
          if (last != null && last.plusMillis(QUIET_MILLIS).isAfter(now)) {
            return last;
          }
          fetch(caller, teamId);
          return now;
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
