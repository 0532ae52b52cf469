package io.kundenwert.credit;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Starts credit-service. */
@SpringBootApplication
public class CreditServiceApplication {
  /** The application, for a launcher that adds its own properties. */
  public static SpringApplicationBuilder application() {
    return new SpringApplicationBuilder(CreditServiceApplication.class)
        .properties("spring.config.name=credit-service");
  }

  /** Starts the service with command-line properties. */
  public static void main(String[] arguments) {
    application().run(arguments);
  }
}
