package io.kundenwert.support.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

/** Turns a {@link Problem} into the answer, in the language of the request. */
public final class ProblemWriter {
  private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.GERMAN);

  private final ProblemTexts texts;
  private final JsonMapper json;

  ProblemWriter(ProblemTexts texts, JsonMapper json) {
    this.texts = texts;
    this.json = json;
  }

  /** The RFC 9457 form of a problem. */
  public ProblemDetail detail(Problem problem, Locale locale) {
    ProblemDetail detail = ProblemDetail.forStatus(problem.status());
    detail.setType(URI.create("urn:kundenwert:problem:" + problem.code()));
    String title = texts.text(problem.code() + ".title", problem.params(), locale);
    detail.setTitle(title != null ? title : problem.status().getReasonPhrase());
    String text = texts.text(problem.code() + ".detail", problem.params(), locale);
    if (text != null) {
      detail.setDetail(text);
    }
    detail.setProperty("code", problem.code());
    detail.setProperty("params", problem.params());
    String correlationId = MDC.get("correlationId");
    if (correlationId != null) {
      detail.setProperty("correlationId", correlationId);
    }
    return detail;
  }

  /** Writes a problem where no controller is involved. */
  public void write(HttpServletRequest request, HttpServletResponse response, Problem problem)
      throws IOException {
    response.setStatus(problem.status().value());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    json.writeValue(
        response.getOutputStream(),
        detail(problem, language(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE))));
  }

  /** German where {@code Accept-Language} prefers it to English, else English. */
  public static Locale language(@Nullable String acceptLanguage) {
    if (acceptLanguage == null || acceptLanguage.isBlank()) {
      return Locale.ENGLISH;
    }
    try {
      Locale match = Locale.lookup(Locale.LanguageRange.parse(acceptLanguage), LANGUAGES);
      return match == null ? Locale.ENGLISH : match;
    } catch (IllegalArgumentException malformed) {
      return Locale.ENGLISH;
    }
  }
}
