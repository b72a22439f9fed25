/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Queues that are shut down: drained, or dropped at once.
 */
#include <errno.h>
#include <signal.h>
#include <stdatomic.h>

#include "check.h"
#include "clock.h"
#include "message.h"
#include "process.h"
#include "queues.h"
#include "random.h"
#include "runner.h"
#include "segment_view.h"
#include "share.h"
#include "stepper.h"
#include "thread.h"

static struct shmq_stat stat_of(shmq *queue) {
  struct shmq_stat stat = {.size = sizeof stat};
  CHECK_RESULT(shmq_stat(queue, &stat), 0);
  return stat;
}

/* --- what calls say --- */

static void expect_puts_refused(shmq *queue) {
  const struct iovec message = {NULL, 0};
  void *data;
  CHECK_RESULT(shmq_put(queue, NULL, 0, 0), -ESHUTDOWN);
  CHECK_RESULT(shmq_put(queue, NULL, 0, SECOND), -ESHUTDOWN);
  CHECK_RESULT(shmq_put(queue, NULL, 0, SHMQ_FOREVER), -ESHUTDOWN);
  CHECK_RESULT(shmq_try_put(queue, NULL, 0), -ESHUTDOWN);
  CHECK_RESULT(shmq_put_many(queue, &message, 1, SHMQ_FOREVER), -ESHUTDOWN);
  CHECK_RESULT(shmq_reserve(queue, 0, &data, SHMQ_FOREVER), -ESHUTDOWN);
  CHECK_RESULT(shmq_commit(queue, 0), -EPERM);
}

static void expect_gets_refused(shmq *queue) {
  uint8_t message[8];
  uint32_t length;
  const void *data;
  CHECK_RESULT(shmq_get(queue, message, sizeof message, 0), -ESHUTDOWN);
  CHECK_RESULT(shmq_get(queue, message, sizeof message, SECOND), -ESHUTDOWN);
  CHECK_RESULT(shmq_get(queue, message, sizeof message, SHMQ_FOREVER), -ESHUTDOWN);
  CHECK_RESULT(shmq_try_get(queue, message, sizeof message), -ESHUTDOWN);
  CHECK_RESULT(shmq_get_many(queue, message, sizeof message, &length, 1, SHMQ_FOREVER), -ESHUTDOWN);
  CHECK_RESULT(shmq_peek(queue, &data, SHMQ_FOREVER), -ESHUTDOWN);
  CHECK_RESULT(shmq_consume(queue), -EPERM);
}

static void a_draining_queue_gives_what_is_there(void) {
  uint8_t buffer[100];
  uint32_t lengths[2];
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  for (uint64_t id = 0; id < 6; id++) {
    put_message(queue, 10, id);
  }
  CHECK_RESULT(shmq_shutdown(queue, 0), 0);
  CHECK_EQ(shmq_qsize(queue), 6);
  CHECK_EQ(shmq_empty(queue), 0);
  CHECK_EQ(stat_of(queue).shutdown, SHMQ_DRAINING);
  expect_puts_refused(queue);
  get_message(queue, 10, 0);
  CHECK_RESULT(shmq_get(queue, buffer, 10, SHMQ_FOREVER), 10);
  CHECK(message_is(buffer, 10, 1));
  CHECK_RESULT(shmq_try_get(queue, buffer, 10), 10);
  CHECK(message_is(buffer, 10, 2));
  const void *data;
  CHECK_RESULT(shmq_peek(queue, &data, 0), 10);
  CHECK(message_is(data, 10, 3));
  CHECK_RESULT(shmq_consume(queue), 0);
  CHECK_RESULT(shmq_get_many(queue, buffer, sizeof buffer, lengths, 2, 0), 2);
  CHECK(message_is(buffer, 10, 4));
  CHECK(message_is(buffer + 10, 10, 5));
  expect_gets_refused(queue);
  expect_puts_refused(queue);
  CHECK_RESULT(shmq_check(queue), 0);
  queue_destroy(queue, name);
}

static void an_empty_queue_is_drained_at_once(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  CHECK_RESULT(shmq_shutdown(queue, 0), 0);
  expect_puts_refused(queue);
  expect_gets_refused(queue);
  queue_destroy(queue, name);
}

