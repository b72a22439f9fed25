/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Handles: what a caller holds is a number that names a slot and the slot's use, never an address.
 * A stale handle is found out, and closing one while other threads are inside is safe: DESIGN.md,
 * section 8.
 */
#ifndef SHMQ_HANDLE_H
#define SHMQ_HANDLE_H

#include <stdbool.h>
#include <stdint.h>

#include "flow.h"
#include "grip.h"
#include "patience.h"
#include "segment.h"
#include "shmq.h"
#include "straight.h"

struct handle {
  _Atomic uintptr_t value; /* what the caller holds; 0 while the slot is not open */
  _Atomic bool closing;    /* threads inside are to leave */
  bool drains;             /* closing, and every thread that entered before can be seen */
  uintptr_t last_value;    /* of its last use; until the first, its index alone */
  int fork_fd;             /* the child's attachment while a fork is under way, else -1 */
  _Atomic uint32_t pins;   /* sections under way: the mapping stays */
  struct mapping mapping;
  struct grip grips[ENDS];
  struct straight straight;
  struct flow flow;
  struct patience get_patience;
  struct patience put_patience;
  struct patience join_patience;
  _Atomic bool changes_claims; /* a thread is about to claim, or to let go */
  _Atomic int64_t damage;      /* where the last check found it: offset in the segment, or -1 */
  struct handle *next_free;
};

/* Makes a handle for the mapping, which it takes over also on failure. Returns 0 or -ENOMEM. */
int handle_open(const struct mapping *mapping, shmq **queue);

/* Marks the entered handle as closed and sees to it that the last to leave unmaps. Returns 0, or
 * -EBADF if another thread was first. The caller then wakes whoever sleeps inside, and leaves. */
int handle_close(struct handle *handle);

/* True if the threads inside are to leave. */
static inline bool handle_is_closing(const struct handle *handle) {
  return atomic_load_explicit(&handle->closing, memory_order_acquire);
}

/* --- sections: what a thread holds from one call to another --- */

/* Names the calling thread, which has entered a handle before. Never the name of two that live. */
const void *handle_thread(void);

/* Begins a section of the calling thread, which has entered the handle and taken the end: the
 * mapping stays until it ends. */
void handle_begin_section(struct handle *handle, enum end end);

/* Finds the handle on which the calling thread has a section, closed meanwhile or not. Returns 0,
 * -EINVAL for NULL, -EBADF for a stale value, or -EPERM if there is no such section. */
int handle_in_section(shmq *queue, enum end end, struct handle **handle);

/* Ends the section. Its end is to be given next, and not before: from then on it may be another
 * thread's. The mapping stays until handle_unpin, which comes last. */
void handle_end_section(struct handle *handle, enum end end);
void handle_unpin(struct handle *handle);

/* Ends the calling thread's sections on a handle that it has entered and is about to close: gives
 * their ends back with nothing done. */
void handle_abandon_sections(struct handle *handle);

#endif
