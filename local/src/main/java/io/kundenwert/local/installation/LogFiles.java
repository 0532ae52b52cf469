package io.kundenwert.local.installation;

import static java.util.Objects.requireNonNull;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Where log lines go: a file for each service, whichever JVM it runs in, and nothing to the
 * console, which belongs to people. A thread writes to the file of the service whose thread started
 * it.
 */
public final class LogFiles {

  private static final InheritableThreadLocal<String> OWNER = new InheritableThreadLocal<>();
  private static volatile String fallback = "launcher";

  private LogFiles() {}

  /**
   * To be called before anything logs.
   *
   * @param folder folder for the files
   * @param process whose file takes lines of threads that belong to no service
   */
  public static void use(Path folder, String process) {
    fallback = process;
    System.setProperty("kundenwert.logs", folder.toString());
    // One configuration for the JVM: each Spring Boot application would bring its own.
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    configure();
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
  }

  private static void configure() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    try {
      configurator.doConfigure(
          requireNonNull(LogFiles.class.getResource("/io/kundenwert/local/logback-local.xml")));
    } catch (JoranException e) {
      throw new IllegalStateException("logback-local.xml cannot be read", e);
    }
  }

  /** Runs a task; its lines, and those of all threads that come of it, are the owner's. */
  public static void as(String owner, Runnable task) {
    String before = OWNER.get();
    OWNER.set(owner);
    try {
      task.run();
    } finally {
      if (before == null) {
        OWNER.remove();
      } else {
        OWNER.set(before);
      }
    }
  }

  /** The owner of the current thread. */
  static String owner() {
    String owner = OWNER.get();
    return owner == null ? fallback : owner;
  }
}
