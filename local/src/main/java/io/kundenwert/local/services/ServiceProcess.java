package io.kundenwert.local.services;

import io.kundenwert.local.installation.LogFiles;
import io.kundenwert.local.process.Parent;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;

/** One service as a process of its own. What it is told stands in its environment. */
public final class ServiceProcess {

  private ServiceProcess() {}

  /** Arguments: name of the service, folder of log files. */
  public static void main(String[] arguments) {
    LogFiles.use(Path.of(arguments[1]), arguments[0]);
    ServiceDefinition service =
        ServiceDefinition.named(arguments[0])
            .orElseThrow(() -> new IllegalArgumentException("No service " + arguments[0]));
    Parent.endWithIt();
    try {
      ConfigurableApplicationContext context = SpringService.run(service, Map.of());
      Runtime.getRuntime().addShutdownHook(new Thread(context::close, "shutdown"));
    } catch (RuntimeException | LinkageError e) {
      LoggerFactory.getLogger(ServiceProcess.class).error("{} did not start", service, e);
      // Threads that the failed context left behind would keep the process alive and useless.
      System.exit(1);
    }
  }
}
