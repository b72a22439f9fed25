/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "handle.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "barrier.h"
#include "clock.h"
#include "spin.h"

/* How often, at intervals of 1 ms, a process that ends tries for what another thread of it has. */
#define EXIT_TRIES 100

_Atomic(struct handle *) handle_chunks[CHUNKS];

/* Guards the slots' life, not their use: opening, closing, forking. */
static pthread_mutex_t slots_mutex = PTHREAD_MUTEX_INITIALIZER;
static struct handle *first_free;
static uint32_t slots_made;

static _Atomic(struct participant *) participants;
static pthread_key_t participant_key;

_Thread_local struct participant *participant_self PARTICIPANT_MODEL;

/* --- threads --- */

/* The sections of a thread that ends, end with it. */
static void abandon_sections(const struct participant *participant);

static void participant_release(void *participant) {
  abandon_sections(participant);
  participant_self = NULL;
  atomic_store_explicit(&((struct participant *)participant)->taken, false, memory_order_release);
}

static struct participant *participant_take(void) {
  for (struct participant *p = atomic_load_explicit(&participants, memory_order_acquire); p != NULL;
       p = p->next) {
    bool taken = false;
    if (atomic_compare_exchange_strong_explicit(&p->taken, &taken, true, memory_order_acquire,
                                                memory_order_relaxed)) {
      return p;
    }
  }
  struct participant *fresh = calloc(1, sizeof *fresh);
  if (fresh == NULL) {
    return NULL;
  }
  atomic_store_explicit(&fresh->taken, true, memory_order_relaxed);
  fresh->next = atomic_load_explicit(&participants, memory_order_relaxed);
  while (!atomic_compare_exchange_weak_explicit(&participants, &fresh->next, fresh,
                                                memory_order_release, memory_order_relaxed)) {
  }
  return fresh;
}

int participate(void) {
  struct participant *participant = participant_take();
  if (participant == NULL) {
    return -ENOMEM;
  }
  if (pthread_setspecific(participant_key, participant) != 0) {
    participant_release(participant);
    return -ENOMEM;
  }
  participant_self = participant;
  return 0;
}

/* What follows is asked of a handle that nobody can enter any more. */
static bool anybody_inside(const struct handle *handle) {
  for (struct participant *p = atomic_load_explicit(&participants, memory_order_acquire); p != NULL;
       p = p->next) {
    if (atomic_load_explicit(&p->inside, memory_order_acquire) == handle) {
      return true;
    }
  }
  /* After the others: a thread first begins its section and then leaves. */
  return atomic_load_explicit(&handle->pins, memory_order_acquire) != 0;
}

/* --- slots --- */

/* Puts a new chunk's slots on the free list. */
static int make_slots(void) {
  uint32_t chunk_index = slots_made >> CHUNK_BITS;
  if (chunk_index == CHUNKS) {
    return -ENOMEM;
  }
  struct handle *chunk = calloc(SLOTS_PER_CHUNK, sizeof *chunk);
  if (chunk == NULL) {
    return -ENOMEM;
  }
  for (uint32_t i = SLOTS_PER_CHUNK; i-- > 0;) {
    chunk[i].last_value = slots_made + i;
    chunk[i].fork_fd = -1;
    chunk[i].next_free = first_free;
    first_free = &chunk[i];
  }
  slots_made += SLOTS_PER_CHUNK;
  atomic_store_explicit(&handle_chunks[chunk_index], chunk, memory_order_release);
  return 0;
}

/* The next value of a slot: the same index, one use more. */
static uintptr_t next_value(const struct handle *handle) {
  return handle->last_value + ((uintptr_t)1 << INDEX_BITS);
}

static void grips_clear(struct handle *handle) {
  for (enum end end = PRODUCERS; end < ENDS; end++) {
    struct grip *grip = &handle->grips[end];
    atomic_store_explicit(&grip->claimed, false, memory_order_relaxed);
    atomic_store_explicit(&grip->section, NULL, memory_order_relaxed);
  }
  atomic_store_explicit(&handle->changes_claims, false, memory_order_relaxed);
  atomic_store_explicit(&handle->pins, 0, memory_order_relaxed);
}

static void free_slot(struct handle *handle) {
  handle->next_free = first_free;
  first_free = handle;
}

