/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The binding through {@code java.lang.foreign}, for Java 22 and later; earlier ones leave it aside. */
module io.shmq.ffm {
  requires io.shmq;
  requires static org.checkerframework.checker.qual;

  provides io.shmq.internal.BindingProvider with
      io.shmq.ffm.FfmProvider;
}
