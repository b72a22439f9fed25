/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Tasks: join waits until task_done was said as often as messages were put.
 */
#include <errno.h>
#include <stdatomic.h>
#include <time.h>

#include "check.h"
#include "clock.h"
#include "process.h"
#include "queues.h"
#include "runner.h"
#include "thread.h"

static uint64_t unfinished(shmq *queue) {
  struct shmq_stat stat = {.size = sizeof stat};
  CHECK_RESULT(shmq_stat(queue, &stat), 0);
  return stat.unfinished;
}

static void a_queue_that_nobody_used_is_joined_at_once(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  CHECK_RESULT(shmq_join(queue, 0), 0);
  CHECK_RESULT(shmq_join(queue, SECOND), 0);
  CHECK_RESULT(shmq_join(queue, SHMQ_FOREVER), 0);
  CHECK_RESULT(shmq_task_done(queue), -EINVAL);
  queue_destroy(queue, name);
}

static void a_task_is_done_once(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  for (uint64_t id = 0; id < 10; id++) {
    put_message(queue, 10, id);
    CHECK_EQ(unfinished(queue), 1);
    get_message(queue, 10, id);
    CHECK_EQ(unfinished(queue), 1);
    CHECK_RESULT(shmq_task_done(queue), 0);
    CHECK_EQ(unfinished(queue), 0);
    CHECK_RESULT(shmq_task_done(queue), -EINVAL);
    CHECK_EQ(unfinished(queue), 0);
    CHECK_RESULT(shmq_join(queue, 0), 0);
  }
  queue_destroy(queue, name);
}

static void every_way_to_put_makes_a_task(void) {
  const struct iovec messages[3] = {{NULL, 0}, {NULL, 0}, {NULL, 0}};
  void *data;
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  put_message(queue, 10, 1);
  CHECK_RESULT(shmq_put_many(queue, messages, 3, 0), 3);
  CHECK_RESULT(shmq_try_put(queue, NULL, 0), 0);
  CHECK_RESULT(shmq_reserve(queue, 10, &data, 0), 0);
  CHECK_EQ(unfinished(queue), 5);
  CHECK_RESULT(shmq_commit(queue, 0), 0);
  CHECK_RESULT(shmq_reserve(queue, 10, &data, 0), 0);
  CHECK_RESULT(shmq_abort(queue), 0);
  CHECK_EQ(unfinished(queue), 6);
  for (int i = 0; i < 6; i++) {
    CHECK_RESULT(shmq_join(queue, 0), -EAGAIN);
    CHECK_RESULT(shmq_task_done(queue), 0);
  }
  CHECK_RESULT(shmq_join(queue, 0), 0);
  CHECK_RESULT(shmq_task_done(queue), -EINVAL);
  queue_destroy(queue, name);
}

static void a_join_keeps_its_time(void) {
  static const int64_t timeouts[] = {1, MILLISECOND, 99 * MILLISECOND, 150 * MILLISECOND};
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  put_message(queue, 10, 1);
  CHECK_RESULT(shmq_join(queue, 0), -EAGAIN);
  for (size_t i = 0; i < sizeof timeouts / sizeof timeouts[0]; i++) {
    const int64_t start = now();
    CHECK_RESULT(shmq_join(queue, timeouts[i]), -ETIMEDOUT);
    CHECK_BETWEEN(now() - start, timeouts[i], timeouts[i] + SOON);
  }
  CHECK_RESULT(shmq_join(queue, -2), -EINVAL);
  CHECK_RESULT(shmq_join(queue, INT64_MIN), -EINVAL);
  CHECK_RESULT(shmq_join(NULL, 0), -EINVAL);
  CHECK_RESULT(shmq_task_done(NULL), -EINVAL);
  queue_destroy(queue, name);
  CHECK_RESULT(shmq_join(queue, 0), -EBADF);
  CHECK_RESULT(shmq_task_done(queue), -EBADF);
}

/* Processor time of this thread over a join that runs out of its time. */
static int64_t time_of_join(shmq *queue) {
  struct timespec before;
  struct timespec after;
  CHECK_CALL(clock_gettime(CLOCK_THREAD_CPUTIME_ID, &before));
  CHECK_RESULT(shmq_join(queue, 500 * MILLISECOND), -ETIMEDOUT);
  CHECK_CALL(clock_gettime(CLOCK_THREAD_CPUTIME_ID, &after));
  return (after.tv_sec - before.tv_sec) * SECOND + after.tv_nsec - before.tv_nsec;
}

