package io.kundenwert.local.cli;

import io.kundenwert.local.installation.RunFile;
import io.kundenwert.local.launch.LaunchSettings;
import java.io.PrintStream;

/** What is said about a start, the same in every command. */
final class Started {

  private Started() {}

  static void announce(PrintStream out, LaunchSettings settings) {
    out.println("Starting Kundenwert");
    out.println("  Data in " + settings.data() + " (kept between runs)");
  }

  static void howToUse(PrintStream out, RunFile run) {
    out.println("Web address:  " + run.url());
    out.println("Sign-in:      " + run.login().email());
    out.println("Password:     " + run.login().password());
    out.println("Mails:        " + run.mailbox() + " (whatever is sent to whomever)");
    out.println("API key:      " + run.apiKey());
    out.println("Try:");
    out.println(
        """
          curl -H "Authorization: Bearer %s" \\
            "%s/api/v1/teams/%s/products/%s/customers?sort=-net&limit=5"\
        """
            .formatted(run.apiKey(), run.url(), run.teamId(), run.productId())
            .stripTrailing());
  }
}
