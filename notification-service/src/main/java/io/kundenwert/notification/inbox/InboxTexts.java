package io.kundenwert.notification.inbox;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Puts entries into words, in German or English. */
@Component
class InboxTexts {
  /** What people are told of their teams. */
  private static final Set<String> OF_TEAMS =
      Set.of(
          "invitation-accepted",
          "member-joined",
          "role-changed",
          "ownership-transferred",
          "product-transferred");

  private final ResourceBundleMessageSource templates = new ResourceBundleMessageSource();
  private final JsonMapper json;

  InboxTexts(JsonMapper json) {
    this.json = json;
    templates.setBasename("i18n/notification-service/inbox");
    templates.setDefaultEncoding("UTF-8");
    templates.setFallbackToSystemLocale(false);
  }

  /** Whether a message of that kind becomes an entry. */
  static boolean knows(String kind) {
    return OF_TEAMS.contains(kind);
  }

  String title(String kind, Locale locale) {
    return templates.getMessage(kind + ".title", null, locale);
  }

  /** The words of an entry with its kept values. */
  String text(String kind, String params, Locale locale) {
    return templates.getMessage(
        kind + ".text",
        knows(kind)
            ? ofTeam(json.readValue(params, new TypeReference<>() {}), locale)
            : ofRun(json.readValue(params, EntryParams.class)),
        locale);
  }

  private Object[] ofTeam(Map<String, String> params, Locale locale) {
    String role = params.getOrDefault("role", "");
    return new Object[] {
      params.getOrDefault("team", ""),
      params.getOrDefault("member", ""),
      templates.getMessage("role." + role, null, role, locale),
      params.getOrDefault("product", ""),
      params.getOrDefault("by", "")
    };
  }

  private static Object[] ofRun(EntryParams params) {
    return new Object[] {
      params.rows(),
      params.created(),
      params.updated(),
      params.unchanged(),
      params.merged(),
      params.rejected(),
      params.failureCode() == null ? "-" : params.failureCode()
    };
  }
}
