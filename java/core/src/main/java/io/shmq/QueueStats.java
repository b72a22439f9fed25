/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq;

import java.util.Set;

/**
 * A queue's figures at about one moment: each is exact at some moment during the call, not all of
 * them at the same. Counts are since the queue was created, and of all its processes.
 *
 * @param shutdown how far the queue is shut down
 * @param claimed the ends that a living handle has claimed
 * @param attached whether another object, of this or another process, has the queue open
 * @param maxMessages limit on the number of messages; 0: none
 * @param maxBytes size of the ring, in bytes
 * @param messages number of messages in the queue
 * @param bytes bytes of the ring in use, those between and around messages included
 * @param mostMessages high-water mark of {@code messages}; may lag by 64 if the queue was never full
 * @param mostBytes high-water mark of {@code bytes}; may lag by 64 KiB
 * @param reserved bytes of memory that the queue takes in {@code /dev/shm} now
 * @param puts messages put
 * @param gets messages taken or dropped
 * @param unfinished messages put for which {@link SharedQueue#taskDone} was not called
 * @param putSleeps times that a producer slept, waiting for room
 * @param putWakes times that a producer was woken
 * @param getSleeps times that a consumer slept, waiting for a message
 * @param getWakes times that a consumer was woken
 * @param sliceRescues sleeps after which there was work without a wake-up, because its sender died
 * @param recoveries repairs of an end whose owner died
 * @param rolledForward messages whose put or get such a repair completed
 * @param creatorStart when the process that created the queue started, in clock ticks since boot
 * @param creatorPid process ID of the process that created the queue
 * @param damage where {@link SharedQueue#check} last found damage, in bytes from the beginning of the shared memory; -1: nowhere
 */
public record QueueStats(
    Shutdown shutdown,
    Set<End> claimed,
    boolean attached,
    long maxMessages,
    long maxBytes,
    long messages,
    long bytes,
    long mostMessages,
    long mostBytes,
    long reserved,
    long puts,
    long gets,
    long unfinished,
    long putSleeps,
    long putWakes,
    long getSleeps,
    long getWakes,
    long sliceRescues,
    long recoveries,
    long rolledForward,
    long creatorStart,
    long creatorPid,
    long damage) {
  /** How far a queue is shut down. */
  public enum Shutdown {
    /** Not at all. */
    OPEN,
    /** No more puts; what is there can be taken. */
    DRAINING,
    /** Neither puts nor gets. */
    SHUT
  }

  /** Creates the figures; {@link SharedQueue#stats} is the way to true ones. */
  public QueueStats {
    claimed = Set.copyOf(claimed);
  }
}
