package io.kundenwert.local.demo;

import io.kundenwert.local.demo.ApiClient.Answer;
import io.kundenwert.local.installation.RunFile;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Uploads a file through the gateway, follows the import, and prints what came of it. */
public final class Demo {

  private static final int CREATED = 201;
  private static final int CONFLICT = 409;
  private static final int TOP = 10;
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Set<String> ENDS =
      Set.of("finished", "failed", "cancelled", "unreadable", "questions");

  private final PrintStream out;

  /** With where to print. */
  public Demo(PrintStream out) {
    this.out = out;
  }

  /**
   * Does the main job.
   *
   * @param run the installation
   * @param file the file
   * @throws DemoFailed if it does not come to a finished import
   */
  public void run(RunFile run, Path file) {
    try (ApiClient api = new ApiClient(run)) {
      out.println("Importing " + file.getFileName() + " through " + run.url() + " ...");
      Answer uploaded =
          api.upload(api.product() + "/imports", file, Map.of("source", "Excel", "start", "auto"));
      JsonNode finished =
          switch (uploaded.status()) {
            case CREATED -> follow(api, uploaded.json());
            case CONFLICT -> existing(api, uploaded.json());
            default -> uploaded.expected();
          };
      Report report = new Report(out, api);
      report.counts(finished);
      report.rejectedRows(finished);
      report.customers(api.get(api.product() + "/customers?sort=-net&limit=" + TOP).expected());
    }
  }

  /** The same bytes were imported before: nothing is counted twice, so there is nothing to do. */
  private JsonNode existing(ApiClient api, JsonNode problem) {
    if (!"already-imported".equals(problem.path("code").asString(""))) {
      throw new DemoFailed("The API refused the file: " + problem);
    }
    out.println(
        "This file was imported before, and no amount is ever counted twice: it was refused.");
    out.println("Here is what the first import of it did.");
    String id = problem.path("params").path("importId").asString();
    return api.get("/imports/" + id).expected();
  }

  private JsonNode follow(ApiClient api, JsonNode uploaded) {
    String id = uploaded.path("importId").asString(uploaded.path("id").asString(""));
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      JsonNode state = api.get("/imports/" + id).expected();
      String status = state.path("status").asString("");
      progress(state, status);
      if (status.equals("finished")) {
        return state;
      }
      if (ENDS.contains(status)) {
        throw new DemoFailed("The import ended as \"%s\": %s".formatted(status, state));
      }
      pause();
    }
    throw new DemoFailed("The import did not end within %d min.".formatted(PATIENCE.toMinutes()));
  }

  private void progress(JsonNode state, String status) {
    JsonNode run = state.path("run");
    if (System.console() != null && run.path("rows").isNumber()) {
      out.printf(
          "\r  %s: %d of %d rows ",
          status, run.path("handled").asLong(), run.path("rows").asLong());
      if (status.equals("finished")) {
        out.println();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoFailed("Interrupted.", e);
    }
  }
}
