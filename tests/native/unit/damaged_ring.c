/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * A segment whose identity is good and the rest of which is not: calls end in time, with an answer
 * or an error, and never crash.
 */
#include <errno.h>
#include <stdatomic.h>
#include <string.h>

#include "check.h"
#include "clock.h"
#include "names.h"
#include "process.h"
#include "queues.h"
#include "random.h"
#include "runner.h"
#include "segment_view.h"
#include "share.h"

#define SEEDS 800
#define TIMEOUT (2 * MILLISECOND)

static void expect_answer(int64_t result, int64_t most) {
  if (result >= 0) {
    CHECK_BETWEEN(result, 0, most);
    return;
  }
  if (result != -EAGAIN && result != -ETIMEDOUT && result != -EBUSY && result != -EPROTO &&
      result != -EMSGSIZE && result != -ENOSPC && result != -ESHUTDOWN) {
    FAIL("a call on a damaged queue gives %d (%s)", (int)result, strerror((int)-result));
  }
}

/* A position may be none any more by the time that it is used. */
static void expect_walk_and_removals_to_be_answered(shmq *queue) {
  uint8_t messages[300];
  uint32_t lengths[3];
  uint64_t positions[3];
  uint64_t position = 0;
  int64_t result = shmq_scan(queue, &position, messages, sizeof messages, lengths, positions, 3, 0);
  expect_answer(result, 3);
  for (int64_t i = 0; i < result; i++) {
    const int64_t again =
        shmq_scan(queue, &positions[i], messages, sizeof messages, lengths, NULL, 3, TIMEOUT);
    if (again != -EINVAL) {
      expect_answer(again, 3);
    }
    const int removed = shmq_remove(queue, positions[i], TIMEOUT);
    if (removed != -EINVAL) {
      expect_answer(removed, 1);
    }
  }
}

static void call_everything(shmq *queue) {
  uint8_t message[300] = {0};
  const int64_t start = now();
  expect_answer(shmq_get(queue, message, sizeof message, 0), SMALL_RING);
  expect_answer(shmq_put(queue, message, 100, 0), 0);
  expect_answer(shmq_get(queue, message, sizeof message, TIMEOUT), SMALL_RING);
  expect_answer(shmq_put(queue, message, sizeof message, TIMEOUT), 0);
  expect_answer(shmq_try_get(queue, message, sizeof message), SMALL_RING);
  expect_answer(shmq_try_put(queue, message, 10), 0);
  expect_walk_and_removals_to_be_answered(queue);
  expect_answer(shmq_qsize(queue), INT64_MAX);
  expect_answer(shmq_empty(queue), 1);
  expect_answer(shmq_full(queue), 1);
  CHECK(now() - start < SOON);
}

/* An area of the segment that a test damages. */
struct area {
  size_t offset;
  size_t size;
};

#define AREA(member) \
  { offsetof(struct segment, member), sizeof(((struct segment *)NULL)->member) }

/* The mutexes apart: the C library itself trusts a mutex that is in use, so they are only damaged
 * while nobody has the queue open. */
static const struct area mutexes[] = {AREA(producer.mutex), AREA(consumer.mutex)};

static const struct area areas[] = {
    AREA(producer.tail),
    AREA(producer.puts),
    AREA(producer.head_seen),
    AREA(producer.gets_seen),
    AREA(producer.rewind_at),
    AREA(producer.reserved),
    AREA(producer.limit),
    AREA(producer.puts_next),
    AREA(consumer.head),
    AREA(consumer.gets),
    AREA(consumer.gets_next),
    AREA(state.not_empty),
    AREA(state.not_full),
    AREA(state.shutdown),
    AREA(state.extended),
    AREA(state.claimed),
    AREA(state.removals),
    AREA(accounts),
    AREA(tasks),
    {offsetof(struct segment, producer.tail), 6 * sizeof(uint64_t)},
    {offsetof(struct segment, consumer.head), 3 * sizeof(uint64_t)},
    {offsetof(struct segment, ring), 256},
    {offsetof(struct segment, ring), SMALL_RING},
    {offsetof(struct segment, consumer.head),
     HEADER_SIZE + SMALL_RING - offsetof(struct segment, consumer.head)},
};

#define COUNT_OF(array) (sizeof array / sizeof array[0])

