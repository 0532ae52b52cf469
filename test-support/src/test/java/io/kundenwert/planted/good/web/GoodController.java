package io.kundenwert.planted.good.web;

import io.kundenwert.planted.good.GoodUseCase;
import io.kundenwert.planted.good.support.audit.Audit;
import java.util.List;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class GoodController {
  final GoodUseCase useCase;
  final Audit audit;

  GoodController(GoodUseCase useCase, Audit audit) {
    this.useCase = useCase;
    this.audit = audit;
  }

  @PostMapping
  void change() {
    List.of(useCase.time()).forEach(time -> told());
  }

  @DeleteMapping
  void harmless() {
    useCase.day();
  }

  private void told() {
    audit.record();
  }
}
