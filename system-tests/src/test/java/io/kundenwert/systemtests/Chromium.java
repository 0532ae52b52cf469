package io.kundenwert.systemtests;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The machine's Chromium, looking at an installation as a person would. */
final class Chromium implements AutoCloseable {
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final Path AXE = Path.of("..", "web", "node_modules", "axe-core", "axe.min.js");

  /** Told by the browser, not by what a page says of itself. */
  private static final String WATCH =
      """
      window.refused = [];
      document.addEventListener('securitypolicyviolation', (event) =>
        window.refused.push(event.effectiveDirective + ' ' + event.blockedURI));
      """;

  private static final String ACCESSIBLE =
      """
      async () => (await axe.run(document, { resultTypes: ['violations'] })).violations
        .map((each) => each.id + ': ' + each.nodes.map((node) => node.html).join(' | '))
      """;

  private final Playwright playwright;
  private final Browser browser;
  private final List<String> faults = new ArrayList<>();

  private Chromium(Path program) {
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(program)
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync",
                            "--no-first-run")));
  }

  /** Where the machine has it. */
  static Optional<Path> program() {
    return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  static Chromium start() {
    return new Chromium(program().orElseThrow());
  }

  /** A page of a browser that was never here before. */
  Page newPage(String origin, String language) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setBaseURL(origin)
                .setLocale(language)
                // A colour on its way to another is neither.
                .setReducedMotion(ReducedMotion.REDUCE)
                .setViewportSize(1280, 860));
    context.addInitScript(WATCH);
    context.setDefaultTimeout(20_000);
    Page page = context.newPage();
    page.onPageError(error -> faults.add(page.url() + ": " + error));
    page.onConsoleMessage(
        message -> {
          // What is refused is told by the API tests; the browser logs each of them.
          if (message.type().equals("error") && !message.text().contains("the server responded")) {
            faults.add(page.url() + ": " + message.text());
          }
        });
    return page;
  }

  /** Keeps a picture, and notes what is not accessible and what the security policy refused. */
  void look(Page page, String name) {
    try {
      page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
      page.evaluate(Files.readString(AXE));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    ((List<?>) page.evaluate(ACCESSIBLE)).forEach(fault -> faults.add(name + ": " + fault));
    ((List<?>) page.evaluate("window.refused")).forEach(fault -> faults.add(name + ": " + fault));
  }

  /** What was wrong so far: script errors, refusals of the policy, barriers. */
  List<String> faults() {
    return faults;
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
