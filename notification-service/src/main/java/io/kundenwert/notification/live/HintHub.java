package io.kundenwert.notification.live;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who listens for hints of which team, in this replica. */
@Component
public class HintHub {
  private final Map<UUID, Set<Listener>> teams = new ConcurrentHashMap<>();

  /** Takes hints; it must not block. */
  public interface Listener {
    /** Whose stream it is. */
    UUID userId();

    /** Takes a hint. */
    void hear(Hint hint);
  }

  /** Ends a subscription. */
  public interface Subscription extends AutoCloseable {
    @Override
    void close();
  }

  /** Brings the hints of a team to a listener. */
  public Subscription subscribe(UUID teamId, Listener listener) {
    teams.compute(
        teamId,
        (id, known) -> {
          Set<Listener> set = known == null ? ConcurrentHashMap.newKeySet() : known;
          set.add(listener);
          return set;
        });
    return () ->
        teams.computeIfPresent(
            teamId,
            (id, known) -> {
              known.remove(listener);
              return known.isEmpty() ? null : known;
            });
  }

  /** Brings a hint to everybody who listens for the team, or to one person only. */
  void tell(UUID teamId, Hint hint, @Nullable UUID onlyTo) {
    for (Listener listener : teams.getOrDefault(teamId, Set.of())) {
      if (onlyTo == null || onlyTo.equals(listener.userId())) {
        listener.hear(hint);
      }
    }
  }

  /** Brings a hint to everybody, whatever the team. */
  void tellAll(Hint hint) {
    teams.values().forEach(set -> set.forEach(listener -> listener.hear(hint)));
  }

  /** How many streams a person has open. */
  public long streamsOf(UUID userId) {
    return teams.values().stream()
        .flatMap(Set::stream)
        .filter(listener -> listener.userId().equals(userId))
        .count();
  }
}
