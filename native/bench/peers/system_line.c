/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * A bare cache line, which both sides poll: the least that a round trip can take. It carries the
 * value of a message alone.
 */
#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "systems.h"

#define NOTHING_YET (END_VALUE - 1)

struct line {
  _Alignas(128) _Atomic uint64_t value;
};

struct channel {
  struct line *line;
  uint64_t last;
};

static int open_channel(const struct setting *setting, void **channel) {
  (void)setting;
  struct channel *own = calloc(1, sizeof *own);
  if (own == NULL) {
    return -ENOMEM;
  }
  own->line =
      mmap(NULL, sizeof *own->line, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (own->line == MAP_FAILED) {
    free(own);
    return -errno;
  }
  own->last = NOTHING_YET;
  atomic_store(&own->line->value, NOTHING_YET);
  *channel = own;
  return 0;
}

static void close_channel(void *channel) {
  struct channel *own = channel;
  munmap(own->line, sizeof *own->line);
  free(own);
}

static int send(void *channel, struct source *source) {
  const struct channel *own = channel;
  atomic_store_explicit(&own->line->value, next_value(source), memory_order_release);
  return 0;
}

static int receive(void *channel, struct sink *sink) {
  struct channel *own = channel;
  uint64_t value;
  while ((value = atomic_load_explicit(&own->line->value, memory_order_acquire)) == own->last) {
  }
  own->last = value;
  take_value(sink, value, sink->bytes, false);
  return 0;
}

const struct system cache_line = {
    .name = "cache line",
    .language = "C",
    .waits = {[ROUND_TRIP] = BIT(SPIN)},
    .open = open_channel,
    .close = close_channel,
    .send = send,
    .receive = receive,
};
