package io.kundenwert.customer.merge;

import io.kundenwert.customer.CustomerServiceApplication;
import io.kundenwert.test.WithEngines;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;

/** The whole service as it runs, but that it notices soon when a run stands still. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    classes = CustomerServiceApplication.class,
    properties = {
      "spring.config.name=customer-service",
      "kundenwert.merge.stalled-after=3s",
      "kundenwert.merge.stalled-look=500ms"
    })
@AutoConfigureMockMvc
@WithEngines("kundenwert_customer_flow")
public @interface WithMerge {}
