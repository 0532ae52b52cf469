package io.kundenwert.support;

import io.kundenwert.test.WithEngines;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;

/** Runs a test with the {@link TestService} on the engines. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(classes = TestService.class, properties = "spring.config.name=test-service")
@AutoConfigureMockMvc
@WithEngines("kundenwert_support")
@interface SupportIT {}
