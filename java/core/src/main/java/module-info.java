/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** A queue between processes on one Linux host, over shared memory. */
@SuppressWarnings("module") // those that it exports to are compiled after this module
module io.shmq {
  requires static jdk.jfr;
  requires static org.checkerframework.checker.qual;

  exports io.shmq;
  exports io.shmq.internal to
      io.shmq.ffm,
      io.shmq.jna,
      io.shmq.process;

  uses io.shmq.internal.BindingProvider;

  provides io.shmq.internal.BindingProvider with
      io.shmq.jni.JniProvider;
}
