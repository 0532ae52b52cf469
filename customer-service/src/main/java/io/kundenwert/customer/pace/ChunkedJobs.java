package io.kundenwert.customer.pace;

import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Long work in chunks, each a transaction of its own: jobs take turns, and one instance works on a
 * job at a time. What is left after a crash is what is still to be done.
 */
@Component
public class ChunkedJobs {
  private final JdbcClient jdbc;

  ChunkedJobs(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** What jobs are about; with the job's id it names the lock. */
  public enum Kind {
    /** Undo of a run, or a look at it. */
    UNDO(2),
    /** A cleanup, or its undo. */
    CLEANUP(3),
    /** A change of many customers, or its undo. */
    BULK_CHANGE(4);

    /** First key of the advisory locks; 1 is that of contents that register. */
    private final int space;

    Kind(int space) {
      this.space = space;
    }
  }

  /**
   * Works on jobs until none has more to do.
   *
   * @param unfinished looks for the jobs
   * @param some does a chunk of a job; false if there is no more of it to do now
   */
  public <J> void takeTurns(Supplier<List<J>> unfinished, Predicate<J> some) {
    boolean more = true;
    while (more) {
      more = false;
      for (J job : unfinished.get()) {
        more |= some.test(job);
      }
    }
  }

  /** Takes a job until the end of the surrounding transaction; false if another instance has it. */
  @Transactional(propagation = Propagation.MANDATORY)
  public boolean claim(Kind kind, UUID jobId) {
    return jdbc.sql("SELECT pg_try_advisory_xact_lock(?, ?)")
        .params(kind.space, jobId.hashCode())
        .query(Boolean.class)
        .single();
  }
}