static void a_join_spins_as_it_is_told(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  put_message(queue, 10, 1);
  CHECK_RESULT(shmq_set_spin(queue, 0), 0);
  const int64_t asleep_ns = time_of_join(queue);
  CHECK_RESULT(shmq_set_spin(queue, SECOND), 0);
  /* However little of the processor it gets, it asks for it all the time. */
  const int64_t awake_ns = time_of_join(queue);
  CHECK(awake_ns > 5 * asleep_ns);
  queue_destroy(queue, name);
}

static int64_t join_anytime(void *queue) {
  return shmq_join(queue, SHMQ_FOREVER);
}

#define JOINERS 4
#define TASKS 10

static void join_in_process(void *argument) {
  const char *name = argument;
  shmq *queue = queue_open(name);
  CHECK_RESULT(shmq_set_spin(queue, 0), 0);
  CHECK_RESULT(shmq_join(queue, SHMQ_FOREVER), 0);
  CHECK_RESULT(shmq_close(queue), 0);
}

/* Of this process and of others. */
static void all_joiners_sleep_until_the_last_task_is_done(void) {
  struct thread threads[JOINERS];
  pid_t pids[JOINERS];
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  for (uint64_t id = 0; id < TASKS; id++) {
    put_message(queue, 10, id);
  }
  for (int i = 0; i < JOINERS; i++) {
    pids[i] = process_start(join_in_process, name);
    thread_start_to_sleep(&threads[i], join_anytime, queue);
    WAIT_UNTIL(asleep(pids[i]));
  }
  for (uint64_t id = 0; id < TASKS; id++) {
    get_message(queue, 10, id);
    for (int i = 0; i < JOINERS; i++) {
      WAIT_UNTIL(asleep(pids[i]) && asleep(atomic_load(&threads[i].tid)));
    }
    CHECK_RESULT(shmq_task_done(queue), 0);
  }
  for (int i = 0; i < JOINERS; i++) {
    CHECK_RESULT(thread_result(&threads[i]), 0);
    process_join(pids[i]);
  }
  queue_destroy(queue, name);
}

#define ROUNDS 60

/* A join looks by itself every 100 ms, so that without wake-ups the median would be near half of
 * that. */
static void the_last_task_wakes_a_sleeping_join(void) {
  int64_t times[ROUNDS];
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  CHECK_RESULT(shmq_set_spin(queue, 0), 0);
  for (uint64_t id = 0; id < ROUNDS; id++) {
    struct thread joiner;
    put_message(queue, 10, id);
    thread_start_to_sleep(&joiner, join_anytime, queue);
    get_message(queue, 10, id);
    const int64_t start = now();
    CHECK_RESULT(shmq_task_done(queue), 0);
    CHECK_RESULT(thread_result(&joiner), 0);
    times[id] = now() - start;
  }
  CHECK_BETWEEN(median(times, ROUNDS), 0, 20 * MILLISECOND);
  queue_destroy(queue, name);
}

#define DONE_BY_EACH 20000
#define DOERS 3

struct doer {
  char name[NAME_SIZE];
  struct barrier start;
  _Atomic uint64_t refused;
};

static int64_t do_tasks(void *queue) {
  uint64_t refused = 0;
  for (int i = 0; i < DONE_BY_EACH; i++) {
    const int result = shmq_task_done(queue);
    CHECK_RESULT(result, result == 0 ? 0 : -EINVAL);
    refused += result != 0;
  }
  return (int64_t)refused;
}

/* Two threads of each process. */
static void do_in_process(void *argument) {
  struct doer *doer = argument;
  struct thread thread;
  shmq *queue = queue_open(doer->name);
  barrier_pass(&doer->start, DOERS);
  thread_start(&thread, do_tasks, queue);
  atomic_fetch_add(&doer->refused, (uint64_t)do_tasks(queue));
  atomic_fetch_add(&doer->refused, (uint64_t)thread_result(&thread));
  CHECK_RESULT(shmq_close(queue), 0);
}

/* They say it `surplus` times too often. */
static void do_all(uint64_t surplus) {
  struct doer *doer = shared_memory(sizeof *doer);
  pid_t pids[DOERS];
  shmq *queue = queue_create(doer->name, 0, SMALL_RING);
  const uint64_t tasks = 2 * DOERS * DONE_BY_EACH - surplus;
  for (uint64_t i = 0; i < tasks; i++) {
    put_message(queue, 0, i);
    get_message(queue, 0, i);
  }
  for (int i = 0; i < DOERS; i++) {
    pids[i] = process_start(do_in_process, doer);
  }
  CHECK_RESULT(shmq_join(queue, SOON), 0);
  for (int i = 0; i < DOERS; i++) {
    process_join(pids[i]);
  }
  CHECK_EQ(atomic_load(&doer->refused), surplus);
  CHECK_EQ(unfinished(queue), 0);
  CHECK_RESULT(shmq_join(queue, 0), 0);
  CHECK_RESULT(shmq_task_done(queue), -EINVAL);
  queue_destroy(queue, doer->name);
}