static void an_immediate_shutdown_drops_what_is_there(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 5, SMALL_RING);
  for (uint64_t id = 0; id < 5; id++) {
    put_message(queue, 10, id);
  }
  get_message(queue, 10, 0);
  put_message(queue, 10, 5);
  CHECK_EQ(shmq_full(queue), 1);
  CHECK_RESULT(shmq_shutdown(queue, 1), 0);
  expect_gets_refused(queue);
  expect_puts_refused(queue);
  CHECK_EQ(shmq_qsize(queue), 0);
  CHECK_EQ(shmq_empty(queue), 1);
  CHECK_EQ(shmq_full(queue), 0);
  const struct shmq_stat stat = stat_of(queue);
  CHECK_EQ(stat.shutdown, SHMQ_SHUT);
  CHECK_EQ(stat.messages, 0);
  CHECK_EQ(stat.bytes, 0);
  CHECK_EQ(stat.puts, 6);
  CHECK_EQ(stat.gets, 6);
  CHECK_RESULT(shmq_check(queue), 0);
  queue_destroy(queue, name);
}

static void any_number_but_0_means_immediate(void) {
  static const int numbers[] = {1, 2, -1, 256, INT32_MIN};
  for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
    char name[NAME_SIZE];
    shmq *queue = queue_create(name, 0, SMALL_RING);
    CHECK_RESULT(shmq_shutdown(queue, numbers[i]), 0);
    CHECK_EQ(stat_of(queue).shutdown, SHMQ_SHUT);
    queue_destroy(queue, name);
  }
}

static void a_draining_queue_can_be_shut_down_immediately(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  put_message(queue, 10, 1);
  for (int i = 0; i < 3; i++) {
    CHECK_RESULT(shmq_shutdown(queue, 0), 0);
  }
  CHECK_EQ(shmq_qsize(queue), 1);
  for (int i = 0; i < 3; i++) {
    CHECK_RESULT(shmq_shutdown(queue, 1), 0);
  }
  CHECK_EQ(shmq_qsize(queue), 0);
  expect_gets_refused(queue);
  /* Not the other way round. */
  CHECK_RESULT(shmq_shutdown(queue, 0), 0);
  CHECK_EQ(stat_of(queue).shutdown, SHMQ_SHUT);
  queue_destroy(queue, name);
}

static void be_refused(void *argument) {
  const char *name = argument;
  shmq *queue = queue_open(name);
  expect_puts_refused(queue);
  expect_gets_refused(queue);
  CHECK_RESULT(shmq_close(queue), 0);
}

static void it_is_shut_for_every_process_and_for_good(void) {
  for (int immediate = 0; immediate < 2; immediate++) {
    char name[NAME_SIZE];
    shmq *queue = queue_create(name, 0, SMALL_RING);
    CHECK_RESULT(shmq_shutdown(queue, immediate), 0);
    process_join(process_start(be_refused, name));
    CHECK_RESULT(shmq_close(queue), 0);
    queue = queue_open(name);
    expect_puts_refused(queue);
    expect_gets_refused(queue);
    queue_destroy(queue, name);
  }
}

/* What can never be put, and what is no call at all, is told first or after: but told. */
static void wrong_calls_are_still_wrong(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  CHECK_RESULT(shmq_shutdown(queue, 0), 0);
  CHECK_RESULT(shmq_put(queue, NULL, 1, 0), -EINVAL);
  CHECK_RESULT(shmq_put(queue, name, 1, -2), -EINVAL);
  CHECK_RESULT(shmq_get(queue, NULL, 1, 0), -EINVAL);
  CHECK_RESULT(shmq_shutdown(NULL, 0), -EINVAL);
  queue_destroy(queue, name);
  CHECK_RESULT(shmq_shutdown(queue, 0), -EBADF);
}

/* --- sleepers --- */

#define SLEEPERS 3

enum kind { PUT, GET, JOIN, PEEK, RESERVE };

struct call {
  const char *name;
  enum kind kind;
  _Atomic int64_t *result;
};

static int64_t call_on(shmq *queue, enum kind kind) {
  const void *front;
  void *data;
  switch (kind) {
    case PUT:
      return shmq_put(queue, NULL, 0, SHMQ_FOREVER);
    case GET:
      return shmq_get(queue, NULL, 0, SHMQ_FOREVER);
    case JOIN:
      return shmq_join(queue, SHMQ_FOREVER);
    case PEEK:
      return shmq_peek(queue, &front, SHMQ_FOREVER);
    case RESERVE:
    default:
      return shmq_reserve(queue, 0, &data, SHMQ_FOREVER);
  }
}

static void call_in_process(void *argument) {
  const struct call *call = argument;
  shmq *queue = queue_open(call->name);
  CHECK_RESULT(shmq_set_spin(queue, 0), 0);
  atomic_store(call->result, call_on(queue, call->kind));
  CHECK_RESULT(shmq_close(queue), 0);
}

