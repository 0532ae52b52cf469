package io.kundenwert.local.services;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The services of an installation. The order is that of display; they start side by side. */
public enum ServiceDefinition {
  TEAM("io.kundenwert.team.TeamServiceApplication", "kundenwert_team"),
  IMPORT("io.kundenwert.imports.ImportServiceApplication", "kundenwert_import"),
  CUSTOMER("io.kundenwert.customer.CustomerServiceApplication", "kundenwert_customer"),
  CREDIT("io.kundenwert.credit.CreditServiceApplication", "kundenwert_credit"),
  NOTIFICATION(
      "io.kundenwert.notification.NotificationServiceApplication", "kundenwert_notification"),
  GATEWAY("io.kundenwert.gateway.GatewayApplication", null);

  private final String application;
  private final @Nullable String database;

  ServiceDefinition(String application, @Nullable String database) {
    this.application = application;
    this.database = database;
  }

  /** The name that people, files and configuration use. */
  public String serviceName() {
    String name = name().toLowerCase(Locale.ROOT);
    return this == GATEWAY ? name : name + "-service";
  }

  /** Its class with a static {@code application()} that gives the Spring application's builder. */
  String application() {
    return application;
  }

  /** Its database; null if it has none. */
  public @Nullable String database() {
    return database;
  }

  /** The variable in which other services are told its address. */
  String addressVariable() {
    return "KUNDENWERT_" + name() + "_URL";
  }

  /** The service of that name. */
  public static Optional<ServiceDefinition> named(String serviceName) {
    return Arrays.stream(values())
        .filter(service -> service.serviceName().equals(serviceName))
        .findFirst();
  }
}
