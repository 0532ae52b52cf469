package io.kundenwert.customer.view;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A list with a name.
 *
 * @param id view
 * @param name its name, unique among the shared ones or among one's own
 * @param scope {@code me}: only its owner sees it; {@code team}: everybody in the team does
 * @param list what it shows
 * @param version grows with each change
 * @param savedAt when it was changed last
 * @param mine whether the reader made it
 * @param mayChange whether the reader may change and delete it
 * @param adapted whether something was left out that the reader's role does not see (D2)
 */
@Schema(name = "SavedView", description = "A list of customers with a name")
public record SavedView(
    UUID id,
    String name,
    @Schema(allowableValues = {"me", "team"}) String scope,
    SavedList list,
    long version,
    Instant savedAt,
    boolean mine,
    boolean mayChange,
    @Schema(description = "Whether something was left out that the reader's role does not see")
        boolean adapted) {
  /**
   * What a view shows, as the list of customers takes it.
   *
   * @param sort order; null for the usual one
   * @param f filter; null for none
   * @param q search; null for none
   * @param cols columns by comma, each with its width in pixels after a point if that was changed;
   *     null for the usual ones
   */
  @Schema(name = "SavedList", description = "What a view shows, as the list of customers takes it")
  public record SavedList(
      @Nullable String sort, @Nullable String f, @Nullable String q, @Nullable String cols) {}
}
