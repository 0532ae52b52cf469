package io.kundenwert.imports.run;

import java.util.UUID;

/**
 * Names a run.
 *
 * @param teamId team
 * @param productId product
 * @param runId run
 */
public record RunKey(UUID teamId, UUID productId, UUID runId) {}