/* Processes that sleep in that call are told so when the queue is shut down. */
static void expect_sleepers(shmq *queue, const char *name, enum kind kind, int immediate,
                            int64_t expected) {
  _Atomic int64_t *results = shared_memory(SLEEPERS * sizeof *results);
  struct call calls[SLEEPERS];
  pid_t pids[SLEEPERS];
  for (int i = 0; i < SLEEPERS; i++) {
    calls[i] = (struct call){.name = name, .kind = kind, .result = &results[i]};
    atomic_store(&results[i], INT64_MAX);
    pids[i] = process_start(call_in_process, &calls[i]);
    WAIT_UNTIL(asleep(pids[i]));
  }
  CHECK_RESULT(shmq_shutdown(queue, immediate), 0);
  for (int i = 0; i < SLEEPERS; i++) {
    process_join(pids[i]);
    CHECK_RESULT(atomic_load(&results[i]), expected);
  }
}

static void sleeping_producers_of_all_processes_leave(void) {
  for (int immediate = 0; immediate < 2; immediate++) {
    for (int reserves = 0; reserves < 2; reserves++) {
      char name[NAME_SIZE];
      shmq *queue = queue_create(name, 1, SMALL_RING);
      put_message(queue, 10, 1);
      expect_sleepers(queue, name, reserves ? RESERVE : PUT, immediate, -ESHUTDOWN);
      CHECK_EQ(stat_of(queue).puts, 1);
      queue_destroy(queue, name);
    }
  }
}

static void sleeping_consumers_of_all_processes_leave(void) {
  for (int immediate = 0; immediate < 2; immediate++) {
    for (int peeks = 0; peeks < 2; peeks++) {
      char name[NAME_SIZE];
      shmq *queue = queue_create(name, 0, SMALL_RING);
      expect_sleepers(queue, name, peeks ? PEEK : GET, immediate, -ESHUTDOWN);
      queue_destroy(queue, name);
    }
  }
}

static void sleeping_joiners_return_when_it_is_immediate(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  put_message(queue, 10, 1);
  put_message(queue, 10, 2);
  get_message(queue, 10, 1);
  expect_sleepers(queue, name, JOIN, 1, 0);
  CHECK_RESULT(shmq_join(queue, 0), 0);
  queue_destroy(queue, name);
}

static int64_t join_anytime(void *queue) {
  return shmq_join(queue, SHMQ_FOREVER);
}

static void a_joiner_of_a_draining_queue_waits_on(void) {
  struct thread joiner;
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  put_message(queue, 10, 1);
  thread_start_to_sleep(&joiner, join_anytime, queue);
  CHECK_RESULT(shmq_shutdown(queue, 0), 0);
  CHECK_RESULT(shmq_join(queue, 0), -EAGAIN);
  CHECK_RESULT(shmq_join(queue, 50 * MILLISECOND), -ETIMEDOUT);
  get_message(queue, 10, 1);
  CHECK_RESULT(shmq_task_done(queue), 0);
  CHECK_RESULT(thread_result(&joiner), 0);
  queue_destroy(queue, name);
}

static int64_t get_anytime(void *queue) {
  uint8_t message[10];
  return shmq_get(queue, message, sizeof message, SHMQ_FOREVER);
}

static int64_t put_anytime(void *queue) {
  return shmq_put(queue, NULL, 0, SHMQ_FOREVER);
}

#define WAKES 60

/* The median, since others may load the machine. It is below the 100 ms after which a sleeper looks
 * by itself. */
static void expect_woken(thread_function *call, bool full, int immediate) {
  int64_t times[WAKES];
  for (int i = 0; i < WAKES; i++) {
    struct thread sleepers[SLEEPERS];
    char name[NAME_SIZE];
    shmq *queue = queue_create(name, 1, SMALL_RING);
    if (full) {
      put_message(queue, 0, 1);
    }
    for (int j = 0; j < SLEEPERS; j++) {
      thread_start_to_sleep(&sleepers[j], call, queue);
    }
    const int64_t start = now();
    CHECK_RESULT(shmq_shutdown(queue, immediate), 0);
    for (int j = 0; j < SLEEPERS; j++) {
      thread_result(&sleepers[j]);
    }
    times[i] = now() - start;
    queue_destroy(queue, name);
  }
  CHECK_BETWEEN(median(times, WAKES), 0, 20 * MILLISECOND);
}

