/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.tests.process;

import io.shmq.process.PoolListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** The workers of a pool, as far as the pool's listener is told of them. */
final class Workers implements PoolListener {
  private final List<Long> started = new CopyOnWriteArrayList<>();
  private final List<Long> ended = new CopyOnWriteArrayList<>();

  @Override
  public void workerStarted(long pid) {
    started.add(pid);
  }

  @Override
  public void workerEnded(long pid, int exitCode) {
    ended.add(pid);
  }

  /** Returns how many have begun since the pool was made. */
  int started() {
    return started.size();
  }

  /** Returns how many have ended since the pool was made. */
  int ended() {
    return ended.size();
  }

  /** Returns those that have begun, and have not ended. */
  List<Long> working() {
    return started.stream().filter(pid -> !ended.contains(pid)).collect(Collectors.toList());
  }

  static void kill(long pid) {
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
  }

  static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }
}
