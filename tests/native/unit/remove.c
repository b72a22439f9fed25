/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Removal: a message leaves the queue from wherever it is, and is missing nowhere else.
 */
#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "clock.h"
#include "message.h"
#include "process.h"
#include "queues.h"
#include "random.h"
#include "runner.h"
#include "segment_view.h"
#include "share.h"
#include "thread.h"

#define MOST 512

static uint64_t positions[MOST];

/* Finds the positions of all messages. Returns how many there are. */
static size_t find_positions(shmq *queue) {
  static uint8_t bytes[1 << 20];
  uint32_t lengths[MOST];
  uint64_t position = 0;
  size_t count = 0;
  for (ssize_t copied = 1; copied > 0; count += (size_t)copied) {
    copied = shmq_scan(queue, &position, bytes, sizeof bytes, lengths, positions + count,
                       MOST - count, SOON);
    CHECK_BETWEEN(copied, 0, MOST);
  }
  return count;
}

static struct shmq_stat stat_of(shmq *queue) {
  struct shmq_stat stat = {.size = sizeof stat};
  CHECK_RESULT(shmq_stat(queue, &stat), 0);
  return stat;
}

static void put_several(shmq *queue, uint64_t first, uint64_t count) {
  for (uint64_t id = first; id < first + count; id++) {
    put_message(queue, 10 + id, id);
  }
}

static void a_message_in_the_middle_is_taken(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  put_several(queue, 1, 4);
  CHECK_EQ(find_positions(queue), 4);
  CHECK_RESULT(shmq_remove(queue, positions[1], 0), 1);
  CHECK_EQ(shmq_qsize(queue), 3);
  CHECK_EQ(stat_of(queue).gets, 1);
  CHECK_RESULT(shmq_check(queue), 0);
  CHECK_RESULT(shmq_remove(queue, positions[1], 0), 0);
  get_message(queue, 11, 1);
  get_message(queue, 13, 3);
  get_message(queue, 14, 4);
  CHECK_EQ(shmq_empty(queue), 1);
  CHECK_EQ(stat_of(queue).gets, 4);
  CHECK_RESULT(shmq_check(queue), 0);
  queue_destroy(queue, name);
}

static void a_message_at_the_front_is_taken(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  put_several(queue, 1, 3);
  CHECK_EQ(find_positions(queue), 3);
  CHECK_RESULT(shmq_remove(queue, positions[1], 0), 1);
  CHECK_RESULT(shmq_remove(queue, positions[0], 0), 1);
  CHECK_EQ(shmq_qsize(queue), 1);
  CHECK_RESULT(shmq_remove(queue, positions[0], 0), 0);
  CHECK_RESULT(shmq_remove(queue, positions[1], 0), 0);
  CHECK_RESULT(shmq_check(queue), 0);
  CHECK_RESULT(shmq_remove(queue, positions[2], 0), 1);
  CHECK_EQ(shmq_empty(queue), 1);
  CHECK_EQ(shmq_qsize(queue), 0);
  CHECK_RESULT(shmq_remove(queue, positions[2], 0), 0);
  CHECK_RESULT(shmq_get(queue, NULL, 0, 0), -EAGAIN);
  queue_destroy(queue, name);
}

static void what_was_taken_is_gone(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  put_several(queue, 1, 2);
  CHECK_EQ(find_positions(queue), 2);
  get_message(queue, 11, 1);
  CHECK_RESULT(shmq_remove(queue, positions[0], 0), 0);
  CHECK_EQ(shmq_qsize(queue), 1);
  get_message(queue, 12, 2);
  CHECK_RESULT(shmq_remove(queue, positions[1], 0), 0);
  queue_destroy(queue, name);
}

/* A removed message leaves room by count at once, and by bytes when the front has come there. */
static void removal_makes_room(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 4, SMALL_RING);
  put_several(queue, 1, 4);
  CHECK_EQ(find_positions(queue), 4);
  CHECK_EQ(shmq_full(queue), 1);
  for (uint64_t i = 0; i < 3; i++) {
    CHECK_RESULT(shmq_remove(queue, positions[1 + i], 0), 1);
    CHECK_EQ(shmq_full(queue), 0);
    put_several(queue, 5 + i, 1);
    CHECK_EQ(shmq_full(queue), 1);
    CHECK_RESULT(shmq_put(queue, NULL, 0, 0), -EAGAIN);
    CHECK_RESULT(shmq_check(queue), 0);
  }
  get_message(queue, 11, 1);
  CHECK_EQ(stat_of(queue).bytes, 24 + 24 + 32);
  put_several(queue, 8, 1);
  CHECK_RESULT(shmq_put(queue, NULL, 0, 0), -EAGAIN);
  for (uint64_t id = 5; id <= 8; id++) {
    get_message(queue, 10 + id, id);
  }
  CHECK_EQ(shmq_empty(queue), 1);
  queue_destroy(queue, name);
}