static void it_wakes_those_who_sleep(void) {
  expect_woken(put_anytime, true, 0);
  expect_woken(put_anytime, true, 1);
  expect_woken(get_anytime, false, 0);
  expect_woken(get_anytime, false, 1);
  expect_woken(join_anytime, true, 1);
}

/* A consumer finds the queue empty, sleeps, and is woken by the message and the shutdown both. */
static void what_was_put_before_is_got_by_a_sleeper(void) {
  for (int round = 0; round < 100; round++) {
    struct thread sleeper;
    char name[NAME_SIZE];
    shmq *queue = queue_create(name, 0, SMALL_RING);
    thread_start_to_sleep(&sleeper, get_anytime, queue);
    put_message(queue, 10, 1);
    CHECK_RESULT(shmq_shutdown(queue, 0), 0);
    CHECK_RESULT(thread_result(&sleeper), 10);
    queue_destroy(queue, name);
  }
}

/* --- races --- */

#define PRODUCERS_COUNT 3
#define CONSUMERS_COUNT 2
#define ROUNDS 40
#define MOST (UINT64_C(1) << 40)

struct race {
  char name[NAME_SIZE];
  struct barrier start;
  _Atomic uint64_t put[PRODUCERS_COUNT]; /* how many of its puts returned 0 */
  _Atomic uint64_t got[PRODUCERS_COUNT];
};

struct racer {
  struct race *race;
  uint64_t number;
};

static void put_until_shut(void *argument) {
  const struct racer *racer = argument;
  shmq *queue = queue_open(racer->race->name);
  barrier_pass(&racer->race->start, PRODUCERS_COUNT + CONSUMERS_COUNT + 1);
  uint64_t number = 0;
  int64_t result = 0;
  while (result >= 0) {
    const uint64_t ids[2] = {racer->number * MOST + number, racer->number * MOST + number + 1};
    if (number % 3 == 0) {
      struct iovec messages[2] = {{(void *)(uintptr_t)&ids[0], 8}, {(void *)(uintptr_t)&ids[1], 8}};
      result = shmq_put_many(queue, messages, 2, SHMQ_FOREVER);
      number += result > 0 ? (uint64_t)result : 0;
    } else {
      result = shmq_put(queue, ids, sizeof ids[0], SHMQ_FOREVER);
      number += result == 0;
    }
  }
  CHECK_RESULT(result, -ESHUTDOWN);
  atomic_store(&racer->race->put[racer->number], number);
  CHECK_RESULT(shmq_close(queue), 0);
}

static void get_until_shut(void *argument) {
  const struct racer *racer = argument;
  struct race *race = racer->race;
  uint64_t next[PRODUCERS_COUNT] = {0};
  shmq *queue = queue_open(race->name);
  barrier_pass(&race->start, PRODUCERS_COUNT + CONSUMERS_COUNT + 1);
  for (;;) {
    uint64_t id;
    const ssize_t length = shmq_get(queue, &id, sizeof id, SHMQ_FOREVER);
    if (length == -ESHUTDOWN) {
      break;
    }
    CHECK_RESULT(length, sizeof id);
    CHECK(id / MOST < PRODUCERS_COUNT);
    CHECK(id % MOST >= next[id / MOST]);
    next[id / MOST] = id % MOST + 1;
    atomic_fetch_add(&race->got[id / MOST], 1);
  }
  /* From here on there is nothing, whatever the producers still do. */
  CHECK_EQ(shmq_qsize(queue), 0);
  CHECK_RESULT(shmq_get(queue, NULL, 0, 0), -ESHUTDOWN);
  CHECK_RESULT(shmq_close(queue), 0);
}

/* On a busy machine a producer that has the lock may not run for as long as a shutdown waits. */
static void shut_down(shmq *queue, int immediate) {
  const int64_t deadline = now() + SOON;
  int result;
  do {
    result = shmq_shutdown(queue, immediate);
  } while (result == -EBUSY && now() < deadline);
  CHECK_RESULT(result, 0);
}

