/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The queue of {@link io.shmq} with the bindings that need nothing but the JDK. */
module io.shmq.all {
  requires transitive io.shmq;
  requires io.shmq.ffm;
}
