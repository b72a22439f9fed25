/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * In every scene, the first, the second, ... the last call that the core makes of the C library
 * fails, once or from then on, with every error with which it plausibly does. What the core returns
 * is documented, or what it would have been; it keeps no descriptor, mapping or object; the queue
 * is intact, and the next call works.
 */
#include "calls.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <shmq.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"
#include "clock.h"
#include "message.h"
#include "names.h"
#include "process.h"
#include "queues.h"
#include "resources.h"
#include "runner.h"
#include "tracked_queue.h"

#define LENGTH 100
#define SHORT_TIMEOUT (3 * MILLISECOND)
#define COUNT_OF(array) (sizeof array / sizeof array[0])

struct stage {
  struct tracked_queue tracked;
  char name[NAME_SIZE]; /* of a queue that is created or opened in the act */
  shmq *queue;
  size_t length; /* of the message that the act puts, or of the buffer into which it gets */
  pthread_t helper;
  pid_t actor;
  size_t descriptors; /* open before the act; 0: not counted yet */
  size_t mappings;
};

struct scene {
  const char *name;
  int64_t max_messages; /* of the queue on the stage */
  uint64_t ring;        /* 0: there is no queue */
  void (*arrange)(struct stage *stage);
  int64_t (*act)(struct stage *stage);
  int64_t result; /* of the act, if no call fails */
  const int *errors;
  void (*settle)(struct stage *stage, int64_t result);
  struct fault fault; /* of every act, besides the call of which it is the turn */
};

/* What each function is documented to return, as far as a call that fails can be the cause. */
static const int create_errors[] = {EEXIST, ENOSPC, EMFILE, ENFILE, ENOMEM, 0};
static const int open_errors[] = {ENOENT, EACCES, EPROTO, EBUSY, EMFILE, ENFILE, ENOMEM, 0};
static const int unlink_errors[] = {ENOENT, EACCES, 0};
static const int put_errors[] = {ENOSPC, EBUSY, ENOMEM, 0};
static const int get_errors[] = {EBUSY, ENOMEM, 0};
/* Where nothing tells the claimant, its end is not lent. */
static const int borrow_errors[] = {EBUSY, ETIMEDOUT, ENOMEM, 0};
static const int claim_errors[] = {EBUSY, ENOMEM, 0};
/* What cannot be looked at is not called sound. */
static const int check_errors[] = {EBUSY, EPROTO, ENOMEM, 0};
static const int state_errors[] = {ENOMEM, 0};
static const int no_errors[] = {0};

/* Errors that have no meaning of their own for a queue are passed on as they are; a lock that
 * another has is EBUSY. */
static bool is_explained(const struct scene *scene, const struct outcome *outcome, int64_t result) {
  if (result == -outcome->error || (outcome->error == EAGAIN && result == -EBUSY)) {
    return true;
  }
  for (const int *error = scene->errors; *error != 0; error++) {
    if (result == -*error) {
      return true;
    }
  }
  return false;
}

/* --- what is on the stage --- */

static void arrange_some(struct stage *stage) {
  for (size_t length = LENGTH; length < LENGTH + 3; length++) {
    tracked_put(&stage->tracked, length);
  }
  stage->length = LENGTH;
}

static void arrange_empty(struct stage *stage) {
  stage->length = LENGTH;
}

static void arrange_full(struct stage *stage) {
  tracked_fill(&stage->tracked, LENGTH);
  stage->length = LENGTH;
}

/* A message for which no memory has been reserved. */
static void arrange_much(struct stage *stage) {
  for (int i = 0; i < 4; i++) {
    tracked_put(&stage->tracked, TRACKED_LONGEST - 1000);
  }
  stage->length = TRACKED_LONGEST;
}

/* More than an idle queue keeps memory for. */
static void arrange_very_much(struct stage *stage) {
  for (int i = 0; i < 14; i++) {
    tracked_put(&stage->tracked, TRACKED_LONGEST - WORD_SIZE);
  }
  stage->length = TRACKED_LONGEST;
}

/* The oldest message lies where memory may be given back. */
static void arrange_far(struct stage *stage) {
  arrange_very_much(stage);
  for (int i = 0; i < 13; i++) {
    tracked_get(&stage->tracked);
  }
}

/* An empty queue, and a message for which the ring must start again at its beginning. */
static void arrange_half_way(struct stage *stage) {
  steer(stage->tracked.queue, stage->tracked.segment, stage->tracked.ring / 2);
  stage->length = (size_t)shmq_max_length(stage->tracked.queue);
}

static void die_holding(void *mutex) {
  CHECK_EQ(pthread_mutex_lock(mutex), 0);
}

