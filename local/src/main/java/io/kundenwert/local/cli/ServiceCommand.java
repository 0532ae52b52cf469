package io.kundenwert.local.cli;

import io.kundenwert.local.installation.CannotStart;
import io.kundenwert.local.installation.RunFile;
import io.kundenwert.local.process.Signals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Hurts single parts of an installation with a process per service, for crash tests. Names are
 * those of the services, {@code kafka} and {@code postgresql}.
 */
@Command(
    name = "service",
    hidden = true,
    description = "Kill, stop and start single parts (with --processes).")
final class ServiceCommand {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "folder of the installation",
      scope = picocli.CommandLine.ScopeType.INHERIT)
  private Path data = Home.folder().resolve("data");

  @Command(description = "End a part without warning; the launcher starts it again.")
  int kill(@Parameters(paramLabel = "NAME") String name) {
    Signals.send(pid(name), "KILL");
    return 0;
  }

  @Command(description = "End a part without warning and keep it down.")
  int stop(@Parameters(paramLabel = "NAME") String name) {
    try {
      Files.createDirectories(hold(name).getParent());
      Files.writeString(hold(name), "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Signals.send(pid(name), "KILL");
    return 0;
  }

  @Command(description = "Start a stopped part.")
  int start(@Parameters(paramLabel = "NAME") String name) {
    try {
      Files.deleteIfExists(hold(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return 0;
  }

  private Path hold(String name) {
    return data.toAbsolutePath().normalize().resolve("control").resolve(name + ".hold");
  }

  private long pid(String name) {
    RunFile run =
        RunFile.read(data.toAbsolutePath().normalize())
            .filter(RunFile::launcherLives)
            .orElseThrow(() -> new CannotStart("Nothing runs on " + data + "."));
    long pid =
        switch (name) {
          case "kafka" -> run.kafka().pid();
          case "postgresql" -> run.postgres().pid();
          default ->
              run.services().stream()
                  .filter(service -> service.name().equals(name))
                  .mapToLong(RunFile.Service::pid)
                  .findFirst()
                  .orElseThrow(() -> new CannotStart("There is no service " + name + "."));
        };
    if (pid == 0 || pid == run.pid()) {
      throw new CannotStart(name + " has no process of its own now; start with --processes.");
    }
    return pid;
  }
}
