package io.kundenwert.planted.first;

import io.kundenwert.planted.second.PlantedClockless;
import jakarta.persistence.Entity;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;

/** A public entity, with an injected field, that closes a circle. */
@Entity
public class PlantedEntity {
  @Autowired @Nullable PlantedClockless other;
}
