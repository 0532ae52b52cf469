package io.kundenwert.local.samples;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/** Invents customers of an online shop for courses: many small ones, few that are worth a lot. */
final class People {

  private static final List<String> FIRST_NAMES =
      List.of(
          "Anna",
          "Jürgen",
          "Sabine",
          "Lukas",
          "Käthe",
          "Mehmet",
          "Björn",
          "Sophie",
          "Wolfgang",
          "Aylin",
          "Günther",
          "Marie",
          "Jörg",
          "Petra",
          "Emil",
          "Ursula",
          "Noah",
          "Zoë",
          "Heike",
          "Matthias",
          "Renate",
          "Tobias",
          "Ümit",
          "Claudia",
          "Stefan",
          "Lena",
          "Uwe",
          "Gisela",
          "Oskar",
          "Birgit",
          "Andreas",
          "Françoise",
          "Karl-Heinz",
          "Nadja",
          "Ömer",
          "Silke",
          "Thomas",
          "Ingrid",
          "Paul",
          "Annegret");

  private static final List<String> LAST_NAMES =
      List.of(
          "Müller",
          "Schmidt",
          "Schäfer",
          "Weiß",
          "Öztürk",
          "Becker",
          "Großmann",
          "Köhler",
          "Yılmaz".replace("ı", "i"),
          "Hoffmann",
          "Krüger",
          "von der Heide",
          "Lange",
          "Böhm",
          "Zimmermann",
          "Schröder",
          "Neumann",
          "Jäger",
          "Fuchs",
          "Meyer-Lüdenscheidt",
          "Vogel",
          "Günther",
          "Peters",
          "Kaiser",
          "Strauß",
          "Winkler",
          "Ärmel",
          "Brandt",
          "Nowak",
          "Kowalski",
          "Dietrich",
          "Hübner",
          "Scholz",
          "Möller",
          "Huber",
          "Lehmann",
          "Özdemir",
          "Seidel",
          "Roth",
          "Übel");

  private static final List<String> TRADES =
      List.of(
          "Bäckerei",
          "Yogastudio",
          "Tischlerei",
          "Gärtnerei",
          "Fahrschule",
          "Buchhandlung",
          "Physiotherapie",
          "Fotostudio",
          "Steuerbüro",
          "Weingut",
          "Café",
          "Töpferei");

  private static final List<String> CITIES =
      List.of("Köln", "München", "Düsseldorf", "Gießen", "Leipzig", "Zürich", "Wien", "Görlitz");

  private static final List<String> POSTAL_CODES =
      List.of("50667", "80331", "40213", "35390", "04109", "8001", "1010", "02826");

  private static final List<String> COUNTRIES =
      List.of("DE", "DE", "DE", "DE", "DE", "CH", "AT", "DE");

  private static final List<String> MAIL_HOSTS =
      List.of("example.com", "example.org", "example.net", "post.example.com");

  /** Prices of the courses in cents. */
  private static final int[] PRICES = {2_990, 4_990, 7_950, 9_900, 14_990, 24_950, 49_900, 99_000};

  private static final LocalDate FIRST_DAY = LocalDate.of(2023, 1, 9);
  private static final LocalDate LAST_DAY = LocalDate.of(2026, 10, 30);

  private final Random random;
  private final Set<String> emails = new HashSet<>();

  People(long seed) {
    random = new Random(seed);
  }

  /** So many customers, no two with the same address. */
  List<Person> invent(int count) {
    List<Person> people = new ArrayList<>();
    while (people.size() < count) {
      people.add(one(people.size() + 1));
    }
    return people;
  }

  private Person one(int number) {
    String first = pick(FIRST_NAMES);
    String last = pick(LAST_NAMES);
    String company = random.nextInt(3) == 0 ? pick(TRADES) + " " + last : "";
    int place = random.nextInt(CITIES.size());
    int payments = 1 + random.nextInt(random.nextInt(5) == 0 ? 24 : 5);
    long spend = 0;
    for (int i = 0; i < payments; i++) {
      spend += PRICES[random.nextInt(2 + random.nextInt(PRICES.length - 1))];
    }
    long refund = random.nextInt(12) == 0 ? Math.min(spend, PRICES[random.nextInt(3)]) : 0;
    int span = (int) (LAST_DAY.toEpochDay() - FIRST_DAY.toEpochDay());
    LocalDate firstDay = FIRST_DAY.plusDays(random.nextInt(span));
    LocalDate lastDay =
        payments == 1
            ? firstDay
            : firstDay.plusDays(
                random.nextInt((int) (LAST_DAY.toEpochDay() - firstDay.toEpochDay()) + 1));
    return new Person(
        number,
        first,
        last,
        company,
        email(first, last, company),
        random.nextInt(4) == 0 ? "" : phone(COUNTRIES.get(place)),
        COUNTRIES.get(place),
        CITIES.get(place),
        POSTAL_CODES.get(place),
        spend,
        refund,
        payments,
        firstDay,
        lastDay);
  }

  private String email(String first, String last, String company) {
    String host = company.isEmpty() ? pick(MAIL_HOSTS) : ascii(company) + ".example";
    String local = ascii(first) + "." + ascii(last);
    String email = local + "@" + host;
    for (int i = 2; !emails.add(email); i++) {
      email = local + i + "@" + host;
    }
    return email;
  }

  private String phone(String country) {
    String prefix =
        switch (country) {
          case "CH" -> "+41 79 ";
          case "AT" -> "+43 664 ";
          default -> "0170 ";
        };
    return prefix + (1_000_000 + random.nextInt(8_999_999));
  }

  private String pick(List<String> values) {
    return values.get(random.nextInt(values.size()));
  }

  /** As people spell their name in an address: {@code Jörg Weiß} becomes {@code joerg-weiss}. */
  static String ascii(String text) {
    String spelled =
        text.toLowerCase(Locale.ROOT)
            .replace("ä", "ae")
            .replace("ö", "oe")
            .replace("ü", "ue")
            .replace("ß", "ss");
    return Normalizer.normalize(spelled, Normalizer.Form.NFD)
        .replaceAll("\\p{M}", "")
        .replaceAll("[^a-z0-9]+", "-");
  }
}
