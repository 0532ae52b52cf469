package io.kundenwert.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.test.context.ContextCustomizerFactories;

/**
 * Runs a Spring test on the {@link Engines} with the database of that name, and makes tokens of
 * {@link TestTokens} valid.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ContextCustomizerFactories(EnginesCustomizerFactory.class)
public @interface WithEngines {
  /** The service's database. */
  String value();
}
