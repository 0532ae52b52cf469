package io.kundenwert.local.samples;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What WooCommerce offers under Analytics, Customers, Download. */
final class WooCommerceCustomers {

  static final String NAME = "woocommerce-customers.csv";

  private WooCommerceCustomers() {}

  static SampleFile generate(List<Person> people, long seed) {
    Random random = new Random(seed);
    List<String> rows = new ArrayList<>();
    for (Person person : people) {
      String time = " %02d:%02d:%02d".formatted(random.nextInt(24), random.nextInt(60), 0);
      rows.add(
          String.join(
              ",",
              "\"" + person.name() + "\"",
              People.ascii(person.firstName()) + person.number(),
              "\"" + person.last() + time + "\"",
              "\"" + person.first() + time + "\"",
              person.email(),
              Integer.toString(person.payments()),
              StripeCustomers.major(person.spendCents()),
              StripeCustomers.major(person.spendCents() / person.payments()),
              person.country(),
              "\"" + person.city() + "\"",
              "",
              person.postalCode()));
    }
    String text =
        "Name,Username,\"Last Active\",\"Sign Up\",Email,Orders,\"Total Spend\",AOV,"
            + "\"Country / Region\",City,Region,\"Postal Code\"\n"
            + String.join("\n", rows)
            + "\n";
    return new SampleFile(
        NAME,
        text.getBytes(StandardCharsets.UTF_8),
        rows.size(),
        "WooCommerce's customer list: UTF-8, `,`, quoted texts, decimal point");
  }
}
