package io.kundenwert.planted.good.web;

import io.kundenwert.planted.good.GoodUseCase;
import org.springframework.web.bind.annotation.RestController;

@RestController
class GoodController {
  final GoodUseCase useCase;

  GoodController(GoodUseCase useCase) {
    this.useCase = useCase;
  }
}
