package io.kundenwert.test;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** Publishes access states as team-service does. */
public final class TestAccess {
  private static final String TOPIC = "team.access.v1";
  private static final AtomicLong VERSION = new AtomicLong();

  private TestAccess() {}

  /**
   * Publishes the state of an active team; each call has a higher version. A service knows it a
   * moment later: await it.
   *
   * @param roles role (owner, admin, member, viewer) by user
   * @param products creator by product
   */
  public static void publish(UUID teamId, Map<UUID, String> roles, Map<UUID, UUID> products) {
    String members =
        roles.entrySet().stream()
            .map(
                member ->
                    "{\"userId\":\"%s\",\"role\":\"%s\"}"
                        .formatted(member.getKey(), member.getValue()))
            .collect(Collectors.joining(","));
    String owned =
        products.entrySet().stream()
            .map(
                product ->
                    "{\"productId\":\"%s\",\"createdBy\":\"%s\"}"
                        .formatted(product.getKey(), product.getValue()))
            .collect(Collectors.joining(","));
    TestTopics.send(
        TOPIC,
        teamId.toString(),
        """
        {"teamId":"%s","version":%d,"status":"active","plan":"enterprise",\
        "members":[%s],"products":[%s]}"""
            .formatted(teamId, VERSION.incrementAndGet(), members, owned));
  }
}
