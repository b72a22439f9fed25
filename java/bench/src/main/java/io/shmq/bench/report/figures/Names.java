/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.report.figures;

/** The names under which results have the systems that goals and plots speak of. */
public final class Names {
  /** Both ends claimed; messages put one by one, and got by batches. */
  public static final String CLAIMED = "shmq, claimed";

  /** Shared ends; messages put one by one. */
  public static final String ONE_BY_ONE = "shmq, one by one";

  /** Shared ends; messages put and got by 64. */
  public static final String BATCHES = "shmq, batches of 64";

  /** Messages written and read in the ring itself. */
  public static final String IN_PLACE = "shmq, in place";

  /** Shared ends. */
  public static final String SHMQ = "shmq";

  /** What the names of all systems of ours start with. */
  public static final String OURS = "shmq";

  /** Two processes that write a cache line in turn. */
  public static final String CACHE_LINE = "cache line";

  /** Two processes that wake each other. */
  public static final String FUTEX = "futex";

  /** Agrona's ring for one producer. */
  public static final String AGRONA_ONE = "Agrona OneToOneRingBuffer";

  /** Agrona's ring for many producers. */
  public static final String AGRONA_MANY = "Agrona ManyToOneRingBuffer";

  /** Aeron, its driver sleeping when there is nothing to do. */
  public static final String AERON_IDLE = "Aeron IPC, idle driver";

  /** Aeron, its driver spinning. */
  public static final String AERON_BUSY = "Aeron IPC, busy driver";

  /** Boost's queue. */
  public static final String BOOST = "boost::interprocess::message_queue";

  /** Python's queue. */
  public static final String PYTHON = "multiprocessing.Queue";

  private Names() {}
}