static void tasks_done_by_many_at_once_are_counted_exactly(void) {
  do_all(0);
}

static void tasks_done_too_often_by_many_at_once_are_refused_exactly(void) {
  do_all(1000);
}

static void do_what_comes(void *argument) {
  struct doer *doer = argument;
  shmq *queue = queue_open(doer->name);
  for (;;) {
    const ssize_t length = shmq_get(queue, NULL, 0, SHMQ_FOREVER);
    if (length == -ESHUTDOWN) {
      break;
    }
    CHECK_RESULT(length, 0);
    atomic_fetch_add(&doer->refused, 1);
    CHECK_RESULT(shmq_task_done(queue), 0);
  }
  CHECK_RESULT(shmq_close(queue), 0);
}

static void a_join_in_full_traffic_returns_when_all_was_done(void) {
  struct doer *doer = shared_memory(sizeof *doer);
  pid_t pids[DOERS];
  shmq *queue = queue_create(doer->name, 0, SMALL_RING);
  for (int i = 0; i < DOERS; i++) {
    pids[i] = process_start(do_what_comes, doer);
  }
  for (uint64_t round = 1; round <= 300; round++) {
    for (int i = 0; i < 20; i++) {
      CHECK_RESULT(shmq_put(queue, NULL, 0, SHMQ_FOREVER), 0);
    }
    CHECK_RESULT(shmq_join(queue, SOON), 0);
    CHECK_EQ(atomic_load(&doer->refused), 20 * round);
  }
  CHECK_RESULT(shmq_shutdown(queue, 0), 0);
  for (int i = 0; i < DOERS; i++) {
    process_join(pids[i]);
  }
  queue_destroy(queue, doer->name);
}

static void an_immediate_shutdown_ends_the_accounts(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  put_message(queue, 10, 1);
  put_message(queue, 10, 2);
  get_message(queue, 10, 1);
  CHECK_RESULT(shmq_shutdown(queue, 1), 0);
  CHECK_RESULT(shmq_join(queue, 0), 0);
  CHECK_RESULT(shmq_join(queue, SHMQ_FOREVER), 0);
  CHECK_EQ(unfinished(queue), 2);
  /* What was put can still be said to be done. */
  CHECK_RESULT(shmq_task_done(queue), 0);
  CHECK_RESULT(shmq_task_done(queue), 0);
  CHECK_RESULT(shmq_task_done(queue), -EINVAL);
  queue_destroy(queue, name);
}

struct victim_task {
  char name[NAME_SIZE];
  _Atomic bool taken;
};

static void take_and_die(void *argument) {
  struct victim_task *task = argument;
  shmq *queue = queue_open(task->name);
  get_message(queue, 10, 1);
  atomic_store(&task->taken, true);
  WAIT_UNTIL(false);
}

static void what_was_taken_by_a_process_that_died_is_not_done(void) {
  struct victim_task *task = shared_memory(sizeof *task);
  shmq *queue = queue_create(task->name, 0, SMALL_RING);
  put_message(queue, 10, 1);
  const pid_t pid = process_start(take_and_die, task);
  WAIT_UNTIL(atomic_load(&task->taken));
  process_kill(pid);
  CHECK_RESULT(shmq_join(queue, 0), -EAGAIN);
  CHECK_RESULT(shmq_join(queue, 10 * MILLISECOND), -ETIMEDOUT);
  CHECK_RESULT(shmq_task_done(queue), 0);
  CHECK_RESULT(shmq_join(queue, 0), 0);
  queue_destroy(queue, task->name);
}

static const struct test_case cases[] = {
    CASE(a_queue_that_nobody_used_is_joined_at_once),
    CASE(a_task_is_done_once),
    CASE(every_way_to_put_makes_a_task),
    CASE(a_join_keeps_its_time),
    CASE(a_join_spins_as_it_is_told),
    CASE(all_joiners_sleep_until_the_last_task_is_done),
    CASE(the_last_task_wakes_a_sleeping_join),
    CASE(tasks_done_by_many_at_once_are_counted_exactly),
    CASE(tasks_done_too_often_by_many_at_once_are_refused_exactly),
    CASE(a_join_in_full_traffic_returns_when_all_was_done),
    CASE(an_immediate_shutdown_ends_the_accounts),
    CASE(what_was_taken_by_a_process_that_died_is_not_done),
};

TEST_MAIN(cases)