static void arrange_dead_producer(struct stage *stage) {
  arrange_some(stage);
  process_join(process_start(die_holding, &stage->tracked.segment->producer.mutex));
}

static void arrange_dead_consumer(struct stage *stage) {
  arrange_some(stage);
  process_join(process_start(die_holding, &stage->tracked.segment->consumer.mutex));
}

/* Until the actor sleeps, or does not although it should, for want of a call that works. */
static void wait_for_actor(const struct stage *stage) {
  const int64_t deadline = now() + 20 * MILLISECOND;
  while (!asleep(stage->actor) && now() < deadline) {
    yield_briefly();
  }
}

static void *make_room(void *argument) {
  struct stage *stage = argument;
  wait_for_actor(stage);
  tracked_get(&stage->tracked);
  return NULL;
}

static void *send(void *argument) {
  struct stage *stage = argument;
  wait_for_actor(stage);
  tracked_put(&stage->tracked, LENGTH);
  return NULL;
}

static void count_resources(struct stage *stage) {
  stage->descriptors = open_descriptors();
  stage->mappings = shm_mappings();
}

/* The helper opens files to see whether the actor sleeps: they do not count. */
static void start_helper(struct stage *stage, void *(*help)(void *argument)) {
  count_resources(stage);
  stage->actor = gettid();
  CHECK_RESULT(shmq_set_spin(stage->tracked.queue, 0), 0);
  CHECK_EQ(pthread_create(&stage->helper, NULL, help, stage), 0);
}

static void arrange_full_then_room(struct stage *stage) {
  arrange_full(stage);
  start_helper(stage, make_room);
}

static void arrange_empty_then_message(struct stage *stage) {
  arrange_empty(stage);
  start_helper(stage, send);
}

static void *sleep_in_get(void *argument) {
  struct stage *stage = argument;
  uint8_t message[LENGTH];
  stage->actor = gettid();
  CHECK_RESULT(shmq_get(stage->tracked.queue, message, sizeof message, SHMQ_FOREVER), LENGTH);
  return NULL;
}

static void arrange_sleeping_consumer(struct stage *stage) {
  arrange_empty(stage);
  CHECK_RESULT(shmq_set_spin(stage->tracked.queue, 0), 0);
  CHECK_EQ(pthread_create(&stage->helper, NULL, sleep_in_get, stage), 0);
  WAIT_UNTIL(stage->actor != 0 && asleep(stage->actor));
}

static void *do_task(void *argument) {
  struct stage *stage = argument;
  wait_for_actor(stage);
  CHECK_RESULT(shmq_task_done(stage->tracked.queue), 0);
  return NULL;
}

static void arrange_last_task(struct stage *stage) {
  arrange_some(stage);
  CHECK_RESULT(shmq_task_done(stage->tracked.queue), 0);
  CHECK_RESULT(shmq_task_done(stage->tracked.queue), 0);
  start_helper(stage, do_task);
}

static void arrange_claimed(struct stage *stage) {
  arrange_some(stage);
  CHECK_RESULT(shmq_claim(stage->tracked.queue, SHMQ_PRODUCER | SHMQ_CONSUMER), 0);
}

static void die_claiming(void *name) {
  CHECK_RESULT(shmq_claim(queue_open(name), SHMQ_PRODUCER | SHMQ_CONSUMER), 0);
}

static void arrange_dead_claimant(struct stage *stage) {
  arrange_some(stage);
  process_join(process_start(die_claiming, stage->tracked.name));
}

/* Another process makes the queue, so that this one has not used the library before. */
static void make_queue(void *name) {
  const struct shmq_options options = {.size = sizeof options, .max_bytes = SMALL_RING};
  shmq *queue;
  CHECK_RESULT(shmq_create(name, &options, &queue), 0);
  put_message(queue, LENGTH, 1);
  CHECK_RESULT(shmq_close(queue), 0);
}

static void arrange_name(struct stage *stage) {
  fresh_name(stage->name);
}

static void arrange_closed_queue(struct stage *stage) {
  fresh_name(stage->name);
  process_join(process_start(make_queue, stage->name));
}

static void arrange_auto_unlink(struct stage *stage) {
  const struct shmq_options options = {
      .size = sizeof options, .flags = SHMQ_AUTO_UNLINK, .max_bytes = SMALL_RING};
  fresh_name(stage->name);
  CHECK_RESULT(shmq_create(stage->name, &options, &stage->queue), 0);
}

/* --- acts --- */

static const struct fault *current_fault;
static struct outcome *current_outcome;

static int64_t create(struct stage *stage) {
  const struct shmq_options options = {.size = sizeof options, .max_bytes = 1 << 20};
  return shmq_create(stage->name, &options, &stage->queue);
}

