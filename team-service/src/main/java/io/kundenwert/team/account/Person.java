package io.kundenwert.team.account;

import io.kundenwert.events.MessageRequest;
import java.util.UUID;

/**
 * Someone with an account, as team mates see them.
 *
 * @param id user
 * @param email address as they wrote it
 * @param name name, may be empty
 * @param language {@code de} or {@code en}
 */
public record Person(UUID id, String email, String name, String language) {
  /** The person as the recipient of a message. */
  public MessageRequest.Recipient recipient() {
    return new MessageRequest.Recipient(id, email, name, language);
  }
}
