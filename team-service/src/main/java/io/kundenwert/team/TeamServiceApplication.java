package io.kundenwert.team;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts team-service. */
@SpringBootApplication(
    // The provider is put together in the package oauth; tokens are verified as everywhere.
    excludeName = {
      "org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerAutoConfiguration",
      "org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerJwtAutoConfiguration"
    })
@ConfigurationPropertiesScan
public class TeamServiceApplication {
  /** The application, for a launcher that adds its own properties. */
  public static SpringApplicationBuilder application() {
    return new SpringApplicationBuilder(TeamServiceApplication.class)
        .properties("spring.config.name=team-service");
  }

  /** Starts the service with command-line properties. */
  public static void main(String[] arguments) {
    application().run(arguments);
  }
}
