package io.kundenwert.team.demo;

import io.kundenwert.team.account.Accounts;
import io.kundenwert.team.apikey.ApiKeys;
import io.kundenwert.team.product.ProductSettings;
import io.kundenwert.team.product.Products;
import io.kundenwert.team.team.Teams;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Founds the demo team once, with an account that owns it and an API key; later starts find them
 * there.
 */
@Component
@ConditionalOnProperty("kundenwert.demo")
class DemoTeam implements ApplicationRunner {
  private static final UUID OWNER = UUID.fromString("01990000-0000-7000-8000-000000000001");
  private static final UUID TEAM = UUID.fromString("01990000-0000-7000-8000-000000000002");
  private static final UUID PRODUCT = UUID.fromString("01990000-0000-7000-8000-000000000003");

  private final Accounts accounts;
  private final ApiKeys keys;
  private final Teams teams;
  private final Products products;
  private final String password;
  private final String apiKey;
  private final TransactionTemplate transaction;

  DemoTeam(
      Accounts accounts,
      ApiKeys keys,
      Teams teams,
      Products products,
      @Value("${kundenwert.demo-password}") String password,
      @Value("${kundenwert.demo-api-key}") String apiKey,
      PlatformTransactionManager transactions) {
    this.accounts = accounts;
    this.keys = keys;
    this.password = password;
    this.apiKey = apiKey;
    this.teams = teams;
    this.products = products;
    this.transaction = new TransactionTemplate(transactions);
  }

  @Override
  public void run(ApplicationArguments arguments) {
    transaction.executeWithoutResult(
        status -> {
          accounts.found(
              OWNER, "demo@kundenwert.example", "Demo", password.isEmpty() ? null : password);
          if (!apiKey.isEmpty()) {
            keys.keep(OWNER, "Demo", apiKey);
          }
          if (!teams.exist(TEAM)) {
            teams.found(TEAM, "Demo-Team", OWNER);
            products.create(
                TEAM, PRODUCT, OWNER, ProductSettings.of("Kurse", "EUR", "Europe/Berlin"));
          }
        });
  }
}
