package io.kundenwert.support.problem;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.support.ResourceBundleMessageSource;

/** Titles and details of problems in German and English. */
final class ProblemTexts {
  private final ResourceBundleMessageSource messages = new ResourceBundleMessageSource();

  ProblemTexts(String service) {
    messages.setBasenames("i18n/" + service + "/problems", "i18n/service-support/problems");
    messages.setDefaultEncoding("UTF-8");
    messages.setFallbackToSystemLocale(false);
    messages.setUseCodeAsDefaultMessage(false);
  }

  @Nullable String text(String key, Map<String, Object> params, Locale locale) {
    String pattern = messages.getMessage(key, null, null, locale);
    if (pattern == null) {
      return null;
    }
    String text = pattern;
    for (Map.Entry<String, Object> param : params.entrySet()) {
      text = text.replace("{" + param.getKey() + "}", String.valueOf(param.getValue()));
    }
    return text;
  }
}
