package io.kundenwert.planted.first.web;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Public: a violation. Its package is not null-marked: another. */
@RestController
public class PlantedController {
  /** Changes something and tells nobody. */
  @PostMapping
  public void change() {}
}
