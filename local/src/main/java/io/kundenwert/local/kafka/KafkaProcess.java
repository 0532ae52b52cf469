package io.kundenwert.local.kafka;

import io.kundenwert.local.installation.LogFiles;
import io.kundenwert.local.process.Parent;
import java.nio.file.Path;

/** The broker as a process of its own, so that it can be ended and started by itself. */
public final class KafkaProcess {

  private KafkaProcess() {}

  /**
   * Arguments: folder of the log, port for clients, port of the controller, folder of log files.
   */
  public static void main(String[] arguments) {
    LogFiles.use(Path.of(arguments[3]), "kafka");
    KafkaBroker broker =
        KafkaBroker.start(
            Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
    Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "shutdown"));
    Parent.endWithIt();
  }
}
