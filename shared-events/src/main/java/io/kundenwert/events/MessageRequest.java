package io.kundenwert.events;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody is to be told something, once (D10): whoever publishes this says to whom and what about;
 * notification-service puts words to it in the recipient's language and brings it.
 *
 * @param messageId message, key of the record; a message that comes again is not sent again
 * @param kind what about, for example {@code account-confirm}, {@code password-reset}, {@code
 *     invitation}, {@code member-joined}; an open enumeration
 * @param recipient to whom
 * @param teamId team that it is about; null if it is about the person alone
 * @param params plain values for the words, for example the team's name; nothing secret
 * @param sealedLink path and fragment of a one-time link, sealed under the installation's master
 *     key for the use {@code message-link}; null if there is no link
 */
@EventType(value = "notification.message.v1", topic = Topic.NOTIFICATION_MESSAGES)
public record MessageRequest(
    UUID messageId,
    String kind,
    Recipient recipient,
    @Nullable UUID teamId,
    Map<String, String> params,
    @Nullable String sealedLink) {
  /** The use that {@code sealedLink} is sealed for. */
  public static final String LINK_SEALED_FOR = "message-link";

  /**
   * A recipient.
   *
   * @param userId user; null if the address has no account yet
   * @param email address
   * @param name name to address the person by; null if it is not known
   * @param language {@code de} or {@code en}
   */
  public record Recipient(
      @Nullable UUID userId, String email, @Nullable String name, String language) {}
}
