package io.kundenwert.team.account;

import java.time.Instant;
import java.util.UUID;

/**
 * One's own account.
 *
 * @param id user
 * @param email address
 * @param name name
 * @param language {@code de} or {@code en}
 * @param createdAt when it was made
 */
public record AccountView(UUID id, String email, String name, String language, Instant createdAt) {}
