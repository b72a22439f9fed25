/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.report.figures;

/** The lengths of messages and the capacities that goals speak of, in bytes. */
public final class Sizes {
  /** A small message. */
  public static final int SMALL = 64;

  /** A large message. */
  public static final int LARGE = 64 * 1024;

  /** A small queue. */
  public static final long SMALL_QUEUE = 256L * 1024;

  /** A large queue. */
  public static final long LARGE_QUEUE = 64L * 1024 * 1024;

  private Sizes() {}
}