static int64_t put_for_ever(void *queue) {
  return shmq_put(queue, NULL, 0, SHMQ_FOREVER);
}

static void removal_wakes_a_sleeping_producer(void) {
  char name[NAME_SIZE];
  struct thread thread;
  shmq *queue = queue_create(name, 3, SMALL_RING);
  put_several(queue, 1, 3);
  for (size_t nth = 3; nth-- > 0;) {
    CHECK_EQ(find_positions(queue), 3);
    thread_start_to_sleep(&thread, put_for_ever, queue);
    CHECK_RESULT(shmq_remove(queue, positions[nth], 0), 1);
    CHECK_RESULT(thread_result(&thread), 0);
  }
  CHECK_EQ(stat_of(queue).slice_rescues, 0);
  CHECK_EQ(shmq_qsize(queue), 3);
  queue_destroy(queue, name);
}

static void a_removed_task_can_be_done(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  put_several(queue, 1, 2);
  find_positions(queue);
  CHECK_RESULT(shmq_remove(queue, positions[1], 0), 1);
  CHECK_EQ(stat_of(queue).unfinished, 2);
  CHECK_RESULT(shmq_task_done(queue), 0);
  get_message(queue, 11, 1);
  CHECK_RESULT(shmq_join(queue, 0), -EAGAIN);
  CHECK_RESULT(shmq_task_done(queue), 0);
  CHECK_RESULT(shmq_join(queue, 0), 0);
  queue_destroy(queue, name);
}

/* --- every way to take goes past it --- */

#define GAPS 7

/* Messages 1 to 7 across the ring's end, and 2, 3 and 5 removed. */
static shmq *queue_with_gaps(char name[NAME_SIZE]) {
  shmq *queue = queue_create(name, 0, SMALL_RING);
  struct segment *segment = segment_map(name);
  steer(queue, segment, SMALL_RING - 64);
  put_several(queue, 1, GAPS);
  CHECK_EQ(find_positions(queue), GAPS);
  CHECK_RESULT(shmq_remove(queue, positions[1], 0), 1);
  CHECK_RESULT(shmq_remove(queue, positions[4], 0), 1);
  CHECK_RESULT(shmq_remove(queue, positions[2], 0), 1);
  CHECK_RESULT(shmq_check(queue), 0);
  segment_unmap(segment);
  return queue;
}

static const uint64_t rest[] = {1, 4, 6, 7};
#define REST (sizeof rest / sizeof rest[0])

static void expect_gone(shmq *queue, const char *name) {
  CHECK_EQ(shmq_empty(queue), 1);
  CHECK_EQ(shmq_qsize(queue), 0);
  CHECK_RESULT(shmq_check(queue), 0);
  put_message(queue, (size_t)shmq_max_length(queue), 9);
  get_message(queue, (size_t)shmq_max_length(queue), 9);
  queue_destroy(queue, name);
}

static void get_goes_past_it(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_with_gaps(name);
  for (size_t i = 0; i < REST; i++) {
    get_message(queue, 10 + rest[i], rest[i]);
    CHECK_RESULT(shmq_check(queue), 0);
    CHECK_EQ(shmq_qsize(queue), REST - 1 - i);
  }
  expect_gone(queue, name);
}

static void get_many_goes_past_it(void) {
  for (size_t count = 1; count <= REST; count++) {
    char name[NAME_SIZE];
    uint8_t bytes[200];
    uint32_t lengths[REST];
    shmq *queue = queue_with_gaps(name);
    for (size_t taken = 0; taken < REST;) {
      const ssize_t got = shmq_get_many(queue, bytes, sizeof bytes, lengths, count, 0);
      const uint8_t *message = bytes;
      CHECK_RESULT(got, count < REST - taken ? count : REST - taken);
      for (ssize_t i = 0; i < got; i++, taken++) {
        CHECK_EQ(lengths[i], 10 + rest[taken]);
        CHECK(message_is(message, lengths[i], rest[taken]));
        message += lengths[i];
      }
      CHECK_EQ(shmq_qsize(queue), REST - taken);
      CHECK_RESULT(shmq_check(queue), 0);
    }
    expect_gone(queue, name);
  }
}

