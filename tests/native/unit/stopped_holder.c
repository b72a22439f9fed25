/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The holder of a lock is stopped inside: calls keep their time and do not say "empty" or "full".
 */
#include <errno.h>
#include <signal.h>

#include "check.h"
#include "clock.h"
#include "message.h"
#include "queues.h"
#include "runner.h"
#include "segment_view.h"
#include "stepper.h"

struct scene {
  char name[NAME_SIZE];
  shmq *queue;   /* the test's */
  shmq *victims; /* the stopped process's */
  struct segment *segment;
  const pthread_mutex_t *mutex;
  struct victim victim;
};

static void open_queue(void *argument) {
  struct scene *scene = argument;
  scene->victims = queue_open(scene->name);
}

static void put_one(void *argument) {
  const struct scene *scene = argument;
  uint8_t message[100];
  message_fill(message, sizeof message, 3);
  CHECK_RESULT(shmq_put(scene->victims, message, sizeof message, SHMQ_FOREVER), 0);
}

static void get_one(void *argument) {
  const struct scene *scene = argument;
  uint8_t message[100];
  CHECK_RESULT(shmq_get(scene->victims, message, sizeof message, SHMQ_FOREVER), sizeof message);
}

static bool victim_holds_lock(void *argument) {
  const struct scene *scene = argument;
  return mutex_owner(scene->segment, scene->mutex) == scene->victim.pid;
}

static bool victim_has_taken_the_last(void *argument) {
  const struct scene *scene = argument;
  return victim_holds_lock(argument) && shmq_empty(scene->queue) == 1;
}

static void set_scene(struct scene *scene, bool producer) {
  stepper_begin();
  scene->queue = queue_create(scene->name, 0, SMALL_RING);
  scene->segment = segment_map(scene->name);
  scene->mutex = producer ? &scene->segment->producer.mutex : &scene->segment->consumer.mutex;
}

/* A process that is stopped in its call, in the middle of what it does under the lock. */
static void stop_victim(struct scene *scene, process_function *call, condition_function *there) {
  victim_start(&scene->victim, open_queue, call, scene);
  CHECK(victim_step_until(&scene->victim, there, scene));
  victim_leave_stopped(&scene->victim);
}

/* A queue with messages 1 and 2, and one process that has just taken the lock. */
static void stop_one(struct scene *scene, bool producer) {
  set_scene(scene, producer);
  put_message(scene->queue, 100, 1);
  put_message(scene->queue, 100, 2);
  stop_victim(scene, producer ? put_one : get_one, victim_holds_lock);
}

static void let_go_on(struct scene *scene) {
  CHECK_CALL(kill(scene->victim.pid, SIGCONT));
  WAIT_UNTIL(atomic_load(scene->victim.left));
  victim_kill(&scene->victim);
}

static void end_scene(struct scene *scene) {
  CHECK_EQ(shmq_empty(scene->queue), 1);
  segment_unmap(scene->segment);
  queue_destroy(scene->queue, scene->name);
}

#define NO_WAIT SECOND /* at most, of a call that does not wait, on a busy machine */

static void calls_on_the_size_do_not_wait(shmq *queue) {
  const int64_t start = now();
  CHECK_EQ(shmq_qsize(queue), 2);
  CHECK_EQ(shmq_empty(queue), 0);
  CHECK_EQ(shmq_full(queue), 0);
  CHECK(now() - start < NO_WAIT);
}

static void while_a_producer_is_stopped_puts_keep_their_time(void) {
  struct scene scene = {0};
  uint8_t message[100] = {0};
  stop_one(&scene, true);
  int64_t start = now();
  CHECK_RESULT(shmq_put(scene.queue, message, sizeof message, 500 * MILLISECOND), -ETIMEDOUT);
  CHECK_BETWEEN(now() - start, 500 * MILLISECOND, 2 * SECOND);
  start = now();
  CHECK_RESULT(shmq_put(scene.queue, message, sizeof message, 0), -EBUSY);
  CHECK_RESULT(shmq_try_put(scene.queue, message, sizeof message), -EBUSY);
  CHECK(now() - start < NO_WAIT);
  calls_on_the_size_do_not_wait(scene.queue);
  /* Consumers do not need the producers' lock. */
  get_message(scene.queue, 100, 1);
  get_message(scene.queue, 100, 2);
  CHECK_RESULT(shmq_get(scene.queue, message, sizeof message, 0), -EAGAIN);
  let_go_on(&scene);
  put_message(scene.queue, 100, 4);
  get_message(scene.queue, 100, 3);
  get_message(scene.queue, 100, 4);
  end_scene(&scene);
}

