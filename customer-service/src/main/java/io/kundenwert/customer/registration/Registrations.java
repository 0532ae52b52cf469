package io.kundenwert.customer.registration;

import io.kundenwert.customer.merge.Runs;
import io.kundenwert.customer.undo.Undos;
import io.kundenwert.support.problem.Problem;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Registers runs. */
@Service
public class Registrations {
  private final Runs runs;
  private final Undos undos;

  Registrations(Runs runs, Undos undos) {
    this.runs = runs;
    this.undos = undos;
  }

  /**
   * Registers a run; where it replaces an import, that is undone, with it or not at all (A8).
   *
   * @param replaces the import that it replaces; null if none
   * @throws Problem 404 if there is no such import; 409 {@code import-not-ended} if its rows may
   *     still arrive
   */
  @Transactional
  public Runs.Answer register(Runs.Registration registration, @Nullable UUID replaces) {
    Runs.Answer answer = runs.register(registration);
    if (replaces != null && answer instanceof Runs.Registered) {
      undos.undo(
          registration.teamId(), registration.productId(), replaces, registration.startedBy());
    }
    return answer;
  }
}
