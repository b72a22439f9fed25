/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * One process that copies a message over and over, in its cache: what a copy costs at least.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "systems.h"

struct channel {
  unsigned char *copy;
  size_t bytes;
};

static int open_channel(const struct setting *setting, void **channel) {
  struct channel *own = calloc(1, sizeof *own);
  unsigned char *copy = aligned_alloc(64, setting->bytes);
  if (own == NULL || copy == NULL) {
    free(own);
    free(copy);
    return -ENOMEM;
  }
  *own = (struct channel){.copy = copy, .bytes = setting->bytes};
  *channel = own;
  return 0;
}

static void close_channel(void *channel) {
  struct channel *own = channel;
  free(own->copy);
  free(own);
}

static int copy_message(void *channel, struct source *source) {
  const struct channel *own = channel;
  memcpy(own->copy, next_message(source), own->bytes);
  /* The copy is used: the compiler may not leave it out. */
  __asm__ volatile("" : : "r"(own->copy) : "memory");
  return 0;
}

const struct system memory_copy = {
    .name = "memory copy",
    .language = "C",
    .waits = {[ONE_WAY] = BIT(SPIN)},
    .only_bytes = LARGE_MESSAGE,
    .open = open_channel,
    .close = close_channel,
    .send = copy_message,
};