static ssize_t scan_for(shmq *queue, int64_t timeout) {
  uint8_t message[100];
  uint32_t length;
  uint64_t position = 0;
  return shmq_scan(queue, &position, message, sizeof message, &length, NULL, 1, timeout);
}

static void while_a_consumer_is_stopped_gets_keep_their_time(void) {
  struct scene scene = {0};
  uint8_t message[100] = {0};
  stop_one(&scene, false);
  int64_t start = now();
  CHECK_RESULT(shmq_get(scene.queue, message, sizeof message, 500 * MILLISECOND), -ETIMEDOUT);
  CHECK_BETWEEN(now() - start, 500 * MILLISECOND, 2 * SECOND);
  start = now();
  CHECK_RESULT(shmq_get(scene.queue, message, sizeof message, 0), -EBUSY);
  CHECK_RESULT(shmq_try_get(scene.queue, message, sizeof message), -EBUSY);
  CHECK_RESULT(scan_for(scene.queue, 0), -EBUSY);
  CHECK(now() - start < NO_WAIT);
  start = now();
  CHECK_RESULT(scan_for(scene.queue, 500 * MILLISECOND), -ETIMEDOUT);
  CHECK_BETWEEN(now() - start, 500 * MILLISECOND, 2 * SECOND);
  calls_on_the_size_do_not_wait(scene.queue);
  /* Producers do not need the consumers' lock. */
  put_message(scene.queue, 100, 3);
  CHECK_EQ(shmq_qsize(scene.queue), 3);
  let_go_on(&scene);
  get_message(scene.queue, 100, 2);
  get_message(scene.queue, 100, 3);
  end_scene(&scene);
}

static void while_a_consumer_is_stopped_producers_fill_the_ring(void) {
  struct scene scene = {0};
  uint64_t put = 0;
  stop_one(&scene, false);
  const int64_t start = now();
  for (int result = 0; result == 0; put += result == 0) {
    result = shmq_put(scene.queue, NULL, 0, 0);
    CHECK_RESULT(result, result == 0 ? 0 : -EAGAIN);
  }
  CHECK(now() - start < NO_WAIT);
  CHECK(put > 100);
  let_go_on(&scene);
  get_message(scene.queue, 100, 2);
  for (uint64_t id = 0; id < put; id++) {
    get_message(scene.queue, 0, id);
  }
  end_scene(&scene);
}

/* A message as long as the ring needs the ring to start again, and that the consumers' lock. */
static void while_a_consumer_is_stopped_the_longest_messages_keep_their_time(void) {
  struct scene scene = {0};
  uint8_t message[SMALL_RING] = {0};
  set_scene(&scene, false);
  const size_t largest = (size_t)shmq_max_length(scene.queue);
  put_message(scene.queue, 100, 1);
  stop_victim(&scene, get_one, victim_has_taken_the_last);
  int64_t start = now();
  CHECK_RESULT(shmq_put(scene.queue, message, largest, 500 * MILLISECOND), -ETIMEDOUT);
  CHECK_BETWEEN(now() - start, 500 * MILLISECOND, 2 * SECOND);
  start = now();
  CHECK_RESULT(shmq_put(scene.queue, message, largest, 0), -EBUSY);
  CHECK_RESULT(shmq_try_put(scene.queue, message, largest), -EBUSY);
  CHECK(now() - start < NO_WAIT);
  put_message(scene.queue, 100, 2);
  let_go_on(&scene);
  get_message(scene.queue, 100, 2);
  put_message(scene.queue, largest, 3);
  get_message(scene.queue, largest, 3);
  end_scene(&scene);
}

static const struct test_case cases[] = {
    CASE(while_a_producer_is_stopped_puts_keep_their_time),
    CASE(while_a_consumer_is_stopped_gets_keep_their_time),
    CASE(while_a_consumer_is_stopped_producers_fill_the_ring),
    CASE(while_a_consumer_is_stopped_the_longest_messages_keep_their_time),
};

TEST_MAIN(cases)
