/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Child JVMs that share queues, a pool of them, and an owner of queues. */
module io.shmq.process {
  requires transitive io.shmq;
  requires static java.management;
  requires static org.checkerframework.checker.qual;

  exports io.shmq.process;
}