/* Gives the slot's mapping up if every thread has left. Under slots_mutex. */
static void drain(struct handle *handle) {
  if (!handle->drains || anybody_inside(handle)) {
    return;
  }
  handle->drains = false;
  for (enum end end = PRODUCERS; end < ENDS; end++) {
    if (grip_is_claimed(&handle->grips[end])) {
      end_unmark(&handle->mapping, end, CLAIMED);
    }
  }
  segment_close(&handle->mapping);
  free_slot(handle);
}

void handle_drain(struct handle *handle) {
  pthread_mutex_lock(&slots_mutex);
  drain(handle);
  pthread_mutex_unlock(&slots_mutex);
}

static bool is_open(const struct handle *handle) {
  return handle->drains || atomic_load_explicit(&handle->value, memory_order_relaxed) != 0;
}

/* Under slots_mutex. */
static void for_each_open_slot(void (*action)(struct handle *handle)) {
  for (uint32_t i = 0; i < slots_made; i++) {
    if (is_open(slot_at(i))) {
      action(slot_at(i));
    }
  }
}

/* --- sections --- */

const void *handle_thread(void) {
  return participant_self;
}

static bool is_section_of(const struct grip *grip, const struct participant *participant) {
  return atomic_load_explicit(&grip->section, memory_order_relaxed) == participant;
}

void handle_begin_section(struct handle *handle, enum end end) {
  atomic_fetch_add_explicit(&handle->pins, 1, memory_order_seq_cst);
  atomic_store_explicit(&handle->grips[end].section, participant_self, memory_order_release);
  participant_self->sections++;
}

int handle_in_section(shmq *queue, enum end end, struct handle **handle) {
  uintptr_t value = (uintptr_t)queue;
  if (value == 0) {
    return -EINVAL;
  }
  struct handle *slot = slot_at(index_of(value));
  if (slot != NULL && participant_self != NULL &&
      is_section_of(&slot->grips[end], participant_self) && slot->last_value == value) {
    *handle = slot;
    return 0;
  }
  bool open = slot != NULL && atomic_load_explicit(&slot->value, memory_order_relaxed) == value;
  return open ? -EPERM : -EBADF;
}

void handle_end_section(struct handle *handle, enum end end) {
  atomic_store_explicit(&handle->grips[end].section, NULL, memory_order_relaxed);
  participant_self->sections--;
}

void handle_unpin(struct handle *handle) {
  atomic_fetch_sub_explicit(&handle->pins, 1, memory_order_seq_cst);
  handle_drain_if_closing(handle);
}

/* Gives an end back with nothing done. Sleepers that this concerns look around within a slice. */
static void abandon_section(struct handle *handle, enum end end) {
  struct grip *grip = &handle->grips[end];
  atomic_store_explicit(&grip->section, NULL, memory_order_relaxed);
  grip_give(grip, &handle->mapping, end);
  atomic_fetch_sub_explicit(&handle->pins, 1, memory_order_seq_cst);
}

void handle_abandon_sections(struct handle *handle) {
  for (enum end end = PRODUCERS; end < ENDS; end++) {
    if (is_section_of(&handle->grips[end], participant_self)) {
      abandon_section(handle, end);
      participant_self->sections--;
    }
  }
}

static void abandon_sections(const struct participant *participant) {
  if (participant->sections == 0) {
    return;
  }
  pthread_mutex_lock(&slots_mutex);
  for (uint32_t i = 0; i < slots_made; i++) {
    struct handle *handle = slot_at(i);
    for (enum end end = PRODUCERS; end < ENDS; end++) {
      if (is_section_of(&handle->grips[end], participant)) {
        abandon_section(handle, end);
      }
    }
    drain(handle);
  }
  pthread_mutex_unlock(&slots_mutex);
}

/* --- fork: a child's handles are its own --- */

/* The child would share the parent's descriptor, and with it the locks that say who is there. */
static void open_for_child(struct handle *handle) {
  handle->fork_fd = segment_attach_again(&handle->mapping);
}

static void close_for_child(struct handle *handle) {
  if (handle->fork_fd >= 0) {
    close(handle->fork_fd);
    handle->fork_fd = -1;
  }
}

