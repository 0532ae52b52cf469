package io.kundenwert.gateway.identity;

import io.swagger.v3.oas.annotations.Hidden;
import java.time.Duration;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Publishes the key that tokens are verified with. */
@RestController
@Hidden
class JwksController {
  private final Tokens tokens;

  JwksController(Tokens tokens) {
    this.tokens = tokens;
  }

  @GetMapping("/.well-known/jwks.json")
  ResponseEntity<Map<String, Object>> keys() {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.maxAge(Duration.ofMinutes(5)))
        .body(tokens.publicKeys());
  }
}