static void peek_goes_past_it(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_with_gaps(name);
  CHECK_RESULT(shmq_claim(queue, SHMQ_CONSUMER), 0);
  for (size_t i = 0; i < REST; i++) {
    const void *data;
    CHECK_RESULT(shmq_peek(queue, &data, 0), 10 + rest[i]);
    CHECK(message_is(data, 10 + rest[i], rest[i]));
    CHECK_RESULT(shmq_consume(queue), 0);
    CHECK_EQ(shmq_qsize(queue), REST - 1 - i);
  }
  expect_gone(queue, name);
}

static void a_walk_goes_past_it(void) {
  char name[NAME_SIZE];
  uint8_t bytes[200];
  uint32_t lengths[REST];
  shmq *queue = queue_with_gaps(name);
  /* From its own position, too. */
  const uint64_t from[] = {0, positions[1], positions[2], positions[4], positions[6]};
  const size_t first[] = {0, 1, 1, 2, 3};
  for (size_t i = 0; i < sizeof from / sizeof from[0]; i++) {
    uint64_t position = from[i];
    CHECK_RESULT(shmq_scan(queue, &position, bytes, sizeof bytes, lengths, NULL, REST, 0),
                 REST - first[i]);
    const uint8_t *message = bytes;
    for (size_t j = first[i]; j < REST; j++) {
      CHECK(message_is(message, lengths[j - first[i]], rest[j]));
      message += lengths[j - first[i]];
    }
  }
  queue_destroy(queue, name);
}

static void an_immediate_shutdown_drops_it_with_the_rest(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_with_gaps(name);
  const uint64_t puts = stat_of(queue).puts;
  CHECK_RESULT(shmq_shutdown(queue, 1), 0);
  CHECK_EQ(shmq_qsize(queue), 0);
  CHECK_EQ(stat_of(queue).gets, puts);
  CHECK_RESULT(shmq_check(queue), 0);
  CHECK_RESULT(shmq_remove(queue, positions[0], 0), -ESHUTDOWN);
  queue_destroy(queue, name);
}

/* --- what the dead left --- */

/* Where a producer died between commit and count, the tail is behind. */
static void what_is_committed_and_not_counted_can_be_removed(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 3, SMALL_RING);
  struct segment *segment = segment_map(name);
  const uint64_t tail = segment->producer.tail;
  const uint64_t puts = segment->producer.puts;
  put_several(queue, 1, 3);
  CHECK_EQ(find_positions(queue), 3);
  segment->producer.tail = tail;
  segment->producer.puts = puts;
  atomic_fetch_or(&segment->state.claimed[0], CLAIMED);
  CHECK_RESULT(shmq_remove(queue, positions[2], 0), 1);
  CHECK_RESULT(shmq_remove(queue, positions[1], 0), 1);
  CHECK_EQ(shmq_qsize(queue), 1);
  put_several(queue, 4, 2);
  CHECK_RESULT(shmq_put(queue, NULL, 0, 0), -EAGAIN);
  CHECK_RESULT(shmq_check(queue), 0);
  get_message(queue, 11, 1);
  get_message(queue, 14, 4);
  get_message(queue, 15, 5);
  segment_unmap(segment);
  queue_destroy(queue, name);
}

/* --- against a model --- */

struct model {
  shmq *queue;
  uint64_t ids[MOST]; /* of the messages that are there, in order */
  uint64_t positions[MOST];
  size_t count;
  uint64_t next;
};

static void model_take(struct model *model, size_t nth) {
  model->count--;
  memmove(&model->ids[nth], &model->ids[nth + 1], (model->count - nth) * sizeof model->ids[0]);
}

