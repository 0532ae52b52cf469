package io.kundenwert.events;

import java.time.Instant;

/**
 * Says that everything about access that was decided before a moment is in this partition of the
 * topic (D1). One goes to each partition every few seconds, with a key of its own and the type in
 * its header; a reader that misses them for half a minute does not know any more who may do what,
 * and refuses.
 *
 * @param at the moment, by team-service's clock
 */
@EventType(value = "team.access-heartbeat.v1", topic = Topic.TEAM_ACCESS)
public record AccessHeartbeat(Instant at) {
  /** Key of the heartbeats of a partition; all other keys of the topic are ids of teams. */
  public static String key(int partition) {
    return "heartbeat-" + partition;
  }
}
