package io.kundenwert.team.invitation;

import java.time.Instant;
import java.util.UUID;

/**
 * An open invitation as owner and admins see it.
 *
 * @param id invitation
 * @param email address as it was written
 * @param role role that it gives
 * @param invitedBy who invited, user id
 * @param sentAt when the link was last sent
 * @param expiresAt until when the link works
 * @param expired whether that is over
 */
public record InvitationView(
    UUID id,
    String email,
    String role,
    UUID invitedBy,
    Instant sentAt,
    Instant expiresAt,
    boolean expired) {}