static void step(struct model *model, struct random *random, int64_t most) {
  const size_t length = MESSAGE_ID_LENGTH + random_below(random, 100);
  uint8_t message[MESSAGE_ID_LENGTH + 100];
  switch (random_below(random, 8)) {
    case 0:
    case 1:
    case 2:
    case 3: {
      message_fill(message, length, model->next);
      const bool full = most > 0 && model->count == (size_t)most;
      const int result = shmq_put(model->queue, message, length, 0);
      CHECK(result == 0 ? !full && model->count < MOST : result == -EAGAIN);
      CHECK(result == 0 || full || stat_of(model->queue).bytes > SMALL_RING / 2);
      if (result == 0) {
        model->ids[model->count++] = model->next++;
      }
      break;
    }
    case 4:
    case 5: {
      const ssize_t got = shmq_get(model->queue, message, sizeof message, 0);
      if (model->count == 0) {
        CHECK_RESULT(got, -EAGAIN);
      } else {
        CHECK(got > 0 && message_is(message, (size_t)got, model->ids[0]));
        model_take(model, 0);
      }
      break;
    }
    default: {
      CHECK_EQ(find_positions(model->queue), model->count);
      if (model->count > 0) {
        const size_t nth = random_below(random, model->count);
        CHECK_RESULT(shmq_remove(model->queue, positions[nth], 0), 1);
        CHECK_RESULT(shmq_remove(model->queue, positions[nth], 0), 0);
        model_take(model, nth);
      }
    }
  }
}

static void removal_does_what_its_model_does(void) {
  static struct model model;
  static const int64_t limits[] = {0, 1, 2, 7};
  for (uint64_t stream = 0; stream < 4; stream++) {
    struct random random = random_start(stream);
    char name[NAME_SIZE];
    model = (struct model){.queue = queue_create(name, limits[stream], SMALL_RING)};
    for (uint64_t i = 0; i < 20000 / test_share(); i++) {
      step(&model, &random, limits[stream]);
      CHECK_EQ(shmq_qsize(model.queue), model.count);
      CHECK_EQ(shmq_empty(model.queue), model.count == 0);
      if (limits[stream] > 0 && model.count == (size_t)limits[stream]) {
        CHECK_EQ(shmq_full(model.queue), 1);
      }
      CHECK_RESULT(shmq_check(model.queue), 0);
    }
    CHECK(model.next > 1000 / test_share());
    queue_destroy(model.queue, name);
  }
}

/* --- while others put, get and remove --- */

struct crowd {
  char name[NAME_SIZE];
  _Atomic uint64_t taken[20000]; /* how often each message was */
  _Atomic uint64_t removed;
};

#define CROWD_MESSAGES UINT64_C(20000)
#define CROWD_LIMIT 16

static void take_from_crowd(struct crowd *crowd, uint64_t id) {
  CHECK(id < CROWD_MESSAGES);
  CHECK_EQ(atomic_fetch_add(&crowd->taken[id], 1), 0);
}

static void put_crowd(void *argument) {
  struct crowd *crowd = argument;
  shmq *queue = queue_open(crowd->name);
  for (uint64_t id = 0; id < CROWD_MESSAGES / test_share(); id++) {
    uint8_t message[64];
    const size_t length = MESSAGE_ID_LENGTH + id % 50;
    message_fill(message, length, id);
    CHECK_RESULT(shmq_put(queue, message, length, SOON), 0);
    CHECK_BETWEEN(shmq_qsize(queue), 0, CROWD_LIMIT);
  }
  CHECK_RESULT(shmq_shutdown(queue, 0), 0);
  CHECK_RESULT(shmq_close(queue), 0);
}

/* Begins when some were removed: it is faster than those who walk. */
static void get_crowd(void *argument) {
  struct crowd *crowd = argument;
  WAIT_UNTIL(atomic_load(&crowd->removed) > CROWD_LIMIT);
  shmq *queue = queue_open(crowd->name);
  uint8_t message[64];
  for (ssize_t length; (length = shmq_get(queue, message, sizeof message, SOON)) != -ESHUTDOWN;) {
    CHECK(length > 0 && message_is(message, (size_t)length, message_id(message)));
    take_from_crowd(crowd, message_id(message));
  }
  CHECK_RESULT(shmq_close(queue), 0);
}

