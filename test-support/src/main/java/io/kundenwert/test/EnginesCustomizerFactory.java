package io.kundenwert.test;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;

/** Sets the properties that lead a service to the engines. */
final class EnginesCustomizerFactory implements ContextCustomizerFactory {
  /** 32 bytes in Base64. */
  private static final String MASTER_KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

  @Override
  public @Nullable ContextCustomizer createContextCustomizer(
      Class<?> testClass, List<ContextConfigurationAttributes> attributes) {
    WithEngines engines = AnnotatedElementUtils.findMergedAnnotation(testClass, WithEngines.class);
    return engines == null ? null : new EnginesCustomizer(engines.value());
  }

  /** Equal for equal databases, so that tests share their contexts. */
  private record EnginesCustomizer(String database) implements ContextCustomizer {
    @Override
    public void customizeContext(
        ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
      EnginesLifetime.register(context);
      TestPropertyValues.of(
              "KUNDENWERT_DB_URL=" + Engines.jdbcUrl(database),
              "spring.datasource.username=",
              "spring.datasource.password=",
              "KUNDENWERT_KAFKA=" + Engines.kafka(),
              "KUNDENWERT_JWKS_URI=" + TestTokens.jwksUri(),
              // Nobody sends heartbeats here.
              "KUNDENWERT_ACCESS_STALE_AFTER=1d",
              "KUNDENWERT_MASTER_KEYS=test:" + MASTER_KEY,
              "KUNDENWERT_ISSUER=" + TestTokens.ISSUER,
              "KUNDENWERT_TEAM_URL=" + TestTokens.unreachable())
          .applyTo(context);
    }
  }
}
