/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "check.h"
#include "clock.h"
#include "names.h"
#include "process.h"
#include "queues.h"
#include "runner.h"

static void create_auto_unlink(const char *name, shmq **queue) {
  const struct shmq_options options = {
      .size = sizeof options, .flags = SHMQ_AUTO_UNLINK, .max_bytes = SMALL_RING};
  CHECK_RESULT(shmq_create(name, &options, queue), 0);
}

/* A process that opens the queue, unless it has inherited it, and closes it when it is told to.
 * Those that open it start before it is made: otherwise they would inherit the test's handle too.
 */
struct holder {
  char name[NAME_SIZE];
  shmq *inherited;
  pid_t pid;
  _Atomic bool open;
  _Atomic bool opened;
  _Atomic bool close;
};

static void wait_for(_Atomic bool *told) {
  while (!atomic_load(told)) {
    yield_briefly();
  }
}

static void hold(void *argument) {
  struct holder *holder = argument;
  wait_for(&holder->open);
  shmq *queue = holder->inherited != NULL ? holder->inherited : queue_open(holder->name);
  atomic_store(&holder->opened, true);
  wait_for(&holder->close);
  CHECK_RESULT(shmq_close(queue), 0);
}

static struct holder *start_holder(const char *name, shmq *inherited) {
  struct holder *holder = shared_memory(sizeof *holder);
  strcpy(holder->name, name);
  holder->inherited = inherited;
  holder->pid = process_start(hold, holder);
  return holder;
}

static void let_open(struct holder *holder) {
  atomic_store(&holder->open, true);
  WAIT_UNTIL(atomic_load(&holder->opened));
}

static void let_close(struct holder *holder) {
  atomic_store(&holder->close, true);
  process_join(holder->pid);
}

static void the_name_goes_with_the_only_handle(void) {
  char name[NAME_SIZE];
  shmq *queue;
  fresh_name(name);
  create_auto_unlink(name, &queue);
  CHECK(object_exists(name));
  CHECK_RESULT(shmq_close(queue), 0);
  CHECK(!object_exists(name));
}

static void the_name_goes_with_the_last_of_several_handles_of_a_process(void) {
  char name[NAME_SIZE];
  shmq *first;
  fresh_name(name);
  create_auto_unlink(name, &first);
  shmq *second = queue_open(name);
  CHECK_RESULT(shmq_close(first), 0);
  CHECK(object_exists(name));
  CHECK_RESULT(shmq_close(second), 0);
  CHECK(!object_exists(name));
}

static void the_name_goes_with_the_last_of_several_processes(void) {
  struct holder *holders[3];
  char name[NAME_SIZE];
  shmq *queue;
  fresh_name(name);
  for (int i = 0; i < 3; i++) {
    holders[i] = start_holder(name, NULL);
  }
  create_auto_unlink(name, &queue);
  for (int i = 0; i < 3; i++) {
    let_open(holders[i]);
  }
  CHECK_RESULT(shmq_close(queue), 0);
  for (int i = 0; i < 3; i++) {
    CHECK(object_exists(name));
    let_close(holders[i]);
  }
  CHECK(!object_exists(name));
}

static void a_killed_process_does_not_keep_the_name(void) {
  for (int round = 0; round < 100; round++) {
    char name[NAME_SIZE];
    shmq *queue;
    fresh_name(name);
    struct holder *holder = start_holder(name, NULL);
    create_auto_unlink(name, &queue);
    let_open(holder);
    process_kill(holder->pid);
    CHECK(object_exists(name));
    CHECK_RESULT(shmq_close(queue), 0);
    CHECK(!object_exists(name));
  }
}

static void a_stopped_process_keeps_the_name(void) {
  char name[NAME_SIZE];
  shmq *queue;
  fresh_name(name);
  struct holder *holder = start_holder(name, NULL);
  create_auto_unlink(name, &queue);
  let_open(holder);
  process_stop(holder->pid);
  CHECK_RESULT(shmq_close(queue), 0);
  CHECK(object_exists(name));
  CHECK_CALL(kill(holder->pid, SIGCONT));
  let_close(holder);
  CHECK(!object_exists(name));
}

static void a_forked_child_keeps_the_name(void) {
  char name[NAME_SIZE];
  shmq *queue;
  fresh_name(name);
  create_auto_unlink(name, &queue);
  struct holder *holder = start_holder(name, queue);
  CHECK_RESULT(shmq_close(queue), 0);
  CHECK(object_exists(name));
  let_open(holder);
  let_close(holder);
  CHECK(!object_exists(name));
}

static void a_forked_child_does_not_take_the_name_from_its_parent(void) {
  char name[NAME_SIZE];
  shmq *queue;
  fresh_name(name);
  create_auto_unlink(name, &queue);
  struct holder *holder = start_holder(name, queue);
  let_open(holder);
  let_close(holder);
  CHECK(object_exists(name));
  put_message(queue, 10, 1);
  get_message(queue, 10, 1);
  CHECK_RESULT(shmq_close(queue), 0);
  CHECK(!object_exists(name));
}

