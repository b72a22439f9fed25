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

#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "barrier.h"
#include "flow.h"
#include "grip.h"
#include "inline.h"
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

/* --- entering and leaving, which every call does --- */

/* A handle's value: the slot's use above, its index below. */
#define INDEX_BITS 16
#define CHUNK_BITS 8
#define SLOTS_PER_CHUNK (1U << CHUNK_BITS)
#define CHUNKS (1U << (INDEX_BITS - CHUNK_BITS))

/* A thread that uses handles, and the one that it is inside. Never freed: given on to a new thread
 * when its thread ends. */
struct participant {
  _Atomic(struct handle *) inside;
  _Atomic bool taken;
  uint32_t sections; /* that it has begun and not ended: its own to read and write */
  struct participant *next;
};

#if defined(__GLIBC__)
/* One pointer, for which glibc keeps room in every thread also for libraries loaded later. */
#define PARTICIPANT_MODEL __attribute__((tls_model("initial-exec")))
#else
#define PARTICIPANT_MODEL
#endif

/* Of this thread, once it has entered a handle. */
extern _Thread_local struct participant *participant_self PARTICIPANT_MODEL;

/* Slots are never freed, so that a stale value can be looked up at any time. */
extern _Atomic(struct handle *) handle_chunks[CHUNKS];

static HOT struct handle *slot_at(uint32_t index) {
  struct handle *chunk =
      atomic_load_explicit(&handle_chunks[index >> CHUNK_BITS], memory_order_acquire);
  return chunk == NULL ? NULL : &chunk[index & (SLOTS_PER_CHUNK - 1)];
}

static HOT uint32_t index_of(uintptr_t value) {
  return (uint32_t)value & ((1U << INDEX_BITS) - 1);
}

/* The first time that this thread enters a handle. Returns 0 or -ENOMEM. */
COLD int participate(void);

/* The last thread that leaves a closed handle gives its mapping up. */
COLD void handle_drain(struct handle *handle);

static HOT void handle_drain_if_closing(struct handle *handle) {
  if (__builtin_expect(atomic_load_explicit(&handle->closing, memory_order_seq_cst), 0)) {
    handle_drain(handle);
  }
}

/* Leaves the handle that handle_enter entered. */
static HOT void handle_leave(struct handle *handle) {
  atomic_store_explicit(&participant_self->inside, NULL, memory_order_release);
  barrier_cheap(&barrier_here);
  handle_drain_if_closing(handle);
}

/* Enters: until handle_leave the mapping stays. Returns 0, -EINVAL for NULL, or -EBADF. */
static HOT int handle_enter(shmq *queue, struct handle **handle) {
  uintptr_t value = (uintptr_t)queue;
  if (value == 0) {
    return -EINVAL;
  }
  struct handle *slot = slot_at(index_of(value));
  if (slot == NULL) {
    return -EBADF;
  }
  if (__builtin_expect(participant_self == NULL, 0)) {
    int result = participate();
    if (result != 0) {
      return result;
    }
  }
  /* First say where we are, then look whether it is still open. Closing does it the other way
   * round, so that one of the two sees the other. */
  atomic_store_explicit(&participant_self->inside, slot, memory_order_relaxed);
  barrier_cheap(&barrier_here);
  if (__builtin_expect(atomic_load_explicit(&slot->value, memory_order_acquire) != value, 0)) {
    handle_leave(slot);
    return -EBADF;
  }
  *handle = slot;
  return 0;
}

#endif