static int64_t open_queue(struct stage *stage) {
  return shmq_open(stage->name, &stage->queue);
}

static int64_t unlink_queue(struct stage *stage) {
  return shmq_unlink(stage->name);
}

static int64_t close_queue(struct stage *stage) {
  return shmq_close(stage->queue);
}

static uint8_t buffer[1 << 20];

static int64_t put_for(struct stage *stage, int64_t timeout) {
  message_fill(buffer, stage->length, stage->tracked.last_id + 1);
  return shmq_put(stage->tracked.queue, buffer, stage->length, timeout);
}

static int64_t put_now(struct stage *stage) {
  return put_for(stage, 0);
}

static int64_t put_soon(struct stage *stage) {
  return put_for(stage, SHORT_TIMEOUT);
}

static int64_t put_some_time(struct stage *stage) {
  return put_for(stage, SHMQ_FOREVER);
}

static int64_t try_put(struct stage *stage) {
  message_fill(buffer, stage->length, stage->tracked.last_id + 1);
  return shmq_try_put(stage->tracked.queue, buffer, stage->length);
}

static int64_t get_for(struct stage *stage, int64_t timeout) {
  return shmq_get(stage->tracked.queue, buffer, stage->length, timeout);
}

static int64_t get_now(struct stage *stage) {
  return get_for(stage, 0);
}

static int64_t get_soon(struct stage *stage) {
  return get_for(stage, SHORT_TIMEOUT);
}

static int64_t get_some_time(struct stage *stage) {
  return get_for(stage, SHMQ_FOREVER);
}

/* As many messages of length `stage->length` as there is room for: one. */
static int64_t put_many(struct stage *stage) {
  message_fill(buffer, stage->length, stage->tracked.last_id + 1);
  const struct iovec messages[] = {{buffer, stage->length}, {buffer, stage->length}};
  return shmq_put_many(stage->tracked.queue, messages, COUNT_OF(messages), SHORT_TIMEOUT);
}

static uint32_t lengths[8];

static int64_t get_many(struct stage *stage) {
  return shmq_get_many(stage->tracked.queue, buffer, sizeof buffer, lengths, COUNT_OF(lengths),
                       SHORT_TIMEOUT);
}

/* In pieces of two. */
static int64_t scan(struct stage *stage) {
  uint64_t position = 0;
  uint8_t *next = buffer;
  int64_t copied = 0;
  for (;;) {
    const ssize_t count = shmq_scan(stage->tracked.queue, &position, next, 3 * LENGTH,
                                    lengths + copied, NULL, 2, SHORT_TIMEOUT);
    if (count <= 0) {
      return count < 0 ? count : copied;
    }
    for (ssize_t i = 0; i < count; i++) {
      next += lengths[copied++];
    }
  }
}

static int64_t remove_second(struct stage *stage) {
  uint64_t position = 0;
  uint64_t positions[2];
  const ssize_t count = shmq_scan(stage->tracked.queue, &position, buffer, 3 * LENGTH, lengths,
                                  positions, 2, SHORT_TIMEOUT);
  return count != 2 ? count : shmq_remove(stage->tracked.queue, positions[1], SHORT_TIMEOUT);
}

static int64_t reserve_and_commit(struct stage *stage) {
  void *data;
  const int result = shmq_reserve(stage->tracked.queue, stage->length, &data, SHORT_TIMEOUT);
  if (result != 0) {
    return result;
  }
  message_fill(data, stage->length, stage->tracked.last_id + 1);
  return shmq_commit(stage->tracked.queue, stage->length);
}

static int64_t reserve_and_abort(struct stage *stage) {
  void *data;
  const int result = shmq_reserve(stage->tracked.queue, stage->length, &data, SHORT_TIMEOUT);
  return result != 0 ? result : shmq_abort(stage->tracked.queue);
}

static int64_t peek_and_consume(struct stage *stage) {
  const void *data;
  const int64_t result = shmq_peek(stage->tracked.queue, &data, SHORT_TIMEOUT);
  if (result < 0) {
    return result;
  }
  memcpy(buffer, data, (size_t)result);
  CHECK_RESULT(shmq_consume(stage->tracked.queue), 0);
  return result;
}

static int64_t peek_and_release(struct stage *stage) {
  const void *data;
  const int64_t result = shmq_peek(stage->tracked.queue, &data, SHORT_TIMEOUT);
  return result < 0 ? result : shmq_release(stage->tracked.queue);
}

static int64_t claim(struct stage *stage) {
  return shmq_claim(stage->tracked.queue, SHMQ_PRODUCER | SHMQ_CONSUMER);
}

