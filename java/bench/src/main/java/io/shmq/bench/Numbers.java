/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench;

/** An element that lives longer than a message: it is filled anew by each get. */
final class Numbers {
  final long[] values = new long[Samples.SIZE / Long.BYTES];
}
