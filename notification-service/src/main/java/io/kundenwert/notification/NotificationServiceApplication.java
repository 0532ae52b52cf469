package io.kundenwert.notification;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Starts notification-service. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class NotificationServiceApplication {
  /** The application, for a launcher that adds its own properties. */
  public static SpringApplicationBuilder application() {
    return new SpringApplicationBuilder(NotificationServiceApplication.class)
        .properties("spring.config.name=notification-service");
  }

  /** Starts the service with command-line properties. */
  public static void main(String[] arguments) {
    application().run(arguments);
  }
}
