package io.kundenwert.notification.live;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * There is something new to ask for.
 *
 * @param kind {@code all}: ask for everything that is shown, since hints may have been missed;
 *     {@code imports}, {@code customers}: of a product; {@code inbox}: one's own; {@code session}:
 *     the team, its products or one's rights in it
 * @param productId the product; null for what is of none
 * @param importId the import; null for anything else
 */
@Schema(name = "LiveHint", description = "There is something new to ask for")
public record Hint(
    @Schema(allowableValues = {"all", "imports", "customers", "inbox", "session"}) String kind,
    @Nullable UUID productId,
    @Nullable UUID importId) {
  /** Anything may be new. */
  public static final Hint ALL = new Hint("all", null, null);

  /** The team, its products or one's rights in it are new. */
  public static final Hint SESSION = new Hint("session", null, null);

  static final Hint INBOX = new Hint("inbox", null, null);

  static Hint imports(UUID productId, UUID importId) {
    return new Hint("imports", productId, importId);
  }

  static Hint customers(UUID productId) {
    return new Hint("customers", productId, null);
  }
}