/* Takes every other message that a walk comes to. */
static void remove_crowd(void *argument) {
  struct crowd *crowd = argument;
  shmq *queue = queue_open(crowd->name);
  uint64_t position = 0;
  uint64_t here;
  uint8_t message[64];
  uint32_t length;
  for (uint64_t turn = 0;; turn++) {
    const ssize_t count =
        shmq_scan(queue, &position, message, sizeof message, &length, &here, 1, SOON);
    CHECK_BETWEEN(count, 0, 1);
    if (count == 0 && shmq_empty(queue) == 1 && stat_of(queue).shutdown == SHMQ_DRAINING) {
      break;
    }
    if (count == 1 && turn % 2 == 0) {
      CHECK(message_is(message, length, message_id(message)));
      const int result = shmq_remove(queue, here, SOON);
      CHECK_BETWEEN(result, 0, 1);
      if (result == 1) {
        take_from_crowd(crowd, message_id(message));
        atomic_fetch_add(&crowd->removed, 1);
      }
    }
    if (count == 0) {
      position = 0;
    }
  }
  CHECK_RESULT(shmq_close(queue), 0);
}

static void every_message_is_taken_once_by_whoever_gets_or_removes_it(void) {
  struct crowd *crowd = shared_memory(sizeof *crowd);
  shmq *queue = queue_create(crowd->name, CROWD_LIMIT, SMALL_RING);
  const pid_t pids[] = {process_start(get_crowd, crowd), process_start(remove_crowd, crowd),
                        process_start(remove_crowd, crowd), process_start(put_crowd, crowd)};
  for (size_t i = 0; i < sizeof pids / sizeof pids[0]; i++) {
    process_join(pids[i]);
  }
  for (uint64_t id = 0; id < CROWD_MESSAGES / test_share(); id++) {
    CHECK_EQ(crowd->taken[id], 1);
  }
  CHECK_RESULT(shmq_check(queue), 0);
  queue_destroy(queue, crowd->name);
}

/* --- what is refused --- */

static void positions_that_can_be_no_messages_are_refused(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  put_several(queue, 1, 3);
  const uint64_t tail = 3 * 24;
  CHECK_RESULT(shmq_remove(queue, 4, 0), -EINVAL);
  CHECK_RESULT(shmq_remove(queue, tail + 8, 0), -EINVAL);
  CHECK_RESULT(shmq_remove(queue, UINT64_MAX, 0), -EINVAL);
  CHECK_RESULT(shmq_remove(queue, UINT64_MAX - 7, 0), -EINVAL);
  CHECK_RESULT(shmq_remove(queue, 0, -2), -EINVAL);
  /* There is no message yet. */
  CHECK_RESULT(shmq_remove(queue, tail, 0), 0);
  CHECK_EQ(shmq_qsize(queue), 3);
  CHECK_RESULT(shmq_check(queue), 0);
  queue_destroy(queue, name);
}

static void an_end_that_is_anothers_is_refused(void) {
  const void *data;
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  shmq *other = queue_open(name);
  put_several(queue, 1, 3);
  find_positions(queue);
  CHECK_RESULT(shmq_claim(queue, SHMQ_CONSUMER), 0);
  CHECK_RESULT(shmq_remove(other, positions[1], SHMQ_FOREVER), -EBUSY);
  CHECK_RESULT(shmq_remove(queue, positions[1], 0), 1);
  CHECK_RESULT(shmq_unclaim(queue, SHMQ_CONSUMER), 0);
  CHECK_RESULT(shmq_peek(queue, &data, 0), 11);
  CHECK_RESULT(shmq_remove(queue, positions[2], 0), -EDEADLK);
  CHECK_RESULT(shmq_consume(queue), 0);
  get_message(queue, 13, 3);
  CHECK_RESULT(shmq_close(other), 0);
  queue_destroy(queue, name);
}

static const struct test_case cases[] = {
    CASE(a_message_in_the_middle_is_taken),
    CASE(a_message_at_the_front_is_taken),
    CASE(what_was_taken_is_gone),
    CASE(removal_makes_room),
    CASE(removal_wakes_a_sleeping_producer),
    CASE(a_removed_task_can_be_done),
    CASE(get_goes_past_it),
    CASE(get_many_goes_past_it),
    CASE(peek_goes_past_it),
    CASE(a_walk_goes_past_it),
    CASE(an_immediate_shutdown_drops_it_with_the_rest),
    CASE(what_is_committed_and_not_counted_can_be_removed),
    CASE(removal_does_what_its_model_does),
    CASE(every_message_is_taken_once_by_whoever_gets_or_removes_it),
    CASE(positions_that_can_be_no_messages_are_refused),
    CASE(an_end_that_is_anothers_is_refused),
};

TEST_MAIN(cases)
