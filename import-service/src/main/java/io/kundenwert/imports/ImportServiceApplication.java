package io.kundenwert.imports;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the import service. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class ImportServiceApplication {

  /** Starts the service with its own configuration file. */
  public static void main(String[] arguments) {
    application().run(arguments);
  }

  /** The service, to be started by whoever runs several in one process. */
  public static SpringApplicationBuilder application() {
    return new SpringApplicationBuilder(ImportServiceApplication.class)
        .properties("spring.config.name=import-service");
  }
}
