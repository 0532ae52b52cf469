package io.kundenwert.imports.run;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets the teams whose runs want to publish take turns: a team with many or large runs gets as much
 * as one with a small run, not more (A5).
 */
final class Turns {
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<UUID, Deque<Waiting>> teams = new LinkedHashMap<>();
  private int free;

  private static final class Waiting {
    final Condition called;
    boolean has;

    Waiting(Condition called) {
      this.called = called;
    }
  }

  /** A turn, which ends when it is closed. */
  interface Turn extends AutoCloseable {
    @Override
    void close();
  }

  Turns(int atOnce) {
    this.free = atOnce;
  }

  /** Waits for the team's turn. Of one team, who waits longest comes first. */
  Turn take(UUID teamId) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      Waiting waiting = new Waiting(lock.newCondition());
      teams.computeIfAbsent(teamId, team -> new ArrayDeque<>()).add(waiting);
      call();
      try {
        while (!waiting.has) {
          waiting.called.await();
        }
      } catch (InterruptedException stopped) {
        leave(teamId, waiting);
        throw stopped;
      }
    } finally {
      lock.unlock();
    }
    return this::giveBack;
  }

  private void leave(UUID teamId, Waiting waiting) {
    if (waiting.has) {
      free++;
      call();
      return;
    }
    Deque<Waiting> team = teams.get(teamId);
    if (team != null) {
      team.remove(waiting);
      if (team.isEmpty()) {
        teams.remove(teamId);
      }
    }
  }

  private void giveBack() {
    lock.lock();
    try {
      free++;
      call();
    } finally {
      lock.unlock();
    }
  }

  /** Calls the first of the team whose last turn is longest ago; the team goes to the end. */
  private void call() {
    while (free > 0 && !teams.isEmpty()) {
      Iterator<Map.Entry<UUID, Deque<Waiting>>> first = teams.entrySet().iterator();
      Map.Entry<UUID, Deque<Waiting>> team = first.next();
      UUID teamId = team.getKey();
      Deque<Waiting> queue = team.getValue();
      first.remove();
      Waiting next = queue.remove();
      if (!queue.isEmpty()) {
        teams.put(teamId, queue);
      }
      free--;
      next.has = true;
      next.called.signal();
    }
  }
}
