package io.kundenwert.events;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a record as the value of an event and gives its logical, versioned wire name. A class name
 * never reaches the wire.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface EventType {
  /** The CloudEvents {@code type}, for example {@code customer.value.v1}. */
  String value();

  /** The topic that carries it. */
  Topic topic();
}
