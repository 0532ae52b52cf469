package io.kundenwert.gateway.problem;

import io.kundenwert.gateway.correlation.CorrelationFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Tells problems in the language of the request. */
@Component
public class GatewayProblems {
  private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.GERMAN);

  private final JsonMapper json;
  private final ResourceBundleMessageSource texts = new ResourceBundleMessageSource();

  GatewayProblems(JsonMapper json) {
    this.json = json;
    texts.setBasename("i18n/gateway/problems");
    texts.setDefaultEncoding("UTF-8");
    texts.setFallbackToSystemLocale(false);
  }

  /** Writes a problem as the answer, unless an answer is already on its way. */
  public void write(
      HttpServletRequest request, HttpServletResponse response, GatewayProblem problem)
      throws IOException {
    if (response.isCommitted()) {
      return;
    }
    response.setStatus(problem.status().value());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    if (problem.status() == HttpStatus.UNAUTHORIZED) {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
    problem
        .retryAfterSeconds()
        .ifPresent(seconds -> response.setHeader(HttpHeaders.RETRY_AFTER, seconds.toString()));
    json.writeValue(
        response.getOutputStream(),
        detail(problem, language(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE))));
  }

  ProblemDetail detail(GatewayProblem problem, Locale locale) {
    ProblemDetail detail = ProblemDetail.forStatus(problem.status());
    detail.setType(URI.create("urn:kundenwert:problem:" + problem.code()));
    detail.setTitle(text(problem.code() + ".title", problem.params(), locale));
    detail.setDetail(text(problem.code() + ".detail", problem.params(), locale));
    detail.setProperty("code", problem.code());
    detail.setProperty("params", problem.params());
    detail.setProperty("correlationId", MDC.get(CorrelationFilter.MDC_KEY));
    return detail;
  }

  private String text(String key, Map<String, Object> params, Locale locale) {
    String text = texts.getMessage(key, null, locale);
    for (Map.Entry<String, Object> param : params.entrySet()) {
      text = text.replace("{" + param.getKey() + "}", String.valueOf(param.getValue()));
    }
    return text;
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
