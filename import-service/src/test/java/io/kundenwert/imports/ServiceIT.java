package io.kundenwert.imports;

import io.kundenwert.test.WithEngines;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextConfiguration;

/** Runs a test with the whole service on the engines, and {@link FakeCustomers} beside it. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@SpringBootTest(
    classes = ImportServiceApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.config.name=import-service",
      "kundenwert.runs.chunk-rows=200",
      "kundenwert.runs.in-flight=2000",
      "kundenwert.runs.poll=50ms",
      "kundenwert.uploads.max-size=20MB",
    })
@ContextConfiguration(initializers = Surroundings.class)
@WithEngines("kundenwert_import")
public @interface ServiceIT {}
