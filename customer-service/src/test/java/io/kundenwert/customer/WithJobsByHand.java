package io.kundenwert.customer;

import io.kundenwert.test.WithEngines;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;

/**
 * The whole service; undo, cleanups and bulk changes only when a test calls them, in small chunks.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    classes = CustomerServiceApplication.class,
    properties = {
      "spring.config.name=customer-service",
      "kundenwert.undo.delay=24h",
      "kundenwert.undo.chunk=40",
      "kundenwert.cleanup.delay=24h",
      "kundenwert.cleanup.chunk=" + WithJobsByHand.CHUNK,
      "kundenwert.bulk.delay=24h",
      "kundenwert.bulk.chunk=" + WithJobsByHand.CHUNK
    })
@AutoConfigureMockMvc
@WithEngines("kundenwert_customer_jobs")
public @interface WithJobsByHand {
  /** Customers per chunk of a cleanup or a bulk change. */
  int CHUNK = 7;
}
