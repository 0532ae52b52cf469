package io.kundenwert.imports.wizard;

import io.kundenwert.imports.mapping.Mapping;
import io.kundenwert.imports.mapping.MappingProposer;
import io.kundenwert.imports.reading.UnreadableFileException;
import io.kundenwert.imports.reading.profile.FileProfile;
import io.kundenwert.imports.reading.profile.FileProfiler;
import io.kundenwert.imports.run.ChangeFeed;
import io.kundenwert.imports.upload.UploadStore;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Reads large files through while the user looks at their beginning: only the whole file settles
 * how its columns are read. Any replica does it, one file at a time.
 */
@Component
class ProfileWorker implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(ProfileWorker.class);
  private static final Duration LEASE = Duration.ofMinutes(10);
  private static final long POLL_MILLIS = 2_000;

  private final FileImports imports;
  private final FileProfiler profiler;
  private final MappingProposer proposer;
  private final UploadStore uploads;
  private final ChangeFeed feed;
  private final Semaphore nudge = new Semaphore(0);
  private volatile boolean running;
  private @Nullable Thread thread;

  ProfileWorker(
      FileImports imports,
      FileProfiler profiler,
      MappingProposer proposer,
      UploadStore uploads,
      ChangeFeed feed) {
    this.imports = imports;
    this.profiler = profiler;
    this.proposer = proposer;
    this.uploads = uploads;
    this.feed = feed;
  }

  /** There is a new file. */
  void nudge() {
    nudge.release();
  }

  @Override
  public void start() {
    running = true;
    thread = Thread.ofPlatform().daemon().name("profiles").start(this::look);
  }

  private void look() {
    while (running) {
      try {
        Optional<FileImport> file = imports.claimUnprofiled(LEASE);
        if (file.isPresent()) {
          profile(file.get());
        } else if (nudge.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
          nudge.drainPermits();
        }
      } catch (InterruptedException stopped) {
        return;
      } catch (IOException | RuntimeException failure) {
        log.warn("A file was not read through: {}", failure.getClass().getName());
      }
    }
  }

  private void profile(FileImport file) throws IOException {
    FileImport read;
    try {
      FileProfile whole = profiler.whole(uploads.content(file.uploadKey()), file.overrides());
      boolean untouched = file.mapping().equals(proposer.propose(file.profile()).mapping());
      Mapping mapping = untouched ? proposer.propose(whole).mapping() : file.mapping();
      read =
          file.with(
              file.sourceName(),
              file.amounts(),
              file.overlap(),
              file.overrides(),
              whole,
              mapping,
              null);
    } catch (UnreadableFileException unreadable) {
      read =
          file.with(
              file.sourceName(),
              file.amounts(),
              file.overlap(),
              file.overrides(),
              file.profile(),
              file.mapping(),
              new FileImport.Failure(unreadable.code(), unreadable.params()));
    }
    // If the user changed something meanwhile, the change is followed by another look.
    if (imports.change(read)) {
      feed.announce(file.importId());
    }
  }

  @Override
  public void stop() {
    running = false;
    Thread looking = thread;
    if (looking != null) {
      // A file that is being read is read again by whoever comes next.
      looking.interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
