/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "barrier.h"

#include <errno.h>
#include <linux/membarrier.h>
#include <sys/syscall.h>
#include <unistd.h>

struct barrier barrier_here = {.registration = MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED,
                               .command = MEMBARRIER_CMD_PRIVATE_EXPEDITED};
struct barrier barrier_everywhere = {.registration = MEMBARRIER_CMD_REGISTER_GLOBAL_EXPEDITED,
                                     .command = MEMBARRIER_CMD_GLOBAL_EXPEDITED};

static bool membarrier(int command) {
  return syscall(SYS_membarrier, command, 0, 0) == 0;
}

void barrier_register(struct barrier *barrier) {
  atomic_store_explicit(&barrier->registered, membarrier(barrier->registration),
                        memory_order_relaxed);
}

bool barrier_for_all(struct barrier *barrier) {
  bool done = membarrier(barrier->command);
  if (!done && errno == EPERM) {
    /* The registration does not survive every way to make a process. */
    done = membarrier(barrier->registration) && membarrier(barrier->command);
  }
  atomic_thread_fence(memory_order_seq_cst);
  return done;
}
