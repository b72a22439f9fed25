/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The queue's figures.
 */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "end.h"
#include "look.h"
#include "shmq.h"

/* What the kernel says that the object takes; st_blocks counts in units of 512 bytes. */
static uint64_t memory_taken(const struct mapping *mapping) {
  struct stat status;
  return fstat(mapping->fd, &status) == 0 ? (uint64_t)status.st_blocks * 512 : 0;
}

static uint64_t larger(uint64_t a, uint64_t b) {
  return a > b ? a : b;
}

static uint64_t load(const _Atomic uint64_t *value) {
  return atomic_load_explicit(value, memory_order_relaxed);
}

static void fill_state(const struct handle *handle, struct shmq_stat *stat) {
  const struct mapping *mapping = &handle->mapping;
  const struct segment *segment = mapping->segment;
  stat->shutdown = look_at_shutdown(mapping);
  stat->claimed = (end_is_claimed(handle, PRODUCERS) ? SHMQ_PRODUCER : 0) |
                  (end_is_claimed(handle, CONSUMERS) ? SHMQ_CONSUMER : 0);
  stat->attached = presence_of_others(mapping, PRESENCE_ATTACHED);
  stat->messages = look_at_count(mapping);
  stat->bytes = look_at_bytes(mapping);
  stat->most_messages = larger(load(&segment->counters.most_messages), stat->messages);
  stat->most_bytes = larger(load(&segment->counters.most_bytes), stat->bytes);
  stat->reserved = memory_taken(mapping);
  /* In this order, so that no difference is below zero. */
  uint64_t done = atomic_load_explicit(&segment->tasks.done, memory_order_acquire);
  stat->puts = look_at_puts(mapping);
  stat->gets = stat->puts - stat->messages;
  stat->unfinished = stat->puts - done;
}

static void fill_counters(const struct counters *counters, struct shmq_stat *stat) {
  stat->put_sleeps = load(&counters->put_sleeps);
  stat->put_wakes = load(&counters->put_wakes);
  stat->get_sleeps = load(&counters->get_sleeps);
  stat->get_wakes = load(&counters->get_wakes);
  stat->slice_rescues = load(&counters->slice_rescues);
  stat->recoveries = load(&counters->recoveries);
  stat->rolled_forward = load(&counters->rolled_forward);
}

static void fill_identity(const struct handle *handle, struct shmq_stat *stat) {
  stat->max_messages = handle->mapping.max_messages;
  stat->max_bytes = handle->mapping.ring_size;
  stat->creator_pid = handle->mapping.creator_pid;
  stat->creator_start = handle->mapping.creator_start;
  stat->damage = atomic_load_explicit(&handle->damage, memory_order_relaxed);
}

int shmq_stat(shmq *queue, struct shmq_stat *stat) {
  struct handle *handle;
  int result = handle_enter(queue, &handle);
  if (result != 0) {
    return result;
  }
  /* A caller built against a later version has members that we do not know: they stay as they are.
   */
  if (stat == NULL || stat->size < sizeof *stat) {
    result = -EINVAL;
  } else {
    struct shmq_stat filled = {.size = sizeof filled};
    fill_state(handle, &filled);
    fill_counters(&handle->mapping.segment->counters, &filled);
    fill_identity(handle, &filled);
    memcpy(stat, &filled, sizeof filled);
  }
  handle_leave(handle);
  return result;
}
