/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The binding through Java Native Access. */
@SuppressWarnings(
    "requires-automatic") // JNA's jar has no descriptor, but does fix its module's name
module io.shmq.jna {
  requires com.sun.jna;
  requires io.shmq;
  requires static org.checkerframework.checker.qual;

  provides io.shmq.internal.BindingProvider with
      io.shmq.jna.JnaProvider;
}
