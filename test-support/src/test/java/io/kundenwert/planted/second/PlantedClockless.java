package io.kundenwert.planted.second;

import io.kundenwert.planted.first.PlantedEntity;
import io.kundenwert.planted.first.web.PlantedController;
import java.time.Instant;
import java.util.Date;
import org.awaitility.Awaitility;

/** Reads the time, uses an old date and an unknown library, and reaches into another's web. */
public class PlantedClockless {
  Instant instant() {
    return Instant.now();
  }

  Date date() {
    return new Date(0);
  }

  PlantedEntity entity() {
    return new PlantedEntity();
  }

  PlantedController controller() {
    return new PlantedController();
  }

  void library() {
    Awaitility.reset();
  }
}
