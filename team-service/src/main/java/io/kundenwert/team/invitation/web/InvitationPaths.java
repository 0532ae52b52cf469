package io.kundenwert.team.invitation.web;

import io.kundenwert.support.identity.PublicPaths;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Whoever has an invitation's link may look at it and decline, signed in or not. */
@Configuration(proxyBeanMethods = false)
class InvitationPaths {
  @Bean
  PublicPaths publicInvitations() {
    return new PublicPaths(List.of("/api/v1/invitations/view", "/api/v1/invitations/decline"));
  }
}