static int64_t unclaim(struct stage *stage) {
  return shmq_unclaim(stage->tracked.queue, SHMQ_PRODUCER | SHMQ_CONSUMER);
}

static int64_t shut_down(struct stage *stage) {
  return shmq_shutdown(stage->tracked.queue, 0);
}

static int64_t task_done(struct stage *stage) {
  return shmq_task_done(stage->tracked.queue);
}

static int64_t join_soon(struct stage *stage) {
  return shmq_join(stage->tracked.queue, SHORT_TIMEOUT);
}

static int64_t join_some_time(struct stage *stage) {
  return shmq_join(stage->tracked.queue, SHMQ_FOREVER);
}

static int64_t stat_queue(struct stage *stage) {
  struct shmq_stat stat = {.size = sizeof stat};
  const int result = shmq_stat(stage->tracked.queue, &stat);
  CHECK(result != 0 || stat.messages == 3);
  return result;
}

static int64_t check_queue(struct stage *stage) {
  return shmq_check(stage->tracked.queue);
}

static int64_t try_get(struct stage *stage) {
  return shmq_try_get(stage->tracked.queue, buffer, stage->length);
}

static void use_in_child(struct stage *stage) {
  const int64_t result = shmq_qsize(stage->tracked.queue);
  if (result == -EBADF && current_outcome->failed) {
    return;
  }
  CHECK_RESULT(result, 3);
  get_message(stage->tracked.queue, LENGTH, 1);
  CHECK_RESULT(shmq_close(stage->tracked.queue), 0);
}

/* Both processes of a fork go on with the queue, or the child has none, for want of a descriptor of
 * its own. */
static int64_t fork_and_use(struct stage *stage) {
  const pid_t pid = fork();
  faults_end();
  CHECK(pid >= 0);
  if (pid == 0) {
    use_in_child(stage);
    _exit(0);
  }
  process_join(pid);
  if (shmq_qsize(stage->tracked.queue) == 2) {
    tracked_expect_gone(&stage->tracked);
  }
  return 0;
}

/* The acts of a thread that has not used the library before. */
struct debut {
  struct stage *stage;
  const struct fault *fault;
  struct outcome *outcome;
  int64_t (*act)(struct stage *stage);
  int64_t result;
};

static void *make_debut(void *argument) {
  struct debut *debut = argument;
  faults_begin(current_fault, current_outcome);
  debut->result = debut->act(debut->stage);
  faults_end();
  return NULL;
}

static int64_t act_in_new_thread(struct stage *stage, int64_t (*act)(struct stage *stage)) {
  struct debut debut = {.stage = stage, .act = act};
  pthread_t thread;
  faults_end();
  CHECK_EQ(pthread_create(&thread, NULL, make_debut, &debut), 0);
  CHECK_EQ(pthread_join(thread, NULL), 0);
  return debut.result;
}

static int64_t put_in_new_thread(struct stage *stage) {
  return act_in_new_thread(stage, put_now);
}

static int64_t count(struct stage *stage) {
  return shmq_qsize(stage->tracked.queue);
}

static int64_t ask_everything(struct stage *stage) {
  shmq *queue = stage->tracked.queue;
  CHECK_RESULT(shmq_empty(queue), 0);
  CHECK_RESULT(shmq_full(queue), 0);
  CHECK_RESULT(shmq_max_messages(queue), stage->tracked.max_messages);
  CHECK(shmq_max_length(queue) > 0);
  return shmq_qsize(queue);
}

static int64_t count_in_new_thread(struct stage *stage) {
  return act_in_new_thread(stage, count);
}

/* --- what must hold then --- */

static void expect_nothing_kept(const struct stage *stage) {
  CHECK_EQ(open_descriptors(), stage->descriptors);
  CHECK_EQ(shm_mappings(), stage->mappings);
}

static void use_and_remove(struct stage *stage) {
  put_message(stage->queue, LENGTH, 2);
  get_message(stage->queue, LENGTH, 2);
  queue_destroy(stage->queue, stage->name);
  expect_nothing_kept(stage);
}

static void settle_create(struct stage *stage, int64_t result) {
  if (result != 0) {
    CHECK(!object_exists(stage->name));
    expect_nothing_kept(stage);
    CHECK_RESULT(create(stage), 0);
  }
  use_and_remove(stage);
}

static void settle_open(struct stage *stage, int64_t result) {
  if (result != 0) {
    expect_nothing_kept(stage);
    CHECK_RESULT(open_queue(stage), 0);
  }
  get_message(stage->queue, LENGTH, 1);
  use_and_remove(stage);
}

