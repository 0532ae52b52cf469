package io.kundenwert.team.product;

import io.kundenwert.events.ProductState;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of the table of products. */
@Entity
class Product {
  @Id private UUID productId;
  private UUID teamId;
  private String name;
  private String description;
  private String incentives;
  private String currency;
  private String timeZone;
  private long highFrom;
  private long mediumFrom;
  private String rankBy;
  private String outreachTone;
  private String outreachLanguage;
  private String senderName;
  private String senderEmail;
  private UUID createdBy;
  private Instant createdAt;
  @Version private @Nullable Long version;

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
  protected Product() {}

  @SuppressWarnings("NullAway.Init") // take() fills the settings.
  Product(UUID teamId, UUID productId, UUID createdBy, ProductSettings settings, Instant now) {
    this.teamId = teamId;
    this.productId = productId;
    this.createdBy = createdBy;
    this.createdAt = now;
    this.currency = settings.currency();
    take(settings);
  }

  /** Takes new settings over, except the currency, which stays. */
  final void take(ProductSettings settings) {
    name = settings.name();
    description = settings.description();
    incentives = settings.incentives();
    timeZone = settings.timeZone();
    highFrom = settings.highFrom();
    mediumFrom = settings.mediumFrom();
    rankBy = settings.rankBy();
    OutreachSettings outreach = settings.outreach();
    outreachTone = outreach.tone();
    outreachLanguage = outreach.language();
    senderName = outreach.senderName();
    senderEmail = outreach.senderEmail();
  }

  void giveTo(UUID userId) {
    createdBy = userId;
  }

  UUID productId() {
    return productId;
  }

  String currency() {
    return currency;
  }

  /** 1 for a new product; Hibernate counts from 0. */
  long version() {
    return (version == null ? 0 : version) + 1;
  }

  ProductView view() {
    return new ProductView(
        productId,
        teamId,
        version(),
        name,
        description,
        incentives,
        currency,
        timeZone,
        Amount.of(highFrom, currency),
        Amount.of(mediumFrom, currency),
        rankBy,
        new OutreachSettings(outreachTone, outreachLanguage, senderName, senderEmail),
        createdBy,
        createdAt);
  }

  ProductState state() {
    return new ProductState(
        productId, teamId, version(), name, currency, timeZone, highFrom, mediumFrom, rankBy);
  }
}
