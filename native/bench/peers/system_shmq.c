/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * shmq, by each of its ways to put and get.
 */
#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "shmq.h"
#include "systems.h"

#define SPIN_NS INT64_C(1000000000)
#define BATCH 64
#define GET_MANY_BYTES ((size_t)65536)
#define GET_MANY_COUNT 1024

struct channel {
  shmq *queue;
  size_t bytes; /* of a message */
  unsigned char *buffer;
  uint32_t lengths[GET_MANY_COUNT];
  struct iovec batch[BATCH];
};

static const int64_t spins_ns[WAITS] = {
    [SPIN] = SPIN_NS,
    [SLEEP] = 0,
    [DEFAULT] = SHMQ_SPIN_ADAPTIVE,
};

static int create(const struct setting *setting, shmq **queue) {
  static unsigned number;
  char name[SHMQ_NAME_MAX];
  snprintf(name, sizeof name, "bench-peers-%ld-%u", (long)getpid(), number++);
  struct shmq_options options = {.size = sizeof options, .max_bytes = setting->capacity};
  int result = shmq_create(name, &options, queue);
  if (result == 0) {
    shmq_unlink(name);
    result = shmq_set_spin(*queue, spins_ns[setting->wait]);
  }
  return result;
}

static int open_channel(const struct setting *setting, void **channel) {
  struct channel *own = calloc(1, sizeof *own);
  size_t bytes = setting->bytes > GET_MANY_BYTES ? setting->bytes : GET_MANY_BYTES;
  unsigned char *buffer = aligned_alloc(64, bytes);
  if (own == NULL || buffer == NULL) {
    free(own);
    free(buffer);
    return -ENOMEM;
  }
  own->bytes = setting->bytes;
  own->buffer = buffer;
  *channel = own;
  return create(setting, &own->queue);
}

static void close_channel(void *channel) {
  struct channel *own = channel;
  shmq_close(own->queue);
  free(own->buffer);
  free(own);
}

static int claim(void *channel, enum role role) {
  const struct channel *own = channel;
  return shmq_claim(own->queue, role == SENDER ? SHMQ_PRODUCER : SHMQ_CONSUMER);
}

static int put(void *channel, struct source *source) {
  const struct channel *own = channel;
  return shmq_put(own->queue, next_message(source), source->bytes, SHMQ_FOREVER);
}

static int get(void *channel, struct sink *sink) {
  const struct channel *own = channel;
  ssize_t length = shmq_get(own->queue, own->buffer, GET_MANY_BYTES, SHMQ_FOREVER);
  if (length < 0) {
    return (int)length;
  }
  take_message(sink, own->buffer, (size_t)length);
  return 0;
}

static int get_many_of(struct channel *own, struct sink *sink, size_t most) {
  ssize_t count =
      shmq_get_many(own->queue, own->buffer, GET_MANY_BYTES, own->lengths, most, SHMQ_FOREVER);
  if (count < 0) {
    return (int)count;
  }
  const unsigned char *message = own->buffer;
  for (ssize_t i = 0; i < count; i++) {
    take_message(sink, message, own->lengths[i]);
    message += own->lengths[i];
  }
  return 0;
}

static int get_many(void *channel, struct sink *sink) {
  return get_many_of(channel, sink, GET_MANY_COUNT);
}

static int get_batch(void *channel, struct sink *sink) {
  return get_many_of(channel, sink, BATCH);
}

/* As many of 64 messages as fit into the buffer. */
static int put_batch(void *channel, struct source *source) {
  struct channel *own = channel;
  size_t count = GET_MANY_BYTES / own->bytes;
  count = count < BATCH ? count : BATCH;
  count = count < source->most ? count : source->most;
  for (size_t i = 0; i < count; i++) {
    unsigned char *message = own->buffer + i * own->bytes;
    write_next(source, message);
    own->batch[i] = (struct iovec){.iov_base = message, .iov_len = own->bytes};
  }
  for (size_t put = 0; put < count;) {
    ssize_t result = shmq_put_many(own->queue, own->batch + put, count - put, SHMQ_FOREVER);
    if (result < 0) {
      return (int)result;
    }
    put += (size_t)result;
  }
  return 0;
}

/* Of a long message those words alone are written, and read, that say which one it is. */
static int put_in_place(void *channel, struct source *source) {
  const struct channel *own = channel;
  void *place;
  int result = shmq_reserve(own->queue, source->bytes, &place, SHMQ_FOREVER);
  if (result < 0) {
    return result;
  }
  write_next(source, place);
  return shmq_commit(own->queue, source->bytes);
}

static int get_in_place(void *channel, struct sink *sink) {
  const struct channel *own = channel;
  const void *place;
  ssize_t length = shmq_peek(own->queue, &place, SHMQ_FOREVER);
  if (length < 0) {
    return (int)length;
  }
  take_message(sink, place, (size_t)length);
  return shmq_consume(own->queue);
}

const struct system shmq_claimed_one_way = {
    .name = "shmq, claimed",
    .language = "C",
    .waits = {[ONE_WAY] = BIT(SPIN)},
    .chooses_capacity = true,
    .open = open_channel,
    .close = close_channel,
    .attach = claim,
    .send = put,
    .receive = get_many,
};

const struct system shmq_claimed_round_trip = {
    .name = "shmq, claimed",
    .language = "C",
    .waits = {[ROUND_TRIP] = BIT(SPIN) | BIT(SLEEP) | BIT(DEFAULT)},
    .chooses_capacity = true,
    .open = open_channel,
    .close = close_channel,
    .attach = claim,
    .send = put,
    .receive = get,
};

const struct system shmq_one_by_one = {
    .name = "shmq, one by one",
    .language = "C",
    .waits = {[ONE_WAY] = BIT(SPIN)},
    .chooses_capacity = true,
    .open = open_channel,
    .close = close_channel,
    .send = put,
    .receive = get,
};

const struct system shmq_shared = {
    .name = "shmq",
    .language = "C",
    .waits = {[ROUND_TRIP] = BIT(SPIN) | BIT(SLEEP) | BIT(DEFAULT),
              [MANY_TO_MANY] = BIT(DEFAULT),
              [IDLE] = BIT(DEFAULT)},
    .chooses_capacity = true,
    .open = open_channel,
    .close = close_channel,
    .send = put,
    .receive = get,
};

const struct system shmq_batches = {
    .name = "shmq, batches of 64",
    .language = "C",
    .waits = {[ONE_WAY] = BIT(SPIN), [MANY_TO_MANY] = BIT(DEFAULT)},
    .chooses_capacity = true,
    .open = open_channel,
    .close = close_channel,
    .send = put_batch,
    .receive = get_batch,
};

const struct system shmq_in_place = {
    .name = "shmq, in place",
    .language = "C",
    .waits = {[ONE_WAY] = BIT(SPIN)},
    .chooses_capacity = true,
    .open = open_channel,
    .close = close_channel,
    .attach = claim,
    .send = put_in_place,
    .receive = get_in_place,
};
