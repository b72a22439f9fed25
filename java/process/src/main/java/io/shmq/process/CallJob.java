/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.process;

import java.io.IOException;

/** The result of one call. */
final class CallJob<R> extends Pending {
  private final PoolFuture<R> future;

  CallJob(PoolFuture<R> future) {
    super(1);
    this.future = future;
  }

  @Override
  @SuppressWarnings("unchecked") // the function returns that
  void succeed(Packet answer, RemoteObjects objects) throws IOException, ClassNotFoundException {
    future.complete((R) answer.getObject(objects));
  }

  @Override
  void fail(Throwable reason) {
    future.completeExceptionally(reason);
  }
}