static void settle_unlink(struct stage *stage, int64_t result) {
  CHECK_EQ(object_exists(stage->name), result != 0);
  if (result != 0) {
    CHECK_RESULT(unlink_queue(stage), 0);
  }
  expect_nothing_kept(stage);
}

/* It is open still, or closed, whatever happened then; its name may be left. */
static void settle_auto_unlink(struct stage *stage, int64_t result) {
  if (result != 0) {
    CHECK_RESULT(shmq_close(stage->queue), 0);
  }
  CHECK_EQ(open_descriptors(), stage->descriptors - 1);
  CHECK_EQ(shm_mappings(), stage->mappings - 1);
  CHECK_RESULT(shmq_close(stage->queue), -EBADF);
  if (current_outcome->failed) {
    const int left = shmq_unlink(stage->name);
    CHECK_RESULT(left, left == 0 ? 0 : -ENOENT);
  }
  CHECK(!object_exists(stage->name));
}

static void settle_put(struct stage *stage, int64_t result) {
  if (result == 0) {
    tracked_expect(&stage->tracked, tracked_new(&stage->tracked, stage->length));
  }
}

static void settle_get(struct stage *stage, int64_t result) {
  if (result >= 0) {
    const struct tracked_message message = tracked_expect_gone(&stage->tracked);
    CHECK_EQ(result, message.length);
    CHECK(message_is(buffer, message.length, message.id));
  }
}

static void settle_put_many(struct stage *stage, int64_t result) {
  settle_put(stage, result == 1 ? 0 : result);
}

static void settle_get_many(struct stage *stage, int64_t result) {
  const uint8_t *payload = buffer;
  for (int64_t i = 0; i < result; i++) {
    const struct tracked_message message = tracked_expect_gone(&stage->tracked);
    CHECK_EQ(lengths[i], message.length);
    CHECK(message_is(payload, message.length, message.id));
    payload += lengths[i];
  }
}

/* The messages are still there. */
static void settle_scan(struct stage *stage, int64_t result) {
  const uint8_t *payload = buffer;
  for (int64_t i = 0; i < result; i++) {
    const struct tracked_message message = stage->tracked.waiting[stage->tracked.first + (size_t)i];
    CHECK_EQ(lengths[i], message.length);
    CHECK(message_is(payload, message.length, message.id));
    payload += lengths[i];
  }
}

/* The first is in its place now, and goes first from there. */
static void settle_removal(struct stage *stage, int64_t result) {
  if (result == 1) {
    struct tracked_message *front = &stage->tracked.waiting[stage->tracked.first];
    front[1] = front[0];
    tracked_expect_gone(&stage->tracked);
  }
}

/* What is claimed is let go, so that all can use it again. */
static void settle_claim(struct stage *stage, int64_t result) {
  if (result == 0) {
    tracked_get(&stage->tracked);
    CHECK_RESULT(unclaim(stage), 0);
  } else {
    CHECK_RESULT(unclaim(stage), -EPERM);
    CHECK_RESULT(claim(stage), 0);
    CHECK_RESULT(unclaim(stage), 0);
  }
}

/* If it failed, the ends that are still claimed can be let go. */
static void settle_unclaim(struct stage *stage, int64_t result) {
  static const int ends[] = {SHMQ_PRODUCER, SHMQ_CONSUMER};
  int let_go = 0;
  for (size_t i = 0; i < COUNT_OF(ends); i++) {
    const int again = shmq_unclaim(stage->tracked.queue, ends[i]);
    CHECK_RESULT(again, again == 0 ? 0 : -EPERM);
    let_go += again == 0;
  }
  CHECK_EQ(let_go > 0, result != 0);
}

/* Puts are refused, what is there can be got, and then another queue takes its place. */
static void settle_shutdown(struct stage *stage, int64_t result) {
  if (result != 0) {
    CHECK_RESULT(shut_down(stage), 0);
  }
  CHECK_RESULT(put_now(stage), -ESHUTDOWN);
  while (tracked_size(&stage->tracked) > 0) {
    tracked_get(&stage->tracked);
  }
  CHECK_RESULT(get_some_time(stage), -ESHUTDOWN);
  tracked_close(&stage->tracked);
  tracked_open(&stage->tracked);
}

static void settle_claimed_put(struct stage *stage, int64_t result) {
  settle_put(stage, result);
  CHECK_RESULT(unclaim(stage), 0);
}

static void settle_claimed_get(struct stage *stage, int64_t result) {
  settle_get(stage, result);
  CHECK_RESULT(unclaim(stage), 0);
}

static void settle_claimed_scan(struct stage *stage, int64_t result) {
  settle_scan(stage, result);
  CHECK_RESULT(unclaim(stage), 0);
}

