package io.kundenwert.customer.registration;

import io.kundenwert.customer.merge.Gate;
import io.kundenwert.customer.merge.Runs;
import io.kundenwert.customer.undo.Undos;
import io.kundenwert.support.problem.Problem;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Registers runs. */
@Service
public class Registrations {
  private final Runs runs;
  private final Undos undos;
  private final Gate gate;

  Registrations(Runs runs, Undos undos, Gate gate) {
    this.runs = runs;
    this.gate = gate;
    this.undos = undos;
  }

  /**
   * Registers a run; where it replaces an import, that is undone, with it or not at all (A8).
   *
   * @throws Problem 404 if there is no such import; 409 {@code import-not-ended} if its rows may
   *     still arrive
   */
  @Transactional
  public Runs.Answer register(Runs.Registration registration) {
    UUID replaces = registration.replaces();
    if (replaces != null) {
      // First, as for every writer.
      gate.passAlone(registration.productId());
    }
    Runs.Answer answer = runs.register(registration);
    if (replaces != null && answer instanceof Runs.Registered) {
      undos.undo(
          registration.teamId(), registration.productId(), replaces, registration.startedBy());
    }
    return answer;
  }
}
