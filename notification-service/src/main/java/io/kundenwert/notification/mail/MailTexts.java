package io.kundenwert.notification.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/**
 * Puts mails into words, in German or English. What people wrote (names of teams and persons) is
 * cleaned of control characters and bounded: it stands in headers and among trusted words.
 */
@Component
class MailTexts {
  /** What there are words for. */
  private static final Set<String> KINDS =
      Set.of(
          "account-confirm",
          "account-exists",
          "password-reset",
          "password-changed",
          "sign-in-locked",
          "invitation",
          "invitation-accepted",
          "member-joined",
          "member-removed",
          "role-changed",
          "ownership-transferred",
          "product-transferred");

  private static final int LONGEST_PARAM = 120;

  private final ResourceBundleMessageSource templates = new ResourceBundleMessageSource();

  MailTexts() {
    templates.setBasename("i18n/notification-service/mail");
    templates.setDefaultEncoding("UTF-8");
    templates.setFallbackToSystemLocale(false);
    templates.setAlwaysUseMessageFormat(true);
  }

  /** A mail in words. */
  record Words(String subject, String plain, String html) {}

  /** Whether there are words for a kind. */
  static boolean knows(String kind) {
    return KINDS.contains(kind);
  }

  /**
   * Words for a mail.
   *
   * @param name how the recipient is called; null if that is not known
   * @param link whole address of its link; null if it has none
   */
  Words of(
      String kind,
      String language,
      @Nullable String name,
      Map<String, String> params,
      @Nullable String link) {
    Locale locale = language.equals("en") ? Locale.ENGLISH : Locale.GERMAN;
    Object[] values = {
      clean(params.getOrDefault("team", "")),
      clean(params.getOrDefault("inviter", params.getOrDefault("member", ""))),
      role(params.get("role"), locale),
      clean(params.getOrDefault("product", "")),
      clean(params.getOrDefault("by", ""))
    };
    String subject = text(kind + ".subject", values, locale);
    List<String> paragraphs = new ArrayList<>();
    String called = clean(name == null ? "" : name);
    paragraphs.add(
        called.isEmpty()
            ? text("greeting", new Object[0], locale)
            : text("greeting.name", new Object[] {called}, locale));
    paragraphs.addAll(List.of(text(kind + ".text", values, locale).split("\\n")));
    // A kind without a word for its link has none.
    String button =
        Objects.requireNonNullElse(templates.getMessage(kind + ".button", values, "", locale), "");
    String followed = button.isEmpty() ? null : link;
    String footer = text("footer", new Object[0], locale);
    return new Words(
        subject,
        plain(paragraphs, followed, footer),
        html(locale, subject, paragraphs, button, followed, footer));
  }

  private static String plain(List<String> paragraphs, @Nullable String link, String footer) {
    StringBuilder text = new StringBuilder();
    paragraphs.forEach(paragraph -> text.append(paragraph).append("\r\n\r\n"));
    if (link != null) {
      text.append(link).append("\r\n\r\n");
    }
    return text.append("-- \r\n").append(footer).append("\r\n").toString();
  }

  private static String html(
      Locale locale,
      String subject,
      List<String> paragraphs,
      String button,
      @Nullable String link,
      String footer) {
    StringBuilder body = new StringBuilder();
    for (String paragraph : paragraphs) {
      body.append("<p>").append(HtmlUtils.htmlEscape(paragraph)).append("</p>\n");
    }
    if (link != null) {
      String escaped = HtmlUtils.htmlEscape(link);
      body.append(
          """
          <p><a href="%s" style="display:inline-block;padding:10px 18px;border-radius:6px;\
          background:#0B5D66;color:#FFFFFF;text-decoration:none;font-weight:600">%s</a></p>
          <p style="font-size:13px;word-break:break-all">%s</p>
          """
              .formatted(escaped, HtmlUtils.htmlEscape(button), escaped));
    }
    return """
    <!DOCTYPE html>
    <html lang="%s"><head><meta charset="utf-8"><title>%s</title>
    <meta name="color-scheme" content="light dark"></head>
    <body style="margin:0;padding:24px;font-family:system-ui,Arial,sans-serif;font-size:16px;\
    line-height:1.5">
    <div style="max-width:560px;margin:0 auto">
    %s<hr style="border:none;border-top:1px solid #8A867C">
    <p style="font-size:13px">%s</p>
    </div></body></html>
    """
        .formatted(
            locale.getLanguage(),
            HtmlUtils.htmlEscape(subject),
            body,
            HtmlUtils.htmlEscape(footer));
  }

  private String role(@Nullable String role, Locale locale) {
    return role == null
        ? ""
        : Objects.requireNonNullElse(
            templates.getMessage("role." + role, null, clean(role), locale), "");
  }

  private String text(String key, Object[] values, Locale locale) {
    return templates.getMessage(key, values, locale);
  }

  /** One line of bounded length without anything that a header or a terminal would obey. */
  private static String clean(String value) {
    StringBuilder clean = new StringBuilder();
    value
        .codePoints()
        .limit(LONGEST_PARAM)
        .forEach(
            point -> {
              int type = Character.getType(point);
              clean.appendCodePoint(
                  type == Character.CONTROL
                          || type == Character.FORMAT
                          || type == Character.LINE_SEPARATOR
                          || type == Character.PARAGRAPH_SEPARATOR
                      ? ' '
                      : point);
            });
    return clean.toString().strip();
  }
}
