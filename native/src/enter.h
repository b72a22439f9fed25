/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Entering and leaving a handle, which every call does. DESIGN.md, section 8.
 */
#ifndef SHMQ_ENTER_H
#define SHMQ_ENTER_H

#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "barrier.h"
#include "handle.h"
#include "inline.h"
#include "shmq.h"

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

/* Leaves the handle that handle_enter entered. */
static HOT void handle_leave(struct handle *handle) {
  atomic_store_explicit(&participant_self->inside, NULL, memory_order_release);
  barrier_cheap(&barrier_here);
  if (__builtin_expect(atomic_load_explicit(&handle->closing, memory_order_seq_cst), 0)) {
    handle_drain(handle);
  }
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
