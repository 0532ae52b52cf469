package io.kundenwert.imports.wizard;

import io.kundenwert.imports.upload.UploadStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Deletes uploads, and whatever else repeats what is in them, some time after their run. Replicas
 * need no lock: deleting twice is deleting once.
 */
@Component
@EnableScheduling
class UploadRetention {
  private static final Logger log = LoggerFactory.getLogger(UploadRetention.class);
  private static final int AT_ONCE = 200;

  /** Longer than any upload may take. */
  private static final Duration ABANDONED = Duration.ofDays(1);

  private final FileImports imports;
  private final UploadStore uploads;
  private final Clock clock;
  private final Duration keep;

  UploadRetention(
      FileImports imports,
      UploadStore uploads,
      Clock clock,
      @Value("${kundenwert.uploads.keep}") Duration keep) {
    this.imports = imports;
    this.uploads = uploads;
    this.clock = clock;
    this.keep = keep;
  }

  /** Until when the content of a file is kept that is not started. */
  Instant keptUntil(FileImport file) {
    return file.createdAt().plus(keep);
  }

  @Scheduled(
      initialDelayString = "${kundenwert.uploads.sweep}",
      fixedDelayString = "${kundenwert.uploads.sweep}")
  void sweep() throws IOException {
    OffsetDateTime before = OffsetDateTime.ofInstant(clock.instant().minus(keep), ZoneOffset.UTC);
    int deleted = 0;
    List<FileImport> due;
    do {
      due = imports.withUploadOlderThan(before, AT_ONCE);
      for (FileImport file : due) {
        uploads.delete(file.uploadKey());
        imports.forgetContent(file);
      }
      deleted += due.size();
    } while (due.size() == AT_ONCE);
    deleted += uploads.deleteAbandoned(clock.instant().minus(ABANDONED), imports::hasUpload);
    if (deleted > 0) {
      log.info("{} uploads were deleted", deleted);
    }
  }
}
