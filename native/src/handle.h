/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Handles: what a caller holds is a number that names a slot and the slot's use, never an address.
 * A stale handle is found out, and closing one while other threads are inside is safe: DESIGN.md,
 * section 7.
 */
#ifndef SHMQ_HANDLE_H
#define SHMQ_HANDLE_H

#include <stdbool.h>
#include <stdint.h>

#include "patience.h"
#include "segment.h"
#include "shmq.h"

struct handle {
  _Atomic uintptr_t value; /* what the caller holds; 0 while the slot is not open */
  _Atomic bool closing;    /* threads inside are to leave */
  bool drains;             /* closing, and every thread that entered before can be seen */
  uintptr_t last_value;    /* of its last use; until the first, its index alone */
  int fork_fd;             /* the child's attachment while a fork is under way, else -1 */
  struct mapping mapping;
  struct patience get_patience;
  struct patience put_patience;
  struct handle *next_free;
};

/* Makes a handle for the mapping, which it takes over also on failure. Returns 0 or -ENOMEM. */
int handle_open(const struct mapping *mapping, shmq **queue);

/* Enters: until handle_leave the mapping stays. Returns 0, -EINVAL for NULL, or -EBADF. */
int handle_enter(shmq *queue, struct handle **handle);
void handle_leave(struct handle *handle);

/* Marks the entered handle as closed and sees to it that the last to leave unmaps. Returns 0, or
 * -EBADF if another thread was first. The caller then wakes whoever sleeps inside, and leaves. */
int handle_close(struct handle *handle);

#endif
