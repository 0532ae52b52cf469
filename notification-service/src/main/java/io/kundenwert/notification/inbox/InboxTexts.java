package io.kundenwert.notification.inbox;

import java.util.Locale;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.stereotype.Component;

/** Puts entries into words, in German or English. */
@Component
class InboxTexts {
  private final ResourceBundleMessageSource templates = new ResourceBundleMessageSource();

  InboxTexts() {
    templates.setBasename("i18n/notification-service/inbox");
    templates.setDefaultEncoding("UTF-8");
    templates.setFallbackToSystemLocale(false);
  }

  String title(String kind, Locale locale) {
    return templates.getMessage(kind + ".title", null, locale);
  }

  String text(String kind, EntryParams params, Locale locale) {
    return templates.getMessage(
        kind + ".text",
        new Object[] {
          params.rows(),
          params.created(),
          params.updated(),
          params.unchanged(),
          params.merged(),
          params.rejected(),
          params.failureCode() == null ? "-" : params.failureCode()
        },
        locale);
  }
}