/* Random bytes, or a word that is nearly right: those go further before they are noticed. */
static void damage(struct segment *segment, const struct area *area, struct random *random) {
  uint8_t *bytes = (uint8_t *)segment + area->offset;
  if (random_below(random, 2) == 0) {
    random_bytes(random, bytes, area->size);
    return;
  }
  const size_t place = random_below(random, area->size);
  if (random_below(random, 2) == 0) {
    bytes[place] ^= (uint8_t)(1U << random_below(random, 8));
    return;
  }
  uint64_t word;
  memcpy(&word, bytes + place / 8 * 8, sizeof word);
  word += (random_below(random, 64) - 32) * 8;
  memcpy(bytes + place / 8 * 8, &word, sizeof word);
}

/* Some messages, at some place of the ring. */
static void fill_somewhat(shmq *queue, struct random *random) {
  const uint64_t passed = random_below(random, 40);
  for (uint64_t i = 0; i < passed; i++) {
    const size_t length = random_below(random, 300);
    put_message(queue, length, i);
    get_message(queue, length, i);
  }
  const uint64_t left = random_below(random, 6);
  for (uint64_t i = 0; i < left; i++) {
    put_message(queue, random_below(random, 300), i);
  }
}

static shmq *create_somehow(char name[NAME_SIZE], struct random *random) {
  shmq *queue = queue_create(name, (int64_t)(6 + random_below(random, 8)), SMALL_RING);
  fill_somewhat(queue, random);
  return queue;
}

static void damage_in_use_gives_errors_or_answers(void) {
  for (uint64_t stream = 0; stream < SEEDS / test_share(); stream++) {
    struct random random = random_start(stream);
    char name[NAME_SIZE];
    shmq *queue = create_somehow(name, &random);
    struct segment *segment = segment_map(name);
    damage(segment, &areas[stream % COUNT_OF(areas)], &random);
    call_everything(queue);
    segment_unmap(segment);
    queue_destroy(queue, name);
  }
}

/* Whoever opens it may refuse it, or go on with what there is. */
static void open_damaged(const struct area *area, uint64_t stream) {
  struct random random = random_start(stream);
  char name[NAME_SIZE];
  CHECK_RESULT(shmq_close(create_somehow(name, &random)), 0);
  struct segment *segment = segment_map(name);
  damage(segment, area, &random);
  segment_unmap(segment);
  shmq *queue;
  const int result = shmq_open(name, &queue);
  if (result == 0) {
    call_everything(queue);
    CHECK_RESULT(shmq_close(queue), 0);
  } else {
    CHECK_RESULT(result, -EPROTO);
  }
  CHECK_RESULT(shmq_unlink(name), 0);
}

static void damage_before_open_gives_errors_or_answers(void) {
  for (uint64_t stream = 0; stream < SEEDS / test_share(); stream++) {
    open_damaged(&areas[stream % COUNT_OF(areas)], stream);
  }
}

static void damaged_mutexes_give_errors_or_answers(void) {
  for (uint64_t stream = 0; stream < SEEDS / test_share(); stream++) {
    open_damaged(&mutexes[stream % COUNT_OF(mutexes)], stream);
  }
}

struct scribbler {
  const char *name;
  struct barrier ready;
  _Atomic bool stop;
};

static void scribble(void *argument) {
  struct scribbler *scribbler = argument;
  struct segment *segment = segment_map(scribbler->name);
  struct random random = random_start(UINT64_C(1) << 32);
  barrier_pass(&scribbler->ready, 2);
  while (!atomic_load(&scribbler->stop)) {
    damage(segment, &areas[random_below(&random, COUNT_OF(areas))], &random);
  }
}

/* What a call has checked, another process changes before the call uses it. */
static void damage_while_calls_run_gives_errors_or_answers(void) {
  struct scribbler *scribbler = shared_memory(sizeof *scribbler);
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  scribbler->name = name;
  const pid_t pid = process_start(scribble, scribbler);
  barrier_pass(&scribbler->ready, 2);
  const int64_t start = now();
  while (now() - start < 2 * SECOND) {
    call_everything(queue);
  }
  atomic_store(&scribbler->stop, true);
  process_join(pid);
  queue_destroy(queue, name);
}

static const struct test_case cases[] = {
    CASE(damage_in_use_gives_errors_or_answers),
    CASE(damage_before_open_gives_errors_or_answers),
    CASE(damaged_mutexes_give_errors_or_answers),
    CASE(damage_while_calls_run_gives_errors_or_answers),
};

TEST_MAIN(cases)
