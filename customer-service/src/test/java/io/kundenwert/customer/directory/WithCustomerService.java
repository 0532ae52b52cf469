package io.kundenwert.customer.directory;

import io.kundenwert.customer.CustomerServiceApplication;
import io.kundenwert.test.WithEngines;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;

/** The whole service; scheduled work only when a test calls it. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    classes = CustomerServiceApplication.class,
    properties = {
      "spring.config.name=customer-service",
      "kundenwert.revaluation.delay=24h",
      "kundenwert.directory.refresh-delay=24h",
      "kundenwert.directory.catch-up-delay=24h"
    })
@AutoConfigureMockMvc
@WithEngines("kundenwert_directory")
public @interface WithCustomerService {}
