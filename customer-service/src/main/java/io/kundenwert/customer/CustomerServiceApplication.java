package io.kundenwert.customer;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** The customer service. */
@SpringBootApplication
public class CustomerServiceApplication {
  /** Starts the service. */
  public static void main(String[] args) {
    application().run(args);
  }

  /** The service, ready to be given further properties and started. */
  public static SpringApplicationBuilder application() {
    return new SpringApplicationBuilder(CustomerServiceApplication.class)
        .properties("spring.config.name=customer-service");
  }
}
