package io.kundenwert.imports.run;

import io.kundenwert.support.identity.Caller;
import io.kundenwert.support.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Announces a run to customer-service, which guards against importing the same content twice (A8)
 * and gives the run its place among the team's origins.
 */
interface RunRegistration {

  /**
   * What is said of a run.
   *
   * @param runId the run; saying it twice changes nothing
   * @param sourceName named source
   * @param sha256 content of the file
   * @param fileName name of the file
   * @param rows data rows of the file
   * @param amounts wire name of the amounts' meaning
   * @param mode wire name of the mode
   * @param importAgain whether the same content may count once more
   * @param addresses some of the addresses, if a person has to be asked before their amounts are
   *     added; else empty
   * @param replaces import that is undone with the registration; null if none
   * @param importId the import whose run it is
   * @param keptUntil when the content of its file is forgotten, and with it what a dry run shows
   */
  record Announced(
      UUID runId,
      String sourceName,
      String sha256,
      String fileName,
      long rows,
      String amounts,
      String mode,
      boolean importAgain,
      List<String> addresses,
      @Nullable UUID replaces,
      UUID importId,
      Instant keptUntil) {}

  /**
   * What a run gets.
   *
   * @param sourceId the source
   * @param originSeq its place
   */
  record Registered(UUID sourceId, long originSeq) {}

  /**
   * Announces a run on behalf of the caller.
   *
   * @throws Problem 409 {@code already-imported}, or whatever else customer-service refuses with;
   *     503 {@code unavailable} if it does not answer
   */
  Registered register(Caller caller, UUID teamId, UUID productId, Announced run);
}
