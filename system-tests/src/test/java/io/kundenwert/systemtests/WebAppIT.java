package io.kundenwert.systemtests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * The web application as people use it, in the machine's Chromium. Every page that is looked at is
 * checked for barriers (axe), script errors and violations of the content security policy.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebAppIT {
  private static final Path SAMPLE = Path.of("..", "samples", "kunden-excel.csv");

  /** Rows of a file in which six of ten name a new person: a million customers if time allows. */
  private static final int ROWS_OF_LONG_LIST =
      Boolean.getBoolean("kundenwert.long") ? 1_670_000 : 900;

  @TempDir Path folder;

  private Installation installation;
  private String origin;

  /** Languages whose sign-in was looked at. */
  private final Set<String> signedIn = new HashSet<>();

  private Chromium chromium;

  @BeforeAll
  void open() {
    boolean there = Chromium.program().isPresent();
    // Where the whole of the tests must run, nothing is left out unseen.
    if (System.getenv("CI") == null) {
      assumeTrue(there, "Chromium is not installed");
    }
    PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
    installation = Installations.shared();
    origin = installation.run().path("url").asString();
    chromium = Chromium.start();
  }

  @AfterAll
  void close() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @AfterEach
  void nothingWasWrong() {
    try {
      assertThat(chromium.faults()).isEmpty();
    } finally {
      chromium.faults().clear();
    }
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static Locator link(Page page, String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  /** The open customer beside the list. */
  private static Locator panel(Page page) {
    return panel(page, "Customer");
  }

  private static Locator panel(Page page, String name) {
    return page.getByRole(
        AriaRole.COMPLEMENTARY, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static Locator heading(Page page, String name) {
    return page.getByRole(
        AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setExact(true).setLevel(1));
  }

  private Page signedIn(String language) {
    Page page = chromium.newPage(origin, language);
    page.navigate("/");
    assertThat(page).hasURL(Pattern.compile(".*/sign-in.*"));
    if (signedIn.add(language)) {
      chromium.look(page, "sign-in-" + language.substring(0, 2));
    }
    signIn(page, language);
    assertThat(heading(page, language.startsWith("de") ? "Übersicht" : "Overview")).isVisible();
    return page;
  }

  private void signIn(Page page, String language) {
    JsonNode login = installation.run().path("login");
    enter(page, language, login.path("email").asString(), login.path("password").asString());
  }

  /** Fills the sign-in's form and sends it. */
  private static void enter(Page page, String language, String email, String password) {
    boolean german = language.startsWith("de");
    page.getByLabel(german ? "E-Mail-Adresse" : "E-mail address").fill(email);
    password(page, german ? "Passwort" : "Password").fill(password);
    button(page, german ? "Anmelden" : "Sign in").click();
  }

  private Page at(String language, UUID product, String path) {
    Page page = signedIn(language);
    page.navigate("/t/" + Api.DEMO_TEAM + "/p/" + product + "/" + path);
    return page;
  }

  @Test
  void aFileBecomesCustomersAndIsTakenBack() {
    UUID product = installation.api().newProduct("Kurse im Browser");
    Page page = at("de-DE", product, "overview");
    assertThat(page.getByText("Was ist jeder Kunde wert?")).isVisible();
    chromium.look(page, "overview-empty");
    link(page, "Datei hochladen").click();
    source(page).fill("Shop");
    chromium.look(page, "import-file");
    page.locator("input[type=file]").setInputFiles(SAMPLE);
    assertThat(heading(page, "kunden-excel.csv")).isVisible();
    assertThat(page.getByText("452 Zeilen")).isVisible();
    assertThat(page.getByText("Quelle: Shop")).isVisible();
    chromium.look(page, "import-columns");
    button(page, "Weiter").click();
    button(page, "Probelauf starten").click();
    assertThat(page.getByText("Zusammen 452 Zeilen, wie in der Datei")).isVisible();
    assertThat(page.getByText("8 Zeilen werden nicht übernommen.")).isVisible();
    chromium.look(page, "import-check");
    // A count opens whom it means.
    Locator created =
        page.getByRole(
            AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^Neu")));
    created.click();
    assertThat(created).hasAttribute("aria-expanded", "true");
    assertThat(page.getByText(Pattern.compile("^Die ersten 20 von \\d+"))).isVisible();
    assertThat(page.getByText("Gesamtausgaben aller Kunden dieses Produkts")).isVisible();
    chromium.look(page, "import-check-customers");
    // Each step has an address: it can be reloaded.
    assertThat(page).hasURL(Pattern.compile(".*step=check.*"));
    page.reload();
    button(page, "444 Zeilen importieren").click();
    assertThat(page.getByText("Nicht übernommene Zeilen")).isVisible();
    assertThat(page.getByText("E-Mail fehlt").first()).isVisible();
    assertThat(page.getByText(Pattern.compile("420 neu oder geändert"))).isVisible();
    assertThat(page).hasTitle(Pattern.compile("^kunden-excel\\.csv · .*"));
    chromium.look(page, "import-result");

    link(page, "Die Kunden ansehen").click();
    assertThat(page.getByText("420 Kunden")).isVisible();
    button(page, "Filter Import entfernen").click();
    assertThat(page.getByText(Pattern.compile("420 Kunden · 235\\.227,10.€"))).isVisible();
    assertThat(page.getByRole(AriaRole.GRID).locator("a").first()).isVisible();
    chromium.look(page, "customers");
    page.getByRole(AriaRole.SEARCHBOX).fill("seidel anne");
    assertThat(page).hasURL(Pattern.compile(".*q=seidel.*"));
    link(page, "Annegret Seidel").click();
    page.getByText("Warum dieser Wert?").click();
    assertThat(page.getByText(Pattern.compile("Summe aus \\d+ Beitr"))).isVisible();
    assertThat(page.getByText("Zahlungen im Lauf der Zeit")).isVisible();
    chromium.look(page, "customer");
    button(page, "Bearbeiten").click();
    page.getByLabel("Firma", new Page.GetByLabelOptions().setExact(true)).fill("Seidel & Söhne");
    button(page, "Speichern").click();
    assertThat(page.getByRole(AriaRole.COMPLEMENTARY).getByText("Seidel & Söhne").first())
        .isVisible();
    assertThat(page.getByRole(AriaRole.GRID).getByText("von Ihnen geändert")).isVisible();
    page.getByText("Verlauf", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(page.getByText("Bearbeitet: Firma")).isVisible();
    assertThat(page.getByText("Zum ersten Mal gesehen")).isVisible();
    chromium.look(page, "customer-history");
    // The address says everything: it can be reloaded and shared.
    page.reload();
    assertThat(link(page, "Annegret Seidel")).isVisible();
    merge(page);
    page.getByText("E-Mail-Adresse ändern").click();
    page.getByLabel("Neue E-Mail-Adresse").fill("annegret@seidel.example");
    button(page, "Adresse ändern").click();
    assertThat(page.getByText("Frühere Adressen: annegret.seidel@example.net")).isVisible();

    link(page, "Importe").click();
    chromium.look(page, "imports");
    link(page, "kunden-excel.csv").click();
    button(page, "Import rückgängig machen").click();
    Locator dialog = page.getByRole(AriaRole.DIALOG);
    assertThat(dialog.getByText(Pattern.compile("Kunden werden entfernt"))).isVisible();
    assertThat(dialog.getByText(Pattern.compile("Summe: −.*€"))).isVisible();
    assertThat(dialog.getByText("1 Kunde behält Felder, die jemand von Hand geändert hat."))
        .isVisible();
    chromium.look(page, "import-undo");
    dialog
        .getByRole(
            AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Import rückgängig machen"))
        .click();
    assertThat(page.getByText("Rückgängig gemacht", new Page.GetByTextOptions().setExact(true)))
        .isVisible();
  }

  private static Locator source(Page page) {
    return page.getByLabel("Quelle", new Page.GetByLabelOptions().setExact(true));
  }

  /** Chooses values of a condition of the list, or takes them back. */
  private static void toggle(Page page, String field, String... values) {
    page.getByRole(
            AriaRole.BUTTON,
            new Page.GetByRoleOptions().setName(Pattern.compile("^" + field + "(:.*)?$")))
        .click();
    Locator choices =
        page.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName(field).setExact(true));
    for (String value : values) {
      Locator choice = choices.getByLabel(value, new Locator.GetByLabelOptions().setExact(true));
      boolean before = choice.isChecked();
      choice.click();
      assertThat(choice).isChecked(new LocatorAssertions.IsCheckedOptions().setChecked(!before));
    }
    page.keyboard().press("Escape");
  }

  /** One person with two addresses becomes one customer, and two again. */
  private void merge(Page page) {
    button(page, "Mit anderem Kunden zusammenführen").click();
    // Escape closes the dialog and leaves the panel behind it.
    page.keyboard().press("Escape");
    assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
    assertThat(panel(page, "Kunde")).isVisible();
    assertThat(button(page, "Mit anderem Kunden zusammenführen")).isFocused();
    page.keyboard().press("Enter");
    Locator dialog = page.getByRole(AriaRole.DIALOG);
    dialog.getByRole(AriaRole.SEARCHBOX).fill("lena brandt");
    dialog.getByRole(AriaRole.RADIO).first().check();
    chromium.look(page, "customer-merge");
    button(page, "Lena Brandt zusammenführen").click();
    assertThat(dialog).isHidden();
    assertThat(page.getByRole(AriaRole.COMPLEMENTARY).getByText("8.116,90").first()).isVisible();
    button(page, "lena.brandt@example.com wieder trennen").click();
    assertThat(page.getByRole(AriaRole.COMPLEMENTARY).getByText("4.182,90").first()).isVisible();
  }

  @Test
  void aLongListIsOneScrollWithKeysAndColumns() throws IOException {
    Api api = installation.api();
    UUID product = api.newProduct("Long list");
    Path file = GeneratedFile.write(folder.resolve("many.csv"), ROWS_OF_LONG_LIST, 5);
    Api.Answer started = api.upload(product, file, Map.of("start", "auto"));
    api.awaitEnd(started.json().path("id").asString(), Duration.ofMinutes(15));
    Page page = at("en-GB", product, "customers");
    Locator grid = page.getByRole(AriaRole.GRID);
    Locator body = grid.getByRole(AriaRole.ROW);
    assertThat(grid.locator("a").first()).isVisible();
    chromium.look(page, "customers-grid");
    String first = grid.locator("a").first().textContent();
    int rows = Integer.parseInt(grid.getAttribute("aria-rowcount"));
    grid.focus();
    // The last row of the list, wherever it is, is read and shown.
    page.keyboard().press("Control+End");
    assertThat(grid.locator("[aria-rowindex='" + rows + "'] a")).isVisible();
    page.keyboard().press("PageUp");
    page.keyboard().press("Control+Home");
    assertThat(grid.locator("[aria-rowindex='2'] a")).hasText(first);
    // No row between the pages is left out: each step of the wheel shows whole rows.
    grid.hover();
    for (int step = 0; step < 20; step++) {
      page.mouse().wheel(0, 600);
      assertThat(grid.getByLabel("Loading …")).hasCount(0);
    }
    page.keyboard().press("Control+Home");
    page.keyboard().press("ArrowDown");
    page.keyboard().press("ArrowDown");
    page.keyboard().press("Enter");
    Locator panel = panel(page);
    assertThat(panel).isVisible();
    page.keyboard().press("Escape");
    assertThat(panel).isHidden();
    assertThat(grid).isFocused();

    button(page, "Columns").click();
    Locator chooser = page.getByRole(AriaRole.DIALOG);
    chooser.locator("label", new Locator.LocatorOptions().setHasText("Company")).click();
    chooser.locator("label", new Locator.LocatorOptions().setHasText("Tags")).click();
    button(page, "Done").click();
    assertThat(page).hasURL(Pattern.compile(".*cols=.*company.*"));
    assertThat(grid.getByRole(AriaRole.COLUMNHEADER).last()).hasText("Company");
    Download export = page.waitForDownload(() -> link(page, "Export").click());
    assertThat(export.suggestedFilename()).isEqualTo("customers.csv");
    try (var lines = Files.lines(export.path())) {
      long customers = lines.count() - 1;
      // Of many the number is shown some seconds after the import, and roughly until then.
      String count = "/products/" + product + "/customers/count";
      await()
          .atMost(Duration.ofMinutes(2))
          .untilAsserted(
              () ->
                  assertThat(api.get(Api.team() + count).json().path("count").asLong())
                      .isEqualTo(customers));
    }
    // A heading is a cell of the keys too, and has a menu.
    grid.focus();
    page.keyboard().press("Control+Home");
    // A menu closes when the list is scrolled under it.
    assertThat(grid.locator("a").first()).hasText(first);
    page.keyboard().press("ArrowUp");
    assertThat(grid.locator("[data-active]")).hasAttribute("role", "columnheader");
    page.keyboard().press("Enter");
    Locator menu = page.getByRole(AriaRole.MENU);
    assertThat(menu).isVisible();
    menu.getByText("Wider").click();
    assertThat(page.getByText(Pattern.compile("pixels wide$"))).isAttached();
    assertThat(page).hasURL(Pattern.compile(".*cols=.*\\.\\d+.*"));
    menu.getByText("Reset width").click();
    assertThat(page).not().hasURL(Pattern.compile(".*customer\\.\\d.*"));
    chromium.look(page, "customers-column-menu");
    page.keyboard().press("Escape");
    assertThat(menu).isHidden();
    assertThat(grid).isFocused();
    // The cell of the keys stays in the document when it is scrolled away.
    page.keyboard().press("ArrowDown");
    grid.hover();
    page.mouse().wheel(0, 6_000);
    assertThat(grid.locator("[data-active]")).hasCount(1);
    page.keyboard().press("Control+Home");

    page.getByLabel("Show as").selectOption("pages");
    assertThat(page.getByRole(AriaRole.TABLE)).isVisible();
    assertThat(body.first()).isHidden();
    button(page, "Next").click();
    assertThat(button(page, "Previous")).isEnabled();
    chromium.look(page, "customers-pages");
    page.getByLabel("Show as").selectOption("scroll");
    assertThat(grid).isVisible();

    Locator top = grid.locator("[aria-rowindex='2'] a");
    button(page, "Customer").click();
    assertThat(page).hasURL(Pattern.compile(".*sort=name.*"));
    assertThat(top).not().hasText(first);
    String customers = Api.team() + "/products/" + product + "/customers";
    String address =
        api.get(customers + "?limit=1").json().path("items").path(0).path("email").asString();
    String search = customers + "?q=" + address;
    // Of many, names are found some time after the import.
    await()
        .atMost(Duration.ofMinutes(5))
        .until(() -> !api.get(search).json().path("items").isEmpty());
    page.getByRole(AriaRole.SEARCHBOX).fill(address);
    assertThat(top).hasText(first);
    page.getByRole(AriaRole.SEARCHBOX).fill("");
    assertThat(top).not().hasText(first);
  }

  @Test
  void theSampleIsImportedFromTheOverviewAndToldOfInTheInbox() {
    UUID product = installation.api().newProduct("Sample");
    Page page = at("en-GB", product, "overview");
    button(page, "Try it with a sample file").click();
    assertThat(heading(page, "kunden-excel.csv")).isVisible();
    page.getByText("This is how we read the file").click();
    assertThat(page.getByLabel("Encoding")).hasValue("windows-1252");
    page.getByLabel("Encoding").selectOption("iso-8859-1");
    button(page, "Read the file like this").click();
    assertThat(page.getByText(Pattern.compile("This is how we read the file: iso-8859-1")))
        .isVisible();
    page.getByLabel("Encoding").selectOption("windows-1252");
    button(page, "Read the file like this").click();
    assertThat(page.getByText(Pattern.compile("read the file: windows-1252"))).isVisible();
    assertThat(page.getByText("452 rows")).isVisible();
    page.getByText("Save this mapping").click();
    page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Excel");
    button(page, "Save").click();
    assertThat(page.getByText("Saved.")).isVisible();
    button(page, "Next").click();
    button(page, "Import 452 rows").click();
    assertThat(page.getByText("Rows that were left out").first()).isVisible();
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("^Inbox")))
        .click();
    assertThat(heading(page, "Inbox")).isVisible();
    Locator told =
        page.getByRole(AriaRole.LISTITEM)
            .filter(new Locator.FilterOptions().setHasText("452 rows were read"))
            .first();
    assertThat(told).isVisible();
    chromium.look(page, "inbox");
    button(page, "Mark all as read").click();
    assertThat(button(page, "Mark all as read")).isHidden();
    told.getByRole(AriaRole.LINK).click();
    assertThat(heading(page, "kunden-excel.csv")).isVisible();
  }

  @Test
  void whatNoValueSettlesIsAsked() {
    UUID product = installation.api().newProduct("Questions");
    Page page = at("en-GB", product, "imports/new");
    page.locator("input[type=file]")
        .setInputFiles(
            new com.microsoft.playwright.options.FilePayload(
                "unclear.csv",
                "text/csv",
                "E-mail;Name;Total spend;Last payment\na@example.com;A;1,234;03/04/2021\nb@example.com;B;2,345;05/06/2021\n"
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    assertThat(page.getByText("Every value in").first()).isVisible();
    button(page, "Next").click();
    assertThat(page.getByText(Pattern.compile("questions? left"))).isVisible();
    assertThat(page.getByText("“Total spend” and “Last payment”")).isVisible();
    assertThat(page.locator("fieldset input").first()).isFocused();
    chromium.look(page, "import-questions");
    for (String answer : new String[] {"Comma before the decimals", "Day first"}) {
      Locator card =
          page.getByRole(AriaRole.GROUP).filter(new Locator.FilterOptions().setHasText(answer));
      card.getByRole(AriaRole.RADIO).first().waitFor();
      card.getByText(answer).click();
      card.getByRole(AriaRole.BUTTON).click();
      assertThat(card).hasCount(0);
    }
    button(page, "Next").click();
    button(page, "Import 2 rows").click();
    assertThat(page.getByText("Together 2 rows, as in the file")).isVisible();
  }

  @Test
  void thePaletteGoesAnywhereByKeys() {
    Api api = installation.api();
    UUID product = api.newProduct("Palette");
    api.importFile(product, SAMPLE, Map.of());
    Page page = at("en-GB", product, "overview");
    assertThat(heading(page, "Overview")).isVisible();
    page.keyboard().press("Control+k");
    Locator palette =
        page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Page"));
    Locator options = page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.OPTION);
    assertThat(palette).isFocused();
    palette.fill("audit");
    assertThat(options).hasCount(1);
    chromium.look(page, "palette");
    page.keyboard().press("Enter");
    assertThat(heading(page, "Audit log")).isVisible();
    page.keyboard().press("Control+k");
    assertThat(options.first()).containsText("Audit log");
    page.keyboard().press("ArrowUp");
    page.keyboard().press("Escape");
    assertThat(palette).isHidden();
    button(page, "Go to").click();
    assertThat(palette).isVisible();
    palette.fill("annegret");
    options.filter(new Locator.FilterOptions().setHasText("Annegret Seidel")).click();
    assertThat(heading(page, "Customers")).isVisible();
    assertThat(
            page.getByRole(
                AriaRole.COMPLEMENTARY,
                new Page.GetByRoleOptions().setName("Customer").setExact(true)))
        .containsText("Annegret Seidel");
  }

  @Test
  void teamPagesAreThereAndFitToRead() {
    Page page = signedIn("en-GB");
    chromium.look(page, "overview");
    link(page, "Value matrix").click();
    assertThat(heading(page, "Value matrix")).isVisible();
    link(page, "Settings").click();
    assertThat(page.getByLabel("Sender")).isVisible();
    assertThat(page.getByLabel("Belongs to").locator("option:checked")).hasText("Demo");
    chromium.look(page, "product");
    Locator highFrom = page.getByLabel(Pattern.compile("^High from"));
    String before = highFrom.inputValue();
    highFrom.fill("100000");
    assertThat(page.getByText(Pattern.compile("[Nn]o customer|customers? changes? priority")))
        .isVisible();
    chromium.look(page, "product-preview");
    highFrom.fill(before);
    link(page, "Team").click();
    assertThat(page.getByText("Demo (you)")).isVisible();
    page.getByLabel("E-mail address").fill("neu@example.com");
    button(page, "Invite").click();
    assertThat(page.getByText("neu@example.com")).isVisible();
    assertThat(page.getByRole(AriaRole.COLUMNHEADER).getByText("Last active")).isVisible();
    assertThat(page.getByRole(AriaRole.CELL).getByText("today").first()).isVisible();
    chromium.look(page, "members");
    button(page, "Revoke").click();
    assertThat(page.getByText("neu@example.com")).isHidden();
    link(page, "Permissions").click();
    Locator cell =
        page.getByRole(AriaRole.ROW)
            .filter(new Locator.FilterOptions().setHasText("Delete the team"))
            .getByRole(AriaRole.CELL);
    assertThat(cell.first()).hasText("Yes");
    assertThat(cell.nth(1)).hasText("No");
    chromium.look(page, "permissions");
    link(page, "Credits").click();
    assertThat(page.getByText("Available to the team")).isVisible();
    assertThat(page.getByText("Granted").first()).isVisible();
    chromium.look(page, "credits");
    link(page, "Team settings").click();
    assertThat(page.getByLabel("Name of the team")).hasValue("Demo-Team");
    button(page, "Delete the team").click();
    assertThat(page.getByText(Pattern.compile("members lose their access"))).isVisible();
    assertThat(
            page.getByRole(AriaRole.DIALOG)
                .getByRole(
                    AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Delete the team")))
        .isDisabled();
    chromium.look(page, "team");
    button(page, "Cancel").click();
    link(page, "Audit log").click();
    assertThat(page.getByText("Invitation revoked").first()).isVisible();
    button(page, "Verify").click();
    assertThat(page.getByText("The log is whole")).isVisible();
    chromium.look(page, "audit");
    page.getByLabel("Show").selectOption("invitation");
    assertThat(page).hasURL(Pattern.compile(".*about=invitation.*"));
    page.reload();
    assertThat(page.getByLabel("Show")).hasValue("invitation");
    page.getByRole(
            AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("^Invitation ")))
        .first()
        .click();
    assertThat(page).hasURL(Pattern.compile(".*record=invitation.*"));
    chromium.look(page, "audit-record");
    link(page, "Demo").click();
    assertThat(page.getByText("(this one)")).isVisible();
    page.getByLabel("Theme").selectOption("dark");
    chromium.look(page, "account-dark");
    page.getByLabel("Language").selectOption("de");
    assertThat(heading(page, "Mein Konto")).isVisible();
    page.getByLabel("Sprache").selectOption("en");
    button(page, "Sign out").click();
    assertThat(heading(page, "Sign in")).isVisible();
    page.navigate("/account");
    assertThat(page).hasURL(Pattern.compile(".*/sign-in\\?next=.*"));
  }

  @Test
  void whoSignsUpConfirmsIsInvitedAndForgetsThePassword() {
    Mailbox mailbox = Mailbox.of(installation);
    String email = "neu" + UUID.randomUUID().toString().substring(0, 8) + "@example.com";
    Page page = chromium.newPage(origin, "de-DE");
    page.navigate("/sign-in");
    link(page, "Noch kein Konto? Registrieren").click();
    page.getByLabel("Name").fill("Nele Neu");
    page.getByLabel("E-Mail-Adresse").fill(email);
    password(page, "Passwort").fill(Person.PASSWORD);
    chromium.look(page, "sign-up");
    button(page, "Registrieren").click();
    assertThat(page.getByText("Sehen Sie in Ihr Postfach")).isVisible();
    chromium.look(page, "sign-up-mail");
    page.navigate(mailbox.link(email, "Bitte best"));
    password(page, "Passwort").fill(Person.PASSWORD);
    chromium.look(page, "confirm");
    button(page, "Konto bestätigen").click();
    link(page, "Anmelden").click();
    enter(page, "de-DE", email, Person.PASSWORD);
    // Nobody has invited them yet: they can begin with a team of their own.
    assertThat(link(page, "Nele Neu")).isVisible();
    chromium.look(page, "without-team");
    installation.api().post(Api.team() + "/invitations", Map.of("email", email, "role", "member"));
    page.navigate(mailbox.link(email, "Einladung"));
    assertThat(button(page, "Annehmen")).isVisible();
    chromium.look(page, "invite");
    button(page, "Annehmen").click();
    assertThat(page).hasURL(Pattern.compile(".*/t/" + Api.DEMO_TEAM + ".*"));
    assertThat(link(page, "Team")).isVisible();

    page.navigate("/account");
    button(page, "Abmelden").click();
    assertThat(link(page, "Passwort vergessen?")).isVisible();
    assertThat(page.evaluate("sessionStorage.length")).as("kept of who signed out").isEqualTo(0);
    assertThat(
            page.evaluate(
                "Object.keys(localStorage).filter(key => key.startsWith('kundenwert.list.')).length"))
        .as("lists kept of who signed out")
        .isEqualTo(0);
    link(page, "Passwort vergessen?").click();
    // The sign-in has a field of the same name.
    assertThat(heading(page, "Passwort vergessen")).isVisible();
    page.getByLabel("E-Mail-Adresse").fill(email);
    button(page, "Link senden").click();
    assertThat(page.getByText("ist eine Nachricht dorthin unterwegs")).isVisible();
    page.navigate(mailbox.link(email, "Passwort"));
    password(page, "Neues Passwort").fill("fünf-Eulen-suchen-Nüsse");
    chromium.look(page, "reset");
    button(page, "Passwort setzen").click();
    assertThat(page.getByText("Ihr Passwort ist gesetzt")).isVisible();
    link(page, "Anmelden").click();
    enter(page, "de-DE", email, "fünf-Eulen-suchen-Nüsse");
    assertThat(link(page, "Nele Neu")).isVisible();
  }

  private static Locator password(Page page, String label) {
    return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
  }

  @Test
  void paymentsAreDrawnByMonth() {
    Api api = installation.api();
    UUID product = api.newProduct("Payments");
    api.importFile(product, SAMPLE.resolveSibling("einzelzahlungen.csv"), Map.of());
    Page page = at("en-GB", product, "customers");
    page.getByRole(AriaRole.SEARCHBOX).fill("marie zimmermann");
    link(page, "Marie Zimmermann").click();
    Locator panel = panel(page);
    Locator chart = panel.getByRole(AriaRole.FIGURE).getByRole(AriaRole.IMG);
    assertThat(chart).hasAttribute("aria-label", "Net per month, by source");
    // By keys a month is read, by the table all that have payments.
    chart.focus();
    page.keyboard().press("ArrowLeft");
    assertThat(chart).hasAttribute("aria-label", Pattern.compile("[A-Z][a-z]+ \\d{4}: .*€.*"));
    panel.getByText("As a table").click();
    assertThat(panel.getByRole(AriaRole.ROWHEADER).first())
        .hasText(Pattern.compile("[A-Z][a-z]+ \\d{4}"));
    chart.scrollIntoViewIfNeeded();
    chromium.look(page, "customer-payments");
    link(page, "Overview").click();
    assertThat(page.getByText("Net in 12 months")).isVisible();
    assertThat(page.getByRole(AriaRole.FIGURE).getByRole(AriaRole.IMG)).isVisible();
    assertThat(page.getByText("Top movers")).isVisible();
    chromium.look(page, "overview-payments");
  }

  @Test
  void rejectedRowsAreCorrectedAndHandedIn() throws IOException {
    Api api = installation.api();
    UUID product = api.newProduct("Nachgereicht");
    api.importFile(product, SAMPLE, Map.of());
    Page page = at("de-DE", product, "imports");
    link(page, "kunden-excel.csv").click();
    Download download = page.waitForDownload(() -> link(page, "Als CSV laden").click());
    List<String> lines = Files.readAllLines(download.path());
    String missing =
        lines.stream().filter(line -> line.contains("E-Mail fehlt")).findFirst().orElseThrow();
    int column = List.of(lines.getFirst().replace("\uFEFF", "").split(";")).indexOf("E-Mail");
    List<String> cells = new ArrayList<>(List.of(missing.split(";", -1)));
    cells.set(column, "nachgereicht@example.com");
    Path corrected = folder.resolve("korrigiert.csv");
    Files.write(corrected, List.of(lines.getFirst(), String.join(";", cells)));
    link(page, "Korrigierte Datei hochladen").click();
    assertThat(heading(page, "Korrigierte Datei")).isVisible();
    page.locator("input[type=file]").setInputFiles(corrected);
    assertThat(heading(page, "korrigiert.csv")).isVisible();
    button(page, "Weiter").click();
    button(page, "1 Zeile importieren").click();
    link(page, "Die Kunden ansehen").click();
    assertThat(page.getByText("nachgereicht@example.com")).isVisible();
    button(page, "Filter Import entfernen").click();
    assertThat(page.getByText("421 Kunden")).isVisible();
  }

  @Test
  void knownCustomersAreAskedAboutWithoutADryRun() throws IOException {
    Api api = installation.api();
    UUID product = api.newProduct("Schon bekannt");
    api.importFile(product, SAMPLE, Map.of());
    Path more = folder.resolve("november.csv");
    Files.writeString(
        more,
        "E-Mail;Name;Umsatz\nclaudia.koehler@fahrschule-koehler.example;Claudia Köhler;9,50\n"
            + "emil.peters@tischlerei-peters.example;Emil Peters;8,50\n");
    Page page = at("de-DE", product, "imports/new");
    page.locator("input[type=file]").setInputFiles(more);
    button(page, "Weiter").click();
    button(page, "2 Zeilen importieren").click();
    Locator asked =
        page.getByRole(
            AriaRole.GROUP,
            new Page.GetByRoleOptions().setName("Die meisten dieser Kunden gibt es schon"));
    assertThat(asked).isVisible();
    chromium.look(page, "import-known");
    asked.getByText("Alle zusätzlich zählen").click();
    assertThat(asked.getByRole(AriaRole.RADIO).last()).isChecked();
    button(page, "2 Zeilen importieren").click();
    assertThat(page.getByText("Zusammen 2 Zeilen, wie in der Datei")).isVisible();

    // The whole file again: who imported it, and when.
    page.navigate("/t/" + Api.DEMO_TEAM + "/p/" + product + "/imports/new");
    page.locator("input[type=file]").setInputFiles(SAMPLE);
    button(page, "Weiter").click();
    button(page, "452 Zeilen importieren").click();
    assertThat(page.getByText("Diese Datei ist schon importiert.")).isVisible();
    assertThat(link(page, "Import ansehen")).isVisible();
    chromium.look(page, "import-again");
  }

  @Test
  void settingsThatTwoChangedShowBothValues() {
    UUID product = installation.api().newProduct("Zwei Leute");
    Page page = at("de-DE", product, "settings");
    page.getByLabel("Tonfall").fill("Freundlich");
    assertThat(page.getByText("Geändert: Tonfall")).isVisible();
    Page other = at("de-DE", product, "settings");
    other.getByLabel("Tonfall").fill("Knapp");
    button(other, "Speichern").click();
    assertThat(other.getByText("Gespeichert.")).isVisible();
    button(page, "Speichern").click();
    assertThat(page.getByLabel("Jetzt gespeichert: Knapp")).isVisible();
    chromium.look(page, "product-clash");
    page.getByLabel("Ihr Wert: Freundlich").check();
    button(page, "Speichern").click();
    assertThat(page.getByText("Gespeichert.")).isVisible();
  }

  @Test
  void whoseSessionEndsElsewhereSignsInAndGoesOn() {
    Page page = signedIn("en-GB");
    link(page, "Team").click();
    assertThat(heading(page, "Team")).isVisible();
    page.context().clearCookies();
    link(page, "Value matrix").click();
    assertThat(heading(page, "Sign in")).isVisible();
    assertThat(page).hasURL(Pattern.compile(".*/sign-in\\?next=.*matrix.*"));
    signIn(page, "en-GB");
    assertThat(heading(page, "Value matrix")).isVisible();
  }

  @Test
  void aListIsKeptAsAViewForOneselfOrTheTeam() throws IOException {
    Api api = installation.api();
    UUID product = api.newProduct("Ansichten");
    api.importFile(product, SAMPLE, Map.of());
    Page page = at("de-DE", product, "customers");
    Locator tabs =
        page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Ansichten"));
    Locator changed = page.getByText("Geändert", new Page.GetByTextOptions().setExact(true));
    tabs.getByText("Hoch").click();
    assertThat(page).hasURL(Pattern.compile(".*view=high.*"));
    assertThat(changed).isHidden();
    toggle(page, "Priorität", "Mittel");
    assertThat(button(page, "Priorität: Hoch oder Mittel")).isVisible();
    assertThat(changed).isVisible();
    button(page, "Verwerfen").click();
    assertThat(button(page, "Priorität: Hoch")).isVisible();
    page.getByRole(AriaRole.SEARCHBOX).fill("anne");
    button(page, "Als neue Ansicht").click();
    Locator dialog = page.getByRole(AriaRole.DIALOG);
    dialog.getByLabel("Name der Ansicht").fill("Wertvolle Annes");
    dialog.getByText("Das ganze Team").click();
    chromium.look(page, "customers-view-new");
    button(page, "Sichern").click();
    assertThat(tabs.getByText("Wertvolle Annes")).hasAttribute("aria-current", "page");
    assertThat(changed).isHidden();
    // Whoever goes elsewhere comes back to what they left, changes included.
    toggle(page, "Priorität", "Niedrig");
    chromium.look(page, "customers-view-changed");
    link(page, "Importe").click();
    assertThat(heading(page, "Importe")).isVisible();
    link(page, "Kunden").click();
    assertThat(changed).isVisible();
    button(page, "Für alle aktualisieren").click();
    assertThat(changed).isHidden();
    page.reload();
    assertThat(button(page, "Priorität: Hoch oder Niedrig")).isVisible();
    assertThat(changed).isHidden();

    tabs.getByText("Neu in diesem Monat").click();
    assertThat(button(page, "Neu im Zeitraum: Dieser Monat")).isVisible();
    assertThat(page.getByRole(AriaRole.GRID).locator("a").first()).isVisible();
    chromium.look(page, "customers-new");
    toggle(page, "Neu im Zeitraum", "Letzter Monat");
    assertThat(page.getByRole(AriaRole.GRID)).isHidden();
    tabs.getByText("Wertvolle Annes").click();

    Person viewer = Person.register(installation, "Valentin");
    viewer.join(api, "viewer");
    Page masked = chromium.newPage(origin, "en-GB");
    masked.navigate("/sign-in?next=/t/" + Api.DEMO_TEAM + "/p/" + product + "/customers");
    enter(masked, "en-GB", viewer.email(), Person.PASSWORD);
    link(masked, "Wertvolle Annes").click();
    assertThat(masked.getByText("What your role does not see was left out")).isVisible();
    assertThat(masked.getByRole(AriaRole.SEARCHBOX)).hasValue("anne");
    assertThat(button(masked, "Edit view")).isHidden();
    link(masked, "New this month").click();
    assertThat(button(masked, "First seen: This month")).isVisible();
    assertThat(masked.getByRole(AriaRole.GRID).locator("a").first()).isVisible();

    button(page, "Ansicht bearbeiten").click();
    button(page, "Ansicht löschen").click();
    assertThat(tabs.getByText("Wertvolle Annes")).isHidden();

    link(page, "Wertmatrix").click();
    Download matrix = page.waitForDownload(() -> link(page, "Exportieren").click());
    assertThat(matrix.suggestedFilename()).isEqualTo("value-matrix.csv");
    try (var lines = Files.lines(matrix.path())) {
      assertThat(lines.findFirst().orElseThrow()).contains("E-Mail;Name;Währung;");
    }
    assertThat(page.getByText(Pattern.compile("Bisher kommt alles aus der Quelle"))).isVisible();
    assertThat(link(page, "Annegret Seidel")).isVisible();
    chromium.look(page, "matrix");
    toggle(page, "Priorität", "Hoch");
    assertThat(page).hasURL(Pattern.compile(".*matrix\\?.*f=priority.*high.*"));
    link(page, "Annegret Seidel").click();
    assertThat(panel(page, "Kunde")).isVisible();
  }

  @Test
  void whatOthersChangeIsSaidInEveryTab() throws IOException {
    Api api = installation.api();
    UUID product = api.newProduct("Zu zweit");
    api.importFile(product, SAMPLE, Map.of());
    Page first = at("de-DE", product, "customers");
    Page second = first.context().newPage();
    second.navigate(first.url());
    String moved = "Es gibt Änderungen · Aktualisieren";
    for (Page tab : new Page[] {first, second}) {
      assertThat(tab.getByText("420 Kunden")).isVisible();
    }
    Path more = GeneratedFile.write(folder.resolve("more.csv"), 50, 3);
    api.importFile(product, more, Map.of());
    for (Page tab : new Page[] {first, second}) {
      assertThat(button(tab, moved)).isVisible();
      assertThat(tab.getByText("420 Kunden")).isVisible();
      button(tab, moved).click();
      assertThat(tab.getByText("420 Kunden")).isHidden();
      assertThat(button(tab, moved)).isHidden();
    }
    // One stream of hints for both tabs: when its tab is closed the other one takes over.
    first.close();
    // Right after one's own refresh changes are taken for what was refreshed.
    second.waitForTimeout(2_500);
    Path evenMore = GeneratedFile.write(folder.resolve("even-more.csv"), 60, 7);
    api.importFile(product, evenMore, Map.of("overlap", "add"));
    assertThat(button(second, moved)).isVisible();
  }

  @Test
  void manyAreChosenChangedAndPutBack() {
    Api api = installation.api();
    UUID product = api.newProduct("Viele auf einmal");
    api.importFile(product, SAMPLE, Map.of());
    Page page = at("de-DE", product, "customers");
    Locator grid = page.getByRole(AriaRole.GRID);
    Locator bar = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Auswahl"));
    assertThat(grid.locator("a").first()).isVisible();
    // By keys: one, then three more, then what is loaded, then all.
    grid.focus();
    page.keyboard().press("ArrowDown");
    page.keyboard().press("Space");
    for (int i = 0; i < 3; i++) {
      page.keyboard().press("Shift+ArrowDown");
    }
    assertThat(bar.getByText("4 ausgewählt")).isVisible();
    page.keyboard().press("Control+a");
    page.keyboard().press("Control+a");
    assertThat(bar.getByText("420 ausgewählt")).isVisible();
    grid.getByRole(AriaRole.CHECKBOX).nth(1).uncheck();
    assertThat(bar.getByText("419 ausgewählt")).isVisible();
    chromium.look(page, "customers-selected");
    button(page, "Schlagwörter hinzufügen").click();
    Locator dialog = page.getByRole(AriaRole.DIALOG);
    dialog.getByLabel("Schlagwörter").fill("Herbst, Aktion");
    button(page, "Vorschau").click();
    assertThat(dialog.getByText("Das betrifft 419 Kunden")).isVisible();
    chromium.look(page, "customers-bulk");
    button(page, "Bei 419 Kunden hinzufügen").click();
    assertThat(page.getByText("419 geändert, 0 übersprungen")).isVisible();
    assertThat(bar).isHidden();
    assertThat(grid.getByText("Herbst").first()).isVisible();
    chromium.look(page, "customers-bulk-done");
    page.reload();
    button(page, "Rückgängig machen").click();
    assertThat(page.getByText("419 zurückgesetzt, 0 behalten")).isVisible();
    assertThat(grid.locator("a").first()).isVisible();
    assertThat(grid.getByText("Herbst")).hasCount(0);
    // Another list is another selection.
    grid.getByRole(AriaRole.CHECKBOX).nth(2).check();
    toggle(page, "Priorität", "Hoch");
    assertThat(page.getByText("Die Auswahl galt für die vorige Liste")).isVisible();
    assertThat(bar).isHidden();
    button(page, "Vorige Liste mit Auswahl zeigen").click();
    assertThat(bar.getByText("1 ausgewählt")).isVisible();
  }

  @Test
  void listsSuitWhoeverReadsThem() {
    Api api = installation.api();
    UUID product = api.newProduct("As you like it");
    api.importFile(product, SAMPLE, Map.of());
    Page page = at("en-GB", product, "customers");
    Locator grid = page.getByRole(AriaRole.GRID);
    assertThat(grid.locator("a").first()).isVisible();
    page.keyboard().press("?");
    assertThat(page.getByRole(AriaRole.DIALOG).getByText("Search customers")).isVisible();
    chromium.look(page, "keys");
    page.keyboard().press("Escape");
    page.keyboard().press("/");
    assertThat(page.getByRole(AriaRole.SEARCHBOX)).isFocused();
    // J and K go on from the open customer, wherever the focus is in panel and list.
    grid.locator("a").first().click();
    Locator panel = panel(page);
    assertThat(panel.getByRole(AriaRole.HEADING).first()).hasText("Annegret Seidel");
    page.keyboard().press("j");
    assertThat(panel.getByRole(AriaRole.HEADING).first()).hasText("Lena Brandt");
    page.keyboard().press("j");
    assertThat(panel.getByRole(AriaRole.HEADING).first()).hasText("Emil Müller");
    page.keyboard().press("k");
    assertThat(panel.getByRole(AriaRole.HEADING).first()).hasText("Lena Brandt");
    page.keyboard().press("Escape");
    assertThat(grid).isFocused();

    page.navigate("/account");
    page.getByLabel("Numbers and dates").selectOption("de-CH");
    page.getByLabel("Rows of lists").selectOption("compact");
    page.getByLabel("Single keys").selectOption("off");
    chromium.look(page, "account");
    page.navigate("/t/" + Api.DEMO_TEAM + "/p/" + product + "/customers");
    assertThat(grid.getByText(Pattern.compile("4['’]182[.]90")).first()).isVisible();
    page.keyboard().press("?");
    assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
    chromium.look(page, "customers-compact");
    page.setViewportSize(420, 800);
    page.reload();
    assertThat(page.getByRole(AriaRole.TABLE)).isVisible();
    assertThat(
            page.getByRole(AriaRole.ROW).nth(1).getByText(Pattern.compile("4['’]182[.]90")).first())
        .isVisible();
    chromium.look(page, "customers-cards");
  }

  @Test
  void whoSpendsLittleIsArchivedAndComesBack() {
    Api api = installation.api();
    UUID product = api.newProduct("Bereinigt");
    api.importFile(product, SAMPLE, Map.of());
    Page page = at("de-DE", product, "cleanup");
    page.getByLabel("Gesamtwert unter (EUR)").fill("100");
    button(page, "Ansehen, wer das ist").click();
    Locator confirm =
        page.getByRole(
            AriaRole.BUTTON,
            new Page.GetByRoleOptions().setName(Pattern.compile("\\d+ Kunden archivieren")));
    assertThat(confirm).isVisible();
    // What was looked at is what is confirmed.
    page.getByLabel("Gesamtwert unter (EUR)").fill("200");
    assertThat(confirm).isHidden();
    page.getByLabel("Gesamtwert unter (EUR)").fill("100");
    button(page, "Ansehen, wer das ist").click();
    assertThat(page.getByText(Pattern.compile("Kunden unter 100,00.€, zusammen"))).isVisible();
    chromium.look(page, "cleanup-preview");
    confirm.click();
    assertThat(page.getByText("Erledigt")).isVisible();
    chromium.look(page, "cleanup");
    button(page, "Zurückholen").click();
    assertThat(page.getByText("Zurückgenommen")).isVisible();
  }

  /** Who may not do something does not see it; the owner's pages are the other tests'. */
  @ParameterizedTest
  @CsvSource({
    "admin,  de-DE, Wertmatrix Bereinigung Importe Einstellungen Teameinstellungen Protokoll, ''",
    "admin,  en-GB, Value-matrix Cleanup Imports Settings Team-settings Audit-log, ''",
    "member, de-DE, Wertmatrix Importe, Bereinigung Einstellungen Teameinstellungen Protokoll",
    "member, en-GB, Value-matrix Imports, Cleanup Settings Team-settings Audit-log",
    "viewer, en-GB, Customers, Value-matrix Imports Cleanup Settings Team-settings Audit-log"
  })
  void eachRoleSeesWhatItMayDo(String role, String language, String shown, String hidden) {
    Api api = installation.api();
    UUID product = api.newProduct("Rolle " + role + " " + language);
    api.importFile(product, SAMPLE, Map.of());
    Person person = Person.register(installation, "R" + role);
    person.join(api, role);
    boolean german = language.startsWith("de");
    Page page = chromium.newPage(origin, language);
    page.navigate("/sign-in?next=/t/" + Api.DEMO_TEAM + "/p/" + product + "/overview");
    enter(page, language, person.email(), Person.PASSWORD);
    assertThat(heading(page, german ? "Übersicht" : "Overview")).isVisible();
    for (String name : shown.split(" ")) {
      assertThat(link(page, name.replace('-', ' '))).isVisible();
    }
    for (String name : hidden.split(" ")) {
      assertThat(link(page, name.replace('-', ' '))).isHidden();
    }
    chromium.look(page, "overview-" + role);
    link(page, german ? "Kunden" : "Customers").click();
    assertThat(page.getByRole(AriaRole.GRID).locator("a").first()).isVisible();
    // The product is the owner's: others import into it only as admins.
    assertThat(link(page, german ? "Neuer Import" : "New import"))
        .hasCount(role.equals("admin") ? 1 : 0);
    chromium.look(page, "customers-" + role);
    if (role.equals("member")) {
      assertThat(
              page.getByText(
                  german ? "Sie können dieses Produkt ansehen" : "You can view this product"))
          .isVisible();
    }
    if (!role.equals("admin")) {
      page.navigate("/t/" + Api.DEMO_TEAM + "/p/" + product + "/imports/new");
      assertThat(page.getByText(german ? "Ihre Rolle ist" : "Your role is")).isVisible();
      page.navigate("/t/" + Api.DEMO_TEAM + "/p/" + product + "/cleanup");
      assertThat(
              heading(
                  page, german ? "Dafür reicht Ihre Rolle nicht" : "Your role does not allow this"))
          .isVisible();
    }
    page.navigate("/t/" + Api.DEMO_TEAM + "/settings");
    assertThat(heading(page, german ? "Teameinstellungen" : "Team settings")).isVisible();
    assertThat(button(page, german ? "Team löschen" : "Delete the team")).isHidden();
  }

  @Test
  void aViewerSeesNoAmountAnywhere() {
    Api api = installation.api();
    UUID product = api.newProduct("Für Betrachter");
    api.importFile(product, SAMPLE, Map.of());
    Person viewer = Person.register(installation, "Vera");
    viewer.join(api, "viewer");
    Page page = chromium.newPage(origin, "de-DE");
    page.navigate("/sign-in");
    enter(page, "de-DE", viewer.email(), Person.PASSWORD);
    assertThat(heading(page, "Übersicht")).isVisible();
    page.navigate("/t/" + Api.DEMO_TEAM + "/p/" + product + "/customers");
    assertThat(page.getByText("sind für Ihre Rolle verborgen")).isVisible();
    assertThat(page.getByRole(AriaRole.GRID).locator("a").first()).isVisible();
    assertThat(page.content()).doesNotContain("€", "Im Monat", "Priorität");
    assertThat(page.content()).contains("***@", "E-Mail verborgen");
    assertThat(link(page, "Importe")).isHidden();
    assertThat(link(page, "Protokoll")).isHidden();
    chromium.look(page, "customers-viewer");
  }

  @Test
  void anImportNeedsNoMouse() {
    UUID product = installation.api().newProduct("Tastatur");
    Page page = at("de-DE", product, "imports/new");
    page.locator("input[type=file]").setInputFiles(SAMPLE);
    assertThat(page.getByText("452 Zeilen")).isVisible();
    press(page, "Weiter");
    press(page, "452 Zeilen importieren");
    assertThat(page.getByText("Nicht übernommene Zeilen")).isVisible();
  }

  /** Goes to a button by Tab as people without a mouse do, and presses it. */
  private static void press(Page page, String name) {
    assertThat(button(page, name)).isVisible();
    for (int i = 0; i < 200; i++) {
      page.keyboard().press("Tab");
      if (name.equals(page.evaluate("document.activeElement.textContent"))) {
        page.keyboard().press("Enter");
        return;
      }
    }
    throw new AssertionError("Tab does not lead to " + name);
  }
}
