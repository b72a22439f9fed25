/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Threads of one process on one handle.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "check.h"
#include "message.h"
#include "queues.h"
#include "runner.h"

#define MESSAGES 20000 /* of each producer */
#define LONGEST 200

struct party {
  shmq *queue;
  uint64_t number;
  uint64_t producers;
  _Atomic uint8_t *seen; /* how often each message was got */
};

static void *produce(void *argument) {
  const struct party *party = argument;
  uint8_t message[LONGEST];
  for (uint64_t i = 0; i < MESSAGES; i++) {
    const uint64_t id = party->number * MESSAGES + i;
    const size_t length = MESSAGE_ID_LENGTH + id % (LONGEST - MESSAGE_ID_LENGTH);
    message_fill(message, length, id);
    CHECK_RESULT(shmq_put(party->queue, message, length, SHMQ_FOREVER), 0);
  }
  return NULL;
}

/* Gets until a message of no bytes comes; what it gets of one producer comes in order. */
static void *consume(void *argument) {
  const struct party *party = argument;
  uint64_t *next = calloc(party->producers, sizeof *next);
  uint8_t message[LONGEST];
  for (;;) {
    const ssize_t length = shmq_get(party->queue, message, sizeof message, SHMQ_FOREVER);
    if (length == 0) {
      break;
    }
    CHECK(length >= (ssize_t)MESSAGE_ID_LENGTH);
    const uint64_t id = message_id(message);
    CHECK(id < party->producers * MESSAGES);
    CHECK(message_is(message, (size_t)length, id));
    CHECK(id % MESSAGES >= next[id / MESSAGES]);
    next[id / MESSAGES] = id % MESSAGES + 1;
    CHECK_EQ(atomic_fetch_add(&party->seen[id], 1), 0);
  }
  free(next);
  return NULL;
}

static void run(size_t producers, size_t consumers, uint64_t ring, int64_t max_messages) {
  pthread_t threads[16];
  struct party parties[16];
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, max_messages, ring);
  _Atomic uint8_t *seen = calloc(producers * MESSAGES, sizeof *seen);
  const size_t all = producers + consumers;
  for (size_t i = 0; i < all; i++) {
    parties[i] = (struct party){queue, i, producers, seen};
    CHECK_EQ(pthread_create(&threads[i], NULL, i < producers ? produce : consume, &parties[i]), 0);
  }
  for (size_t i = 0; i < producers; i++) {
    CHECK_EQ(pthread_join(threads[i], NULL), 0);
  }
  for (size_t i = producers; i < all; i++) {
    CHECK_RESULT(shmq_put(queue, NULL, 0, SHMQ_FOREVER), 0);
  }
  for (size_t i = producers; i < all; i++) {
    CHECK_EQ(pthread_join(threads[i], NULL), 0);
  }
  for (size_t id = 0; id < producers * MESSAGES; id++) {
    CHECK_EQ(seen[id], 1);
  }
  CHECK_EQ(shmq_qsize(queue), 0);
  free(seen);
  queue_destroy(queue, name);
}

static void one_producer_and_one_consumer_share_a_handle(void) {
  run(1, 1, SMALL_RING, 0);
}

static void several_producers_and_consumers_share_a_handle(void) {
  run(4, 4, SMALL_RING, 0);
}

static void several_threads_share_a_queue_of_one_message(void) {
  run(2, 2, SMALL_RING, 1);
}

static void several_threads_share_a_large_ring(void) {
  run(3, 3, 1 << 20, 0);
}

static const struct test_case cases[] = {
    CASE(one_producer_and_one_consumer_share_a_handle),
    CASE(several_producers_and_consumers_share_a_handle),
    CASE(several_threads_share_a_queue_of_one_message),
    CASE(several_threads_share_a_large_ring),
};

TEST_MAIN(cases)
