package io.kundenwert.local.installation;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.sift.AbstractDiscriminator;

/** Tells logback which service a line belongs to. Named in {@code logback-local.xml}. */
public final class OwnerDiscriminator extends AbstractDiscriminator<ILoggingEvent> {

  @Override
  public String getDiscriminatingValue(ILoggingEvent event) {
    return LogFiles.owner();
  }

  @Override
  public String getKey() {
    return "owner";
  }
}
