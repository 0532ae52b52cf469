package io.kundenwert.gateway.start;

import io.kundenwert.gateway.problem.GatewayProblem;
import io.kundenwert.gateway.problem.GatewayProblems;
import io.kundenwert.gateway.web.WebFiles;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The first page: the web application, whose addresses all begin with the same page, or, without
 * it, what this is and where the API is described, in German or English.
 */
@RestController
@Hidden
class StartPageController {
  private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");
  private static final MediaType CSS = MediaType.parseMediaType("text/css;charset=UTF-8");

  private final WebFiles web;

  StartPageController(WebFiles web) {
    this.web = web;
  }

  /** Pages of the application; the browser finds out which. */
  @GetMapping({
    "/sign-in",
    "/sign-up",
    "/confirm",
    "/reset",
    "/invite",
    "/account",
    "/new-team",
    "/t/**"
  })
  ResponseEntity<Resource> application() {
    return application(web.index().orElseThrow(GatewayProblem::notFound));
  }

  private static ResponseEntity<Resource> application(Resource index) {
    return ResponseEntity.ok().contentType(HTML).cacheControl(CacheControl.noCache()).body(index);
  }

  @GetMapping("/")
  ResponseEntity<Resource> page(
      @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false)
          @Nullable String acceptLanguage,
      @RequestParam(name = "lang", required = false) @Nullable String chosen) {
    Resource index = web.index().orElse(null);
    if (index != null) {
      return application(index);
    }
    Locale language = GatewayProblems.language(chosen == null ? acceptLanguage : chosen);
    return ResponseEntity.ok()
        .contentType(HTML)
        .header(HttpHeaders.CONTENT_LANGUAGE, language.getLanguage())
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
        .body(new ClassPathResource("start/gateway/" + language.getLanguage() + ".html"));
  }

  @GetMapping("/start.css")
  ResponseEntity<Resource> style() {
    return ResponseEntity.ok()
        .contentType(CSS)
        .body(new ClassPathResource("start/gateway/start.css"));
  }
}
