package io.kundenwert.team.oauth;

import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** Rotates keys in time; every instance looks, one makes the key. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class Housekeeping {
  private final SigningKeys keys;

  Housekeeping(SigningKeys keys) {
    this.keys = keys;
  }

  @Scheduled(initialDelay = 10_000, fixedDelay = 600_000)
  void rotate() {
    keys.rotate();
  }
}
