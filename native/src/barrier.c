/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "barrier.h"

#include <linux/membarrier.h>
#include <sys/syscall.h>
#include <unistd.h>

_Atomic bool barrier_is_registered;

static bool membarrier(int command) {
  return syscall(SYS_membarrier, command, 0, 0) == 0;
}

void barrier_register(void) {
  bool registered = membarrier(MEMBARRIER_CMD_REGISTER_GLOBAL_EXPEDITED);
  atomic_store_explicit(&barrier_is_registered, registered, memory_order_relaxed);
}

bool barrier_everywhere(void) {
  return membarrier(MEMBARRIER_CMD_GLOBAL_EXPEDITED);
}