static void run_race(int immediate, uint64_t ring, struct random *random) {
  struct race *race = shared_memory(sizeof *race);
  struct racer racers[PRODUCERS_COUNT + CONSUMERS_COUNT];
  pid_t pids[PRODUCERS_COUNT + CONSUMERS_COUNT];
  shmq *queue = queue_create(race->name, 0, ring);
  for (uint64_t i = 0; i < PRODUCERS_COUNT + CONSUMERS_COUNT; i++) {
    racers[i] = (struct racer){race, i};
    pids[i] = process_start(i < PRODUCERS_COUNT ? put_until_shut : get_until_shut, &racers[i]);
  }
  barrier_pass(&race->start, PRODUCERS_COUNT + CONSUMERS_COUNT + 1);
  const int64_t until = now() + (int64_t)random_below(random, 3 * MILLISECOND);
  while (now() < until) {
    yield_briefly();
  }
  shut_down(queue, immediate);
  for (uint64_t i = 0; i < PRODUCERS_COUNT + CONSUMERS_COUNT; i++) {
    process_join(pids[i]);
  }
  uint64_t puts = 0;
  for (uint64_t i = 0; i < PRODUCERS_COUNT; i++) {
    puts += atomic_load(&race->put[i]);
    if (immediate == 0) {
      CHECK_EQ(atomic_load(&race->got[i]), atomic_load(&race->put[i]));
    } else {
      CHECK(atomic_load(&race->got[i]) <= atomic_load(&race->put[i]));
    }
  }
  CHECK_EQ(stat_of(queue).puts, puts);
  CHECK_EQ(shmq_qsize(queue), 0);
  CHECK_RESULT(shmq_check(queue), 0);
  queue_destroy(queue, race->name);
}

static void exactly_what_was_put_is_drained(void) {
  struct random random = random_start(1);
  for (int i = 0; i < ROUNDS; i++) {
    run_race(0, i % 2 == 0 ? SMALL_RING : 1 << 20, &random);
  }
}

static void an_immediate_shutdown_in_full_traffic_ends_it(void) {
  struct random random = random_start(2);
  for (int i = 0; i < ROUNDS; i++) {
    run_race(1, i % 2 == 0 ? SMALL_RING : 1 << 20, &random);
  }
}

/* --- who has the lock --- */

static int64_t shut_draining(void *queue) {
  return shmq_shutdown(queue, 0);
}

static int64_t shut_immediately(void *queue) {
  return shmq_shutdown(queue, 1);
}

static void during_a_reservation_it_is_busy_and_nothing_changes(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  void *data;
  CHECK_RESULT(shmq_reserve(queue, 10, &data, 0), 0);
  const int64_t start = now();
  CHECK_RESULT(in_another_thread(shut_draining, queue), -EBUSY);
  CHECK_RESULT(in_another_thread(shut_immediately, queue), -EBUSY);
  CHECK(now() - start >= 200 * MILLISECOND);
  CHECK_EQ(stat_of(queue).shutdown, SHMQ_OPEN);
  message_fill(data, 10, 1);
  CHECK_RESULT(shmq_commit(queue, 10), 0);
  put_message(queue, 10, 2);
  get_message(queue, 10, 1);
  CHECK_RESULT(in_another_thread(shut_draining, queue), 0);
  get_message(queue, 10, 2);
  expect_gets_refused(queue);
  queue_destroy(queue, name);
}

/* A consumer at work, or looking, does not hold a shutdown up: what it has in its hands it may
 * still take. */
static void during_a_look_it_is_possible(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  const void *data;
  put_message(queue, 10, 1);
  put_message(queue, 10, 2);
  CHECK_RESULT(shmq_peek(queue, &data, 0), 10);
  CHECK_RESULT(in_another_thread(shut_immediately, queue), 0);
  CHECK_EQ(shmq_qsize(queue), 0);
  CHECK(message_is(data, 10, 1));
  CHECK_RESULT(shmq_consume(queue), 0);
  expect_gets_refused(queue);
  CHECK_RESULT(shmq_shutdown(queue, 1), 0);
  CHECK_RESULT(shmq_check(queue), 0);
  queue_destroy(queue, name);
}

struct scene {
  char name[NAME_SIZE];
  shmq *queue;
  shmq *victims;
  struct segment *segment;
  struct victim victim;
  int immediate;
};

static void open_queue(void *argument) {
  struct scene *scene = argument;
  scene->victims = queue_open(scene->name);
}

static void put_one(void *argument) {
  const struct scene *scene = argument;
  shmq_put(scene->victims, NULL, 0, SHMQ_FOREVER);
}

static void shut(void *argument) {
  const struct scene *scene = argument;
  shmq_shutdown(scene->victims, scene->immediate);
}

static bool victim_holds_lock(void *argument) {
  const struct scene *scene = argument;
  return mutex_owner(scene->segment, &scene->segment->producer.mutex) == scene->victim.pid;
}

