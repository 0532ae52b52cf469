package io.kundenwert.team.message;

import io.kundenwert.events.MessageRequest;
import io.kundenwert.support.events.EventOutbox;
import io.kundenwert.support.ids.Ids;
import io.kundenwert.support.secrets.Sealer;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Asks for messages with the surrounding transaction: what is rolled back is told to nobody. Links
 * carry one-time tokens, so they travel sealed.
 */
@Component
public class Messages {
  private final EventOutbox outbox;
  private final Sealer sealer;

  Messages(EventOutbox outbox, Sealer sealer) {
    this.outbox = outbox;
    this.sealer = sealer;
  }

  /** Tells somebody something; the team is null if it is about the person alone. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void send(
      String kind, MessageRequest.Recipient to, @Nullable UUID teamId, Map<String, String> params) {
    publish(kind, to, teamId, params, null);
  }

  /** The same with a link, given as path and fragment. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void send(
      String kind,
      MessageRequest.Recipient to,
      @Nullable UUID teamId,
      Map<String, String> params,
      String link) {
    publish(kind, to, teamId, params, sealer.seal(link, MessageRequest.LINK_SEALED_FOR));
  }

  private void publish(
      String kind,
      MessageRequest.Recipient to,
      @Nullable UUID teamId,
      Map<String, String> params,
      @Nullable String sealedLink) {
    UUID id = Ids.next();
    outbox.publish(
        id.toString(), new MessageRequest(id, kind, to, teamId, Map.copyOf(params), sealedLink));
  }
}
