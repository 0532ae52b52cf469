package io.kundenwert.support.access;

import io.kundenwert.events.TeamAccess;
import io.kundenwert.support.identity.Caller;
import io.kundenwert.support.problem.Problem;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Answers "may this user do that?" from the {@link AccessView}, and asks team-service once before
 * it says no: a product created or an invitation accepted a moment ago works on the next request.
 */
public final class AccessGuard {
  private final AccessView view;
  private final @Nullable AccessReadThrough readThrough;

  /** Without a read-through the view is the truth itself, and there is nobody to ask. */
  AccessGuard(AccessView view, @Nullable AccessReadThrough readThrough) {
    this.view = view;
    this.readThrough = readThrough;
  }

  /**
   * Lets an action on a team pass.
   *
   * @return the caller's role
   * @throws Problem 404 if the caller is no member (another team's object does not exist for them),
   *     403 if the role does not allow it, or {@code scope-missing} if the API key was made for
   *     less
   */
  public Role require(Caller caller, UUID teamId, Action action) {
    return decide(caller, teamId, null, false, action);
  }

  /**
   * Lets an action pass whose product is yet to be looked up, for example by the id of an import:
   * whoever may do it with no product of the team learns nothing of what the team has. The caller
   * asks again once the product is known.
   *
   * @throws Problem as {@link #require(Caller, UUID, Action)}; 403 if the role allows it not even
   *     for products of one's own
   */
  public void requireForSome(Caller caller, UUID teamId, Action action) {
    decide(caller, teamId, null, true, action);
  }

  /**
   * Lets an action on a product pass.
   *
   * @return the caller's role
   * @throws Problem 404 if the caller is no member or the product is not the team's, 403 if the
   *     role does not allow it
   */
  public Role require(Caller caller, UUID teamId, UUID productId, Action action) {
    return decide(caller, teamId, productId, false, action);
  }

  /**
   * Whether an action on a product passes, as far as is known here; asks nobody, and is for telling
   * people less, never for letting something pass that {@link #require} would refuse.
   */
  public boolean allows(Caller caller, UUID teamId, UUID productId, Action action) {
    return !view.isStale()
        && decision(caller, teamId, productId, false, action).allowed()
        && (caller.scopes() == null || caller.scopes().contains(action.keyScope().wireName()));
  }

  /**
   * Decides.
   *
   * @param ownIfUnknown without a product, whether to decide as for one of the caller's own
   */
  private Role decide(
      Caller caller, UUID teamId, @Nullable UUID productId, boolean ownIfUnknown, Action action) {
    if (view.isStale()) {
      // Whoever was removed meanwhile must not profit from it; the merge goes on without asking.
      throw new Problem(HttpStatus.SERVICE_UNAVAILABLE, "permissions-stale");
    }
    Decision decision = decision(caller, teamId, productId, ownIfUnknown, action);
    if (!decision.allowed() && readThrough != null) {
      readThrough.refresh(caller, teamId, productId);
      // Also where another request did the asking: this one waited for its answer.
      decision = decision(caller, teamId, productId, ownIfUnknown, action);
    }
    if (decision.role() == null || !decision.productKnown()) {
      throw Problem.notFound(decision.role() == null ? "team" : "product");
    }
    if (!decision.allowed()) {
      throw new Problem(HttpStatus.FORBIDDEN, "forbidden");
    }
    String scope = action.keyScope().wireName();
    if (caller.scopes() != null && !caller.scopes().contains(scope)) {
      throw new Problem(HttpStatus.FORBIDDEN, "scope-missing", Map.of("scope", scope));
    }
    return decision.role();
  }

  private Decision decision(
      Caller caller, UUID teamId, @Nullable UUID productId, boolean ownIfUnknown, Action action) {
    return Decision.of(view.team(teamId), caller.userId(), productId, ownIfUnknown, action);
  }

  private record Decision(@Nullable Role role, boolean productKnown, boolean allowed) {
    static Decision of(
        @Nullable TeamAccess team,
        UUID userId,
        @Nullable UUID productId,
        boolean ownIfUnknown,
        Action action) {
      if (team == null || !team.status().equals("active")) {
        return new Decision(null, false, false);
      }
      Role role = null;
      for (TeamAccess.Member member : team.members()) {
        if (member.userId().equals(userId)) {
          role = Role.ofWireName(member.role());
        }
      }
      if (role == null) {
        return new Decision(null, false, false);
      }
      if (productId == null) {
        return new Decision(role, true, action.allows(role, ownIfUnknown));
      }
      for (TeamAccess.Product product : team.products()) {
        if (product.productId().equals(productId)) {
          return new Decision(role, true, action.allows(role, product.createdBy().equals(userId)));
        }
      }
      return new Decision(role, false, false);
    }
  }
}