static void set_scene(struct scene *scene) {
  scene->queue = queue_create(scene->name, 0, SMALL_RING);
  scene->segment = segment_map(scene->name);
  put_message(scene->queue, 10, 1);
  put_message(scene->queue, 10, 2);
}

static void end_scene(struct scene *scene) {
  segment_unmap(scene->segment);
  queue_destroy(scene->queue, scene->name);
}

static void beside_a_stopped_producer_it_is_busy_and_nothing_changes(void) {
  struct scene scene = {0};
  stepper_begin();
  set_scene(&scene);
  victim_start(&scene.victim, open_queue, put_one, &scene);
  CHECK(victim_step_until(&scene.victim, victim_holds_lock, &scene));
  victim_leave_stopped(&scene.victim);
  CHECK_RESULT(shmq_shutdown(scene.queue, 0), -EBUSY);
  CHECK_RESULT(shmq_shutdown(scene.queue, 1), -EBUSY);
  CHECK_EQ(stat_of(scene.queue).shutdown, SHMQ_OPEN);
  CHECK_EQ(shmq_qsize(scene.queue), 2);
  CHECK_CALL(kill(scene.victim.pid, SIGCONT));
  WAIT_UNTIL(atomic_load(scene.victim.left));
  victim_kill(&scene.victim);
  CHECK_RESULT(shmq_shutdown(scene.queue, 0), 0);
  get_message(scene.queue, 10, 1);
  get_message(scene.queue, 10, 2);
  get_message(scene.queue, 0, 3);
  expect_gets_refused(scene.queue);
  end_scene(&scene);
}

/* Killed at any of some points of its shutdown: the queue is open, draining or shut, and whole; and
 * can be shut down by another. */
static void a_process_that_is_killed_in_it_leaves_a_sound_queue(void) {
  bool seen[3] = {false};
  stepper_begin();
  for (int immediate = 0; immediate < 2; immediate++) {
    for (uint64_t steps = 0;; steps += 37 * test_share()) {
      struct scene scene = {.immediate = immediate};
      set_scene(&scene);
      victim_start(&scene.victim, open_queue, shut, &scene);
      const bool done = victim_steps(&scene.victim, steps) < steps;
      victim_kill(&scene.victim);
      const uint32_t shutdown = stat_of(scene.queue).shutdown;
      CHECK(shutdown == SHMQ_OPEN || shutdown == (immediate ? SHMQ_SHUT : SHMQ_DRAINING));
      seen[shutdown] = true;
      CHECK_RESULT(shmq_check(scene.queue), 0);
      CHECK_EQ(shmq_qsize(scene.queue), shutdown == SHMQ_SHUT ? 0 : 2);
      if (shutdown == SHMQ_OPEN) {
        put_message(scene.queue, 10, 3);
        get_message(scene.queue, 10, 1);
      } else {
        expect_puts_refused(scene.queue);
      }
      CHECK_RESULT(shmq_shutdown(scene.queue, 1), 0);
      CHECK_RESULT(shmq_check(scene.queue), 0);
      expect_gets_refused(scene.queue);
      end_scene(&scene);
      if (done) {
        break;
      }
    }
  }
  CHECK(seen[SHMQ_OPEN] && seen[SHMQ_DRAINING] && seen[SHMQ_SHUT]);
}

static const struct test_case cases[] = {
    CASE(a_draining_queue_gives_what_is_there),
    CASE(an_empty_queue_is_drained_at_once),
    CASE(an_immediate_shutdown_drops_what_is_there),
    CASE(any_number_but_0_means_immediate),
    CASE(a_draining_queue_can_be_shut_down_immediately),
    CASE(it_is_shut_for_every_process_and_for_good),
    CASE(wrong_calls_are_still_wrong),
    CASE(sleeping_producers_of_all_processes_leave),
    CASE(sleeping_consumers_of_all_processes_leave),
    CASE(sleeping_joiners_return_when_it_is_immediate),
    CASE(a_joiner_of_a_draining_queue_waits_on),
    CASE(it_wakes_those_who_sleep),
    CASE(what_was_put_before_is_got_by_a_sleeper),
    CASE(exactly_what_was_put_is_drained),
    CASE(an_immediate_shutdown_in_full_traffic_ends_it),
    CASE(during_a_reservation_it_is_busy_and_nothing_changes),
    CASE(during_a_look_it_is_possible),
    CASE(beside_a_stopped_producer_it_is_busy_and_nothing_changes),
    CASE(a_process_that_is_killed_in_it_leaves_a_sound_queue),
};

TEST_MAIN(cases)
