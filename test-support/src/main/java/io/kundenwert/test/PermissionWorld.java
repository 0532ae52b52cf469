package io.kundenwert.test;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Whom and what a {@link PermissionMatrix} needs: a team with a user in each role who made a
 * product, a product that another member made, and somebody of another team.
 *
 * @param team the team
 * @param users a user by role
 * @param own the product that the user of a role created
 * @param maker another member
 * @param foreign the product that the other member created
 * @param strangersTeam another team
 * @param stranger its owner
 */
public record PermissionWorld(
    UUID team,
    Map<String, UUID> users,
    Map<String, UUID> own,
    UUID maker,
    UUID foreign,
    UUID strangersTeam,
    UUID stranger) {

  /** New ids that nobody knows yet. */
  public static PermissionWorld random() {
    return new PermissionWorld(
        UUID.randomUUID(),
        byRole(),
        byRole(),
        UUID.randomUUID(),
        UUID.randomUUID(),
        UUID.randomUUID(),
        UUID.randomUUID());
  }

  private static Map<String, UUID> byRole() {
    return PermissionTable.ROLES.stream()
        .collect(Collectors.toUnmodifiableMap(role -> role, role -> UUID.randomUUID()));
  }

  /** The user of a role. */
  public UUID user(String role) {
    return Objects.requireNonNull(users.get(role), role);
  }

  /** The product that the user of a role created. */
  public UUID own(String role) {
    return Objects.requireNonNull(own.get(role), role);
  }

  /** The role of each member. */
  public Map<UUID, String> members() {
    Map<UUID, String> members = new LinkedHashMap<>();
    users.forEach((role, user) -> members.put(user, role));
    members.put(maker, "member");
    return members;
  }

  /** The creator of each product. */
  public Map<UUID, UUID> products() {
    Map<UUID, UUID> products = new LinkedHashMap<>();
    own.forEach((role, product) -> products.put(product, user(role)));
    products.put(foreign, maker);
    return products;
  }

  /** Publishes both teams as team-service does; a service knows them a moment later. */
  public void publish() {
    TestAccess.publish(strangersTeam, Map.of(stranger, "owner"), Map.of());
    TestAccess.publish(team, members(), products());
  }

  /** Publishes the settings of all products as team-service does. */
  public void publishProducts() {
    for (UUID product : products().keySet()) {
      TestTopics.send(
          "team.products.v1",
          product.toString(),
          """
          {"productId":"%s","teamId":"%s","version":1,"name":"Kurse","currency":"EUR",\
          "timeZone":"Europe/Berlin","highFrom":10000,"mediumFrom":5000,"rankBy":"gross"}"""
              .formatted(product, team));
    }
  }

  /** Publishes the team without a member. */
  void publishWithout(UUID user) {
    Map<UUID, String> members = new HashMap<>(members());
    members.remove(user);
    TestAccess.publish(team, members, products());
  }

  /** Publishes the team with another role of a member. */
  void publishWith(UUID user, String role) {
    Map<UUID, String> members = new HashMap<>(members());
    members.put(user, role);
    TestAccess.publish(team, members, products());
  }

  /** Publishes the team with another creator of a product. */
  void publishWith(UUID product, UUID creator) {
    Map<UUID, UUID> products = new HashMap<>(products());
    products.put(product, creator);
    TestAccess.publish(team, members(), products);
  }
}