static void settle_help(struct stage *stage, int64_t result) {
  (void)result;
  CHECK_EQ(pthread_join(stage->helper, NULL), 0);
}

static void settle_put_with_help(struct stage *stage, int64_t result) {
  CHECK_EQ(pthread_join(stage->helper, NULL), 0);
  settle_put(stage, result);
}

static void settle_get_with_help(struct stage *stage, int64_t result) {
  CHECK_EQ(pthread_join(stage->helper, NULL), 0);
  settle_get(stage, result);
}

/* The sleeping consumer took what was put. */
static void settle_put_for_sleeper(struct stage *stage, int64_t result) {
  settle_put(stage, result);
  if (result != 0) {
    tracked_put(&stage->tracked, LENGTH);
  }
  CHECK_EQ(pthread_join(stage->helper, NULL), 0);
  tracked_expect_gone(&stage->tracked);
}

static void settle_nothing(struct stage *stage, int64_t result) {
  (void)stage;
  (void)result;
}

/* --- the scenes --- */

#define ROOM_FOR_4 .max_messages = 4, .ring = SMALL_RING
#define LARGE_RING .ring = 1 << 20
#define WITHOUT_QUEUE .ring = 0
#define FIRST_FAIL(call, calls, error) \
  .fault = {.first = CALL_##call, .first_calls = calls, .first_error = error}
/* The lock is never had at once. */
#define CONTENDED FIRST_FAIL(pthread_mutex_trylock, UINT_MAX, EBUSY)

static const struct scene scenes[] = {
    {"create", WITHOUT_QUEUE, arrange_name, create, 0, create_errors, settle_create},
    {"open", WITHOUT_QUEUE, arrange_closed_queue, open_queue, 0, open_errors, settle_open},
    {"open while another closes", WITHOUT_QUEUE, arrange_closed_queue, open_queue, 0, open_errors,
     settle_open, FIRST_FAIL(fcntl, 2, EAGAIN)},
    {"unlink", WITHOUT_QUEUE, arrange_closed_queue, unlink_queue, 0, unlink_errors, settle_unlink},
    {"close the last handle", WITHOUT_QUEUE, arrange_auto_unlink, close_queue, 0, no_errors,
     settle_auto_unlink},
    {"fork", ROOM_FOR_4, arrange_some, fork_and_use, 0, no_errors, settle_nothing},

    {"put", ROOM_FOR_4, arrange_some, put_now, 0, put_errors, settle_put},
    {"put much", LARGE_RING, arrange_much, put_now, 0, put_errors, settle_put},
    {"put at the beginning", .ring = 65536, arrange_half_way, put_now, 0, put_errors, settle_put},
    {"put into the full", ROOM_FOR_4, arrange_full, put_now, -EAGAIN, put_errors, settle_put},
    {"put in vain", ROOM_FOR_4, arrange_full, put_soon, -ETIMEDOUT, put_errors, settle_put},
    {"put when there is room", ROOM_FOR_4, arrange_full_then_room, put_some_time, 0, put_errors,
     settle_put_with_help},
    {"put for a sleeper", ROOM_FOR_4, arrange_sleeping_consumer, put_now, 0, put_errors,
     settle_put_for_sleeper},
    {"put after a death", ROOM_FOR_4, arrange_dead_producer, put_now, 0, put_errors, settle_put},
    {"put in a crowd", ROOM_FOR_4, arrange_some, put_some_time, 0, put_errors, settle_put,
     CONTENDED},
    {"put at the beginning in a crowd", .ring = 65536, arrange_half_way, put_soon, -ETIMEDOUT,
     put_errors, settle_put, CONTENDED},
    {"put in a new thread", ROOM_FOR_4, arrange_some, put_in_new_thread, 0, put_errors, settle_put},
    {"try to put", ROOM_FOR_4, arrange_some, try_put, 0, put_errors, settle_put},
    {"try to put much", LARGE_RING, arrange_much, try_put, -EBUSY, put_errors, settle_put},

    {"get", ROOM_FOR_4, arrange_some, get_now, LENGTH, get_errors, settle_get},
    {"get from the full", ROOM_FOR_4, arrange_full, get_now, LENGTH, get_errors, settle_get},
    {"get from the empty", ROOM_FOR_4, arrange_empty, get_now, -EAGAIN, get_errors, settle_get},
    {"get in vain", ROOM_FOR_4, arrange_empty, get_soon, -ETIMEDOUT, get_errors, settle_get},
    {"get when there is a message", ROOM_FOR_4, arrange_empty_then_message, get_some_time, LENGTH,
     get_errors, settle_get_with_help},
    {"get after a death", ROOM_FOR_4, arrange_dead_consumer, get_now, LENGTH, get_errors,
     settle_get},
    {"get in a crowd", ROOM_FOR_4, arrange_some, get_some_time, LENGTH, get_errors, settle_get,
     CONTENDED},
    {"try to get", ROOM_FOR_4, arrange_some, try_get, LENGTH, get_errors, settle_get},

    {"get what lies far", LARGE_RING, arrange_far, get_now, TRACKED_LONGEST - WORD_SIZE, get_errors,
     settle_get},

    {"put many", ROOM_FOR_4, arrange_some, put_many, 1, put_errors, settle_put_many},
    {"get many", ROOM_FOR_4, arrange_some, get_many, 3, get_errors, settle_get_many},
    {"scan", ROOM_FOR_4, arrange_some, scan, 3, get_errors, settle_scan},
    {"scan after a death", ROOM_FOR_4, arrange_dead_consumer, scan, 3, get_errors, settle_scan},
    {"scan a claimed end", ROOM_FOR_4, arrange_claimed, scan, 3, borrow_errors,
     settle_claimed_scan},
    {"scan in a crowd", ROOM_FOR_4, arrange_some, scan, 3, get_errors, settle_scan, CONTENDED},
    {"remove", ROOM_FOR_4, arrange_some, remove_second, 1, get_errors, settle_removal},
    {"remove after a death", ROOM_FOR_4, arrange_dead_consumer, remove_second, 1, get_errors,
     settle_removal},
    {"remove from the full", ROOM_FOR_4, arrange_full, remove_second, 1, get_errors,
     settle_removal},
    {"reserve and commit", ROOM_FOR_4, arrange_some, reserve_and_commit, 0, put_errors, settle_put},
    {"reserve much", LARGE_RING, arrange_much, reserve_and_commit, 0, put_errors, settle_put},
    {"reserve and abort", ROOM_FOR_4, arrange_some, reserve_and_abort, 0, put_errors,
     settle_nothing},
    {"peek and consume", ROOM_FOR_4, arrange_some, peek_and_consume, LENGTH, get_errors,
     settle_get},
    {"peek and release", ROOM_FOR_4, arrange_some, peek_and_release, 0, get_errors, settle_nothing},

    {"claim", ROOM_FOR_4, arrange_some, claim, 0, claim_errors, settle_claim},
    {"claim after a death", ROOM_FOR_4, arrange_dead_claimant, claim, 0, claim_errors,
     settle_claim},
    {"claim in a crowd", ROOM_FOR_4, arrange_some, claim, 0, claim_errors, settle_claim, CONTENDED},
    {"unclaim", ROOM_FOR_4, arrange_claimed, unclaim, 0, claim_errors, settle_unclaim},
    {"put with a claim", ROOM_FOR_4, arrange_claimed, put_now, 0, put_errors, settle_claimed_put},
    {"get with a claim", ROOM_FOR_4, arrange_claimed, get_now, LENGTH, get_errors,
     settle_claimed_get},
    {"put after a claimant's death", ROOM_FOR_4, arrange_dead_claimant, put_now, 0, put_errors,
     settle_put},

    {"shut down", ROOM_FOR_4, arrange_some, shut_down, 0, claim_errors, settle_shutdown},
    {"task done", ROOM_FOR_4, arrange_some, task_done, 0, state_errors, settle_nothing},
    {"join in vain", ROOM_FOR_4, arrange_some, join_soon, -ETIMEDOUT, state_errors, settle_nothing},
    {"join", ROOM_FOR_4, arrange_last_task, join_some_time, 0, state_errors, settle_help},
    {"stat", ROOM_FOR_4, arrange_some, stat_queue, 0, state_errors, settle_nothing},
    {"check", ROOM_FOR_4, arrange_some, check_queue, 0, check_errors, settle_nothing},

    {"ask", ROOM_FOR_4, arrange_some, ask_everything, 3, state_errors, settle_nothing},
    {"count in a new thread", ROOM_FOR_4, arrange_some, count_in_new_thread, 3, state_errors,
     settle_nothing},
};

/* --- playing them --- */

struct trial {
  const struct scene *scene;
  struct fault fault;
  struct outcome *outcome;
};

static void expect_queue_intact(struct stage *stage) {
  tracked_drain(&stage->tracked);
  tracked_expect_all_of_its_room(&stage->tracked);
}

static void expect_result(const struct trial *trial, int64_t result) {
  const struct scene *scene = trial->scene;
  if (result == scene->result) {
    return;
  }
  const struct outcome *outcome = trial->outcome;
  if (!outcome->failed || !is_explained(scene, outcome, result)) {
    FAIL("the result is %d (%s) instead of %d", (int)result,
         result < 0 ? strerror((int)-result) : "success", (int)scene->result);
  }
  if (outcome->error == EINTR) {
    FAIL("a signal ends it with %d", (int)result);
  }
}

/* In a process of its own. */
static void play(void *argument) {
  const struct trial *trial = argument;
  const struct scene *scene = trial->scene;
  struct stage stage = {.tracked = {.max_messages = scene->max_messages, .ring = scene->ring}};
  alarm((unsigned)(SOON / SECOND));
  const size_t descriptors = open_descriptors();
  const size_t mappings = shm_mappings();
  if (scene->ring > 0) {
    tracked_open(&stage.tracked);
  }
  scene->arrange(&stage);
  if (stage.descriptors == 0) {
    count_resources(&stage);
  }
  current_fault = &trial->fault;
  current_outcome = trial->outcome;

  faults_begin(current_fault, current_outcome);
  const int64_t result = scene->act(&stage);
  faults_end();

  expect_result(trial, result);
  scene->settle(&stage, result);
  if (scene->ring > 0) {
    expect_nothing_kept(&stage);
    expect_queue_intact(&stage);
    tracked_close(&stage.tracked);
  }
  CHECK_EQ(open_descriptors(), descriptors);
  CHECK_EQ(shm_mappings(), mappings);
}

static void describe(const struct trial *trial) {
  const struct fault *fault = &trial->fault;
  const struct outcome *outcome = trial->outcome;
  fprintf(stderr, "scene \"%s\", call %u (%s) fails%s with %s\n", trial->scene->name, fault->nth,
          outcome->failed ? call_name(outcome->call) : "none",
          fault->lasting ? ", and all further ones," : "",
          outcome->failed ? strerror(outcome->error) : "nothing");
}

/* Returns whether what must hold did; describes the fault if not. */
static bool passes(struct trial *trial) {
  memset(trial->outcome, 0, sizeof *trial->outcome);
  int status;
  const pid_t pid = process_start(play, trial);
  CHECK_EQ(waitpid(pid, &status, 0), pid);
  const bool passed = WIFEXITED(status) && WEXITSTATUS(status) == 0;
  if (!passed) {
    if (WIFSIGNALED(status)) {
      fprintf(stderr, "killed by signal %d (%s)\n", WTERMSIG(status), strsignal(WTERMSIG(status)));
    }
    describe(trial);
  }
  return passed;
}

/* Plays the scene with the fault of every variant at call `nth`. Returns whether there is one. */
static bool fail_call(struct trial *trial, unsigned nth, unsigned *failures) {
  for (trial->fault.variant = 0;; trial->fault.variant++) {
    trial->fault.nth = nth;
    *failures += !passes(trial);
    if (!trial->outcome->failed) {
      return trial->outcome->no_such_variant;
    }
  }
}

static struct trial trial_of(const struct scene *scene) {
  return (struct trial){
      .scene = scene,
      .fault = scene->fault,
      .outcome = shared_memory(sizeof(struct outcome)),
  };
}

/* How often the core makes a call depends on how long it spins: more faults than this are more of
 * the same. */
#define CALLS_MOST 60

static void fail_every_call(bool lasting) {
  unsigned failures = 0;
  for (size_t i = 0; i < COUNT_OF(scenes); i++) {
    struct trial trial = trial_of(&scenes[i]);
    trial.fault.lasting = lasting;
    unsigned nth = 1;
    while (nth < CALLS_MOST && fail_call(&trial, nth, &failures)) {
      nth++;
    }
    printf("%s: %u calls failed\n", scenes[i].name, nth - 1);
  }
  CHECK_EQ(failures, 0);
}

static void without_faults_every_scene_ends_as_it_should(void) {
  unsigned made[CALL_COUNT] = {0};
  for (size_t i = 0; i < COUNT_OF(scenes); i++) {
    struct trial trial = trial_of(&scenes[i]);
    CHECK(passes(&trial));
    for (enum call call = 0; call < CALL_COUNT; call++) {
      made[call] += trial.outcome->made[call];
    }
  }
  for (enum call call = 0; call < CALL_COUNT; call++) {
    if (made[call] > 0) {
      printf("made %s %u times\n", call_name(call), made[call]);
    }
  }
}

static void a_call_that_fails_once_is_survived(void) {
  fail_every_call(false);
}

static void a_call_that_fails_for_good_is_survived(void) {
  fail_every_call(true);
}

static const struct test_case cases[] = {
    CASE(without_faults_every_scene_ends_as_it_should),
    CASE_WITHIN(a_call_that_fails_once_is_survived, 240),
    CASE_WITHIN(a_call_that_fails_for_good_is_survived, 240),
};

TEST_MAIN(cases)
