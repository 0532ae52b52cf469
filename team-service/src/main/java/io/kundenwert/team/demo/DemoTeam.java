package io.kundenwert.team.demo;

import io.kundenwert.team.product.ProductSettings;
import io.kundenwert.team.product.Products;
import io.kundenwert.team.team.Teams;
import java.util.UUID;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Founds the demo team once; later starts find it there. */
@Component
@ConditionalOnProperty("kundenwert.demo")
class DemoTeam implements ApplicationRunner {
  private static final UUID OWNER = UUID.fromString("01990000-0000-7000-8000-000000000001");
  private static final UUID TEAM = UUID.fromString("01990000-0000-7000-8000-000000000002");
  private static final UUID PRODUCT = UUID.fromString("01990000-0000-7000-8000-000000000003");

  private final Teams teams;
  private final Products products;
  private final TransactionTemplate transaction;

  DemoTeam(Teams teams, Products products, PlatformTransactionManager transactions) {
    this.teams = teams;
    this.products = products;
    this.transaction = new TransactionTemplate(transactions);
  }

  @Override
  public void run(ApplicationArguments arguments) {
    transaction.executeWithoutResult(
        status -> {
          if (!teams.exist(TEAM)) {
            teams.found(TEAM, "Demo-Team", OWNER);
            products.create(
                TEAM, PRODUCT, OWNER, ProductSettings.of("Kurse", "EUR", "Europe/Berlin"));
          }
        });
  }
}
