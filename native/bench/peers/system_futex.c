/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * A bare futex, on which both sides sleep: the least that a round trip between sleeping processes
 * can take. It carries the value of a message alone.
 */
#include <errno.h>
#include <linux/futex.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "systems.h"

struct bell {
  _Alignas(128) _Atomic uint32_t rings;
  _Atomic uint64_t value;
};

struct channel {
  struct bell *bell;
  uint32_t heard;
};

static long futex(_Atomic uint32_t *word, int operation, uint32_t value) {
  return syscall(SYS_futex, word, operation, value, NULL, NULL, 0);
}

static int open_channel(const struct setting *setting, void **channel) {
  (void)setting;
  struct channel *own = calloc(1, sizeof *own);
  if (own == NULL) {
    return -ENOMEM;
  }
  own->bell =
      mmap(NULL, sizeof *own->bell, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (own->bell == MAP_FAILED) {
    free(own);
    return -errno;
  }
  *channel = own;
  return 0;
}

static void close_channel(void *channel) {
  struct channel *own = channel;
  munmap(own->bell, sizeof *own->bell);
  free(own);
}

static int send(void *channel, struct source *source) {
  const struct channel *own = channel;
  atomic_store_explicit(&own->bell->value, next_value(source), memory_order_relaxed);
  atomic_fetch_add_explicit(&own->bell->rings, 1, memory_order_release);
  return futex(&own->bell->rings, FUTEX_WAKE, 1) < 0 ? -errno : 0;
}

static int receive(void *channel, struct sink *sink) {
  struct channel *own = channel;
  while (atomic_load_explicit(&own->bell->rings, memory_order_acquire) == own->heard) {
    if (futex(&own->bell->rings, FUTEX_WAIT, own->heard) < 0 && errno != EAGAIN && errno != EINTR) {
      return -errno;
    }
  }
  own->heard++;
  take_value(sink, atomic_load_explicit(&own->bell->value, memory_order_relaxed), sink->bytes,
             false);
  return 0;
}

const struct system bare_futex = {
    .name = "futex",
    .language = "C",
    .waits = {[ROUND_TRIP] = BIT(SLEEP)},
    .open = open_channel,
    .close = close_channel,
    .send = send,
    .receive = receive,
};
