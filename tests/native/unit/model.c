/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Random operations against a model in plain memory.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "check.h"
#include "message.h"
#include "queues.h"
#include "random.h"
#include "runner.h"
#include "share.h"

#define OPERATIONS 30000
#define LONGEST 70000

/* What must be in the queue: message i has lengths[i] and number i. */
struct model {
  shmq *queue;
  uint64_t max_messages;
  uint64_t ring_size;
  uint64_t first;
  uint64_t next;
  uint64_t bytes; /* of the records in the queue */
  uint32_t lengths[OPERATIONS];
};

static uint64_t record_size(uint64_t length) {
  return (length + 7) / 8 * 8 + 8;
}

static bool count_is_full(const struct model *model) {
  return model->max_messages != 0 && model->next - model->first == model->max_messages;
}

/* Whether a message may be refused for want of bytes. Where records lie in the ring is not
 * modelled, so this takes the padding to be the most that there can be at the ring's one end. */
static bool bytes_may_be_full(const struct model *model, uint64_t length) {
  uint64_t longest = record_size(length);
  for (uint64_t i = model->first; i < model->next; i++) {
    const uint64_t size = record_size(model->lengths[i]);
    longest = longest > size ? longest : size;
  }
  return model->bytes + record_size(length) + longest > model->ring_size;
}

static void put(struct model *model, struct random *random) {
  static uint8_t message[LONGEST];
  const uint64_t most = (uint64_t)shmq_max_length(model->queue);
  const uint64_t range = random_below(random, 4) == 0 ? most + 1 : most / 16 + 1;
  const size_t length = random_below(random, range < LONGEST ? range : LONGEST);
  message_fill(message, length, model->next);
  const int result = random_below(random, 2) == 0 ? shmq_put(model->queue, message, length, 0)
                                                  : shmq_put(model->queue, message, length, 1);
  if (result == 0) {
    CHECK(!count_is_full(model));
    model->lengths[model->next++] = (uint32_t)length;
    model->bytes += record_size(length);
    CHECK(model->bytes < model->ring_size);
    return;
  }
  CHECK(result == -EAGAIN || result == -ETIMEDOUT);
  const bool empty = model->next == model->first;
  CHECK(count_is_full(model) || (!empty && bytes_may_be_full(model, length)));
}

static void get(struct model *model, struct random *random) {
  static uint8_t message[LONGEST];
  const size_t capacity = random_below(random, 4) == 0 ? random_below(random, 64) : LONGEST;
  const ssize_t result =
      shmq_get(model->queue, message, capacity, (int64_t)random_below(random, 2));
  if (model->first == model->next) {
    CHECK(result == -EAGAIN || result == -ETIMEDOUT);
    return;
  }
  const size_t length = model->lengths[model->first];
  CHECK_RESULT(result, length);
  if (length <= capacity) {
    CHECK(message_is(message, length, model->first));
    model->bytes -= record_size(length);
    model->first++;
  }
}

static void compare(const struct model *model) {
  const bool full = count_is_full(model);
  CHECK_EQ(shmq_qsize(model->queue), model->next - model->first);
  CHECK_EQ(shmq_empty(model->queue), model->next == model->first);
  const int says_full = shmq_full(model->queue);
  CHECK(says_full == 1 || !full);
  CHECK(says_full == 0 || full || bytes_may_be_full(model, 0));
}

/* What full() says is what a put of no bytes meets. */
static void put_nothing(struct model *model) {
  const int says_full = shmq_full(model->queue);
  CHECK_RESULT(shmq_put(model->queue, NULL, 0, 0), says_full == 1 ? -EAGAIN : 0);
  if (says_full == 0) {
    model->lengths[model->next++] = 0;
    model->bytes += record_size(0);
  }
}

/* Phases in which puts prevail and gets prevail, so that both ends of the scale are met. */
static void run(int64_t max_messages, uint64_t max_bytes, uint64_t stream) {
  struct random random = random_start(stream);
  struct model *model = calloc(1, sizeof *model);
  char name[NAME_SIZE];
  model->queue = queue_create(name, max_messages, max_bytes);
  model->max_messages = (uint64_t)max_messages;
  model->ring_size = max_bytes;
  uint64_t puts_of_8 = 4;
  const uint64_t operations = OPERATIONS / test_share();
  for (uint64_t i = 0; i < operations; i++) {
    if (random_below(&random, 200) == 0) {
      puts_of_8 = 2 + random_below(&random, 5);
    }
    if (random_below(&random, 8) >= puts_of_8) {
      get(model, &random);
    } else if (random_below(&random, 8) == 0) {
      put_nothing(model);
    } else {
      put(model, &random);
    }
    compare(model);
  }
  printf("ring of %" PRIu64 " bytes, %" PRId64 " messages at most: %" PRIu64 " put, %" PRIu64
         " got\n",
         max_bytes, max_messages, model->next, model->first);
  CHECK(model->first > operations / 20);
  queue_destroy(model->queue, name);
  free(model);
}

static void a_queue_does_what_its_model_does(void) {
  static const int64_t counts[] = {0, 1, 3, 17};
  uint64_t stream = 0;
  for (uint64_t ring = SMALL_RING; ring <= 65536; ring *= 4) {
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
      run(counts[i], ring, stream++);
    }
  }
}

static const struct test_case cases[] = {
    CASE(a_queue_does_what_its_model_does),
};

TEST_MAIN(cases)
