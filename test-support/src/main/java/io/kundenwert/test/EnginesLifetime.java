package io.kundenwert.test;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Closes the services when the last test is over, while the engines still run: in the hooks of the
 * JVM both would go at once, and services would wait for engines that are gone.
 */
public final class EnginesLifetime implements TestExecutionListener {
  private static final List<ConfigurableApplicationContext> contexts = new CopyOnWriteArrayList<>();

  static void register(ConfigurableApplicationContext context) {
    contexts.add(context);
  }

  @Override
  public void testPlanExecutionFinished(TestPlan plan) {
    contexts.forEach(ConfigurableApplicationContext::close);
    contexts.clear();
  }
}
