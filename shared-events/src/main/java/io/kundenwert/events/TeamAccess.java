package io.kundenwert.events;

import java.util.List;
import java.util.UUID;

/**
 * The whole access state of a team: atomic, ordered, replayable. Every service answers "may this
 * user do that?" from its own view of these records (D1).
 *
 * @param teamId team, key of the record
 * @param version rises with every change
 * @param status active or deleted
 * @param plan name of the plan
 * @param members everyone who has access
 * @param products the team's products
 */
@EventType(value = "team.access.v1", topic = Topic.TEAM_ACCESS)
public record TeamAccess(
    UUID teamId,
    long version,
    String status,
    String plan,
    List<Member> members,
    List<Product> products) {

  /**
   * A member.
   *
   * @param userId user
   * @param role owner, admin, member or viewer; an unknown role has no rights
   */
  public record Member(UUID userId, String role) {}

  /**
   * A product.
   *
   * @param productId product
   * @param createdBy the user for whom the product is "own" (D1)
   */
  public record Product(UUID productId, UUID createdBy) {}
}
