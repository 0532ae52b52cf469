package io.kundenwert.imports.run;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** Counts what this replica does. */
@Component
class RunMetrics {
  private final Counter published;
  private final Counter rejected;
  private final AtomicInteger active;

  RunMetrics(MeterRegistry registry) {
    published =
        Counter.builder("kundenwert.import.rows.published")
            .description("Rows published to the merge")
            .register(registry);
    rejected =
        Counter.builder("kundenwert.import.rows.rejected")
            .description("Rows rejected on reading")
            .register(registry);
    active =
        java.util.Objects.requireNonNull(
            registry.gauge("kundenwert.import.runs.active", new AtomicInteger()));
  }

  void published(int rows, int rejectedRows) {
    published.increment(rows);
    rejected.increment(rejectedRows);
  }

  void began() {
    active.incrementAndGet();
  }

  void ended() {
    active.decrementAndGet();
  }
}
