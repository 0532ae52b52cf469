package io.kundenwert.local.samples;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Stripe's export of customers, with the column names of a real account. */
final class StripeCustomers {

  static final String NAME = "stripe-customers.csv";

  private static final String ID_CHARACTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private StripeCustomers() {}

  static SampleFile generate(List<Person> people, long seed) {
    Random random = new Random(seed);
    List<String> rows = new ArrayList<>();
    for (Person person : people) {
      rows.add(row(person, person.email(), person.spendCents(), random));
      // Checkout makes a new customer when someone is not signed in.
      if (person.number() % 25 == 0) {
        rows.add(row(person, person.email(), 2_900, random));
      }
    }
    String text =
        "id,Description,Email,Name,Created (UTC),Delinquent,Plan,Status,Total Spend,Payment Count,"
            + "Refunded Volume,Dispute Losses,tag (metadata)\n"
            + String.join("\n", rows)
            + "\n";
    return new SampleFile(
        NAME,
        text.getBytes(StandardCharsets.UTF_8),
        rows.size(),
        "Stripe's customer export: UTF-8, `,`, decimal point; some addresses stand in it twice");
  }

  private static String row(Person person, String email, long spendCents, Random random) {
    StringBuilder id = new StringBuilder("cus_");
    for (int i = 0; i < 14; i++) {
      id.append(ID_CHARACTERS.charAt(random.nextInt(ID_CHARACTERS.length())));
    }
    boolean active = random.nextInt(3) > 0;
    return String.join(
        ",",
        id,
        person.company().isEmpty() ? "" : "\"" + person.company() + ", " + person.city() + "\"",
        email,
        person.name(),
        person.first() + " %02d:%02d".formatted(random.nextInt(24), random.nextInt(60)),
        "false",
        active ? "price_1QkursMonat" : "",
        active ? "active" : "",
        major(spendCents),
        Integer.toString(person.payments()),
        major(person.refundCents()),
        "0.00",
        person.spendCents() >= 100_000 ? "vip" : "");
  }

  static String major(long cents) {
    return String.format(Locale.ROOT, "%d.%02d", cents / 100, cents % 100);
  }
}
