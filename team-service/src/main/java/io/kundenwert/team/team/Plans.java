package io.kundenwert.team.team;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What plans grant (B4, D6).
 *
 * @param defaultPlan plan of a new team
 * @param monthlyCredits credits a month by plan
 */
@ConfigurationProperties("kundenwert.plans")
record Plans(String defaultPlan, Map<String, Integer> monthlyCredits) {
  int monthlyCredits(String plan) {
    return monthlyCredits.getOrDefault(plan, 0);
  }
}
