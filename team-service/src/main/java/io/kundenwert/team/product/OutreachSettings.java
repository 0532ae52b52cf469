package io.kundenwert.team.product;

import io.kundenwert.support.email.EmailAddress;
import io.kundenwert.support.problem.Problem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Locale;
import java.util.Set;

/**
 * How a product's customers are written to, checked when made (D4).
 *
 * @param tone how a message should sound, up to 500 characters, may be empty
 * @param language ISO 639-1 code of the language that customers are written in
 * @param senderName who signs, up to 120 characters on one line, may be empty
 * @param senderEmail where answers go, may be empty
 */
public record OutreachSettings(
    @Schema(description = "Up to 500 characters", example = "Freundlich, per Sie") String tone,
    @Schema(description = "ISO 639-1", example = "de") String language,
    @Schema(example = "Mia Brandt") String senderName,
    @Schema(description = "Where answers go", example = "mia@example.com") String senderEmail) {
  private static final int MAX_TONE = 500;
  private static final int MAX_NAME = 120;
  private static final int LONGEST_SHOWN = 60;
  private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());

  /** What a new product has. */
  public static final OutreachSettings DEFAULT = new OutreachSettings("", "de", "", "");

  /**
   * Checks the settings.
   *
   * @throws Problem 400 with a code that names the rule and the parameter {@code field}
   */
  public OutreachSettings {
    tone = tone.strip();
    senderName = senderName.strip();
    senderEmail = senderEmail.strip();
    ProductSettings.requireLength("outreach.tone", tone, MAX_TONE);
    ProductSettings.requireLength("outreach.senderName", senderName, MAX_NAME);
    if (!LANGUAGES.contains(language)) {
      throw Problem.badRequest(
          "language-unknown",
          "outreach.language",
          language.length() > LONGEST_SHOWN ? null : language);
    }
    // It goes into the head of mails.
    if (senderName.chars().anyMatch(Character::isISOControl)) {
      throw Problem.badRequest("sender-name-malformed", "outreach.senderName", null);
    }
    if (!senderEmail.isEmpty() && EmailAddress.identity(senderEmail) == null) {
      throw Problem.badRequest("email-malformed", "outreach.senderEmail", null);
    }
  }
}