static void adopt_in_child(struct handle *handle) {
  /* Claims and sections stay with the parent. */
  grips_clear(handle);
  bool adopted = handle->fork_fd >= 0 && segment_adopt(&handle->mapping, handle->fork_fd);
  close_for_child(handle);
  if (adopted) {
    /* The threads that a closed one still waits for are not here. */
    drain(handle);
  } else {
    /* Nothing of its own was to be had: without that it would pass for its parent. */
    atomic_store_explicit(&handle->value, 0, memory_order_relaxed);
    handle->drains = false;
    segment_abandon(&handle->mapping);
    free_slot(handle);
  }
}

static void before_fork(void) {
  pthread_mutex_lock(&slots_mutex);
  for_each_open_slot(open_for_child);
}

static void after_fork_in_parent(void) {
  for_each_open_slot(close_for_child);
  pthread_mutex_unlock(&slots_mutex);
}

static void after_fork_in_child(void) {
  /* The parent's other threads are not here. */
  for (struct participant *p = atomic_load_explicit(&participants, memory_order_relaxed); p != NULL;
       p = p->next) {
    if (p != participant_self) {
      atomic_store_explicit(&p->inside, NULL, memory_order_relaxed);
      atomic_store_explicit(&p->taken, false, memory_order_relaxed);
    }
    p->sections = 0;
  }
  for_each_open_slot(adopt_in_child);
  pthread_mutex_unlock(&slots_mutex);
}

/* Once in a process, under slots_mutex. What fails for now is tried again by the next open. */
static int initialise(void) {
  static bool key_made;
  static bool done;
  if (done) {
    return 0;
  }
  spin_calibrate();
  barrier_register(&barrier_here);
  if (!key_made && pthread_key_create(&participant_key, participant_release) != 0) {
    return -ENOMEM;
  }
  key_made = true;
  if (pthread_atfork(before_fork, after_fork_in_parent, after_fork_in_child) != 0) {
    return -ENOMEM;
  }
  done = true;
  return 0;
}

/* --- the end of the process --- */

static void leave(struct handle *handle) {
  segment_leave(&handle->mapping);
}

/* A process that ends has its handles no more, whether or not it has closed them. Its other threads
 * may still be inside, so that nothing is unmapped; and one of them may have been stopped for good
 * while it had the mutex, so that this waits for that only as long as somebody else would need it.
 */
__attribute__((destructor)) static void leave_at_exit(void) {
  for (int i = 0; i < EXIT_TRIES; i++) {
    if (pthread_mutex_trylock(&slots_mutex) == 0) {
      for_each_open_slot(leave);
      pthread_mutex_unlock(&slots_mutex);
      return;
    }
    nanosleep(&(struct timespec){.tv_nsec = NANOS_PER_MILLI}, NULL);
  }
}

/* --- */

int handle_open(const struct mapping *mapping, shmq **queue) {
  pthread_mutex_lock(&slots_mutex);
  int result = initialise();
  if (result == 0 && first_free == NULL) {
    result = make_slots();
  }
  if (result == 0) {
    struct handle *handle = first_free;
    first_free = handle->next_free;
    handle->mapping = *mapping;
    grips_clear(handle);
    atomic_store_explicit(&handle->damage, -1, memory_order_relaxed);
    handle->straight = (struct straight){0};
    flow_init(&handle->flow);
    patience_init(&handle->get_patience);
    patience_init(&handle->put_patience);
    patience_init(&handle->join_patience);
    atomic_store_explicit(&handle->closing, false, memory_order_relaxed);
    handle->last_value = next_value(handle);
    atomic_store_explicit(&handle->value, handle->last_value, memory_order_release);
    *queue = (shmq *)handle->last_value;
  } else {
    struct mapping orphan = *mapping;
    segment_close(&orphan);
  }
  pthread_mutex_unlock(&slots_mutex);
  return result;
}

int handle_close(struct handle *handle) {
  pthread_mutex_lock(&slots_mutex);
  if (atomic_load_explicit(&handle->closing, memory_order_relaxed)) {
    pthread_mutex_unlock(&slots_mutex);
    return -EBADF;
  }
  atomic_store_explicit(&handle->value, 0, memory_order_relaxed);
  atomic_store_explicit(&handle->closing, true, memory_order_seq_cst);
  /* Who is not registered has a barrier of its own. */
  (void)barrier_for_all(&barrier_here);
  /* From here on a thread that is inside is seen to be, and one that is not will not get in. */
  handle->drains = true;
  pthread_mutex_unlock(&slots_mutex);
  return 0;
}
