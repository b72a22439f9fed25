/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** A queue between processes on one Linux host, over shared memory. */
@SuppressWarnings("module") // the bindings are compiled after this module
module io.shmq {
  requires static org.checkerframework.checker.qual;

  exports io.shmq;
  exports io.shmq.internal to
      io.shmq.ffm;

  uses io.shmq.internal.BindingProvider;
}