struct family {
  char name[NAME_SIZE];
  _Atomic pid_t child;
  _Atomic bool close;
};

static void open_and_fork(void *argument) {
  struct family *family = argument;
  WAIT_UNTIL(object_exists(family->name));
  shmq *queue = queue_open(family->name);
  if (CHECK_CALL(fork()) == 0) {
    atomic_store(&family->child, getpid());
    WAIT_UNTIL(atomic_load(&family->close));
    CHECK_RESULT(shmq_close(queue), 0);
    _exit(0);
  }
  for (;;) {
    pause();
  }
}

static void a_forked_child_removes_the_name_though_its_parent_was_killed(void) {
  struct family *family = shared_memory(sizeof *family);
  shmq *queue;
  fresh_name(family->name);
  CHECK_CALL(prctl(PR_SET_CHILD_SUBREAPER, 1));
  const pid_t parent = process_start(open_and_fork, family);
  create_auto_unlink(family->name, &queue);
  WAIT_UNTIL(atomic_load(&family->child) != 0);
  CHECK_RESULT(shmq_close(queue), 0);
  process_kill(parent);
  CHECK(object_exists(family->name));
  atomic_store(&family->close, true);
  process_join(atomic_load(&family->child));
  CHECK(!object_exists(family->name));
}

static void *wait_for_a_message(void *argument) {
  shmq_get(argument, NULL, 0, SHMQ_FOREVER);
  return NULL;
}

static void end_without_closing(void *argument) {
  struct holder *holder = argument;
  pthread_t waiter;
  shmq *queue;
  create_auto_unlink(holder->name, &queue);
  queue_open(holder->name);
  CHECK_EQ(pthread_create(&waiter, NULL, wait_for_a_message, queue), 0);
  atomic_store(&holder->opened, true);
  wait_for(&holder->close);
  /* Its buffers are the test's, too. */
  fflush(stdout);
  exit(0);
}

static void the_name_goes_with_a_process_that_ends_without_closing(void) {
  struct holder *holder = shared_memory(sizeof *holder);
  fresh_name(holder->name);
  holder->pid = process_start(end_without_closing, holder);
  WAIT_UNTIL(atomic_load(&holder->opened));
  CHECK(object_exists(holder->name));
  let_close(holder);
  CHECK(!object_exists(holder->name));
}

static void the_name_stays_for_others_when_a_process_ends_without_closing(void) {
  struct holder *holder = shared_memory(sizeof *holder);
  fresh_name(holder->name);
  holder->pid = process_start(end_without_closing, holder);
  WAIT_UNTIL(atomic_load(&holder->opened));
  shmq *queue = queue_open(holder->name);
  let_close(holder);
  CHECK(object_exists(holder->name));
  put_message(queue, 10, 1);
  get_message(queue, 10, 1);
  CHECK_RESULT(shmq_close(queue), 0);
  CHECK(!object_exists(holder->name));
}

static void closing_does_not_remove_a_later_queue_of_the_same_name(void) {
  const struct shmq_options options = {.size = sizeof options, .max_bytes = SMALL_RING};
  char name[NAME_SIZE];
  shmq *earlier;
  shmq *later;
  fresh_name(name);
  create_auto_unlink(name, &earlier);
  CHECK_RESULT(shmq_unlink(name), 0);
  CHECK_RESULT(shmq_create(name, &options, &later), 0);
  CHECK_RESULT(shmq_close(earlier), 0);
  CHECK(object_exists(name));
  queue_destroy(later, name);
}

static void without_the_flag_the_name_stays(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  put_message(queue, 10, 1);
  CHECK_RESULT(shmq_close(queue), 0);
  CHECK(object_exists(name));
  shmq *again = queue_open(name);
  get_message(again, 10, 1);
  queue_destroy(again, name);
}

static const struct test_case cases[] = {
    CASE(the_name_goes_with_the_only_handle),
    CASE(the_name_goes_with_the_last_of_several_handles_of_a_process),
    CASE(the_name_goes_with_the_last_of_several_processes),
    CASE(a_killed_process_does_not_keep_the_name),
    CASE(a_stopped_process_keeps_the_name),
    CASE(a_forked_child_keeps_the_name),
    CASE(a_forked_child_does_not_take_the_name_from_its_parent),
    CASE(a_forked_child_removes_the_name_though_its_parent_was_killed),
    CASE(the_name_goes_with_a_process_that_ends_without_closing),
    CASE(the_name_stays_for_others_when_a_process_ends_without_closing),
    CASE(closing_does_not_remove_a_later_queue_of_the_same_name),
    CASE(without_the_flag_the_name_stays),
};

TEST_MAIN(cases)
