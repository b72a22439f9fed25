/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Processes of two PID namespaces cannot share a queue: each refuses what the other made.
 */
#include <errno.h>
#include <sched.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"
#include "names.h"
#include "process.h"
#include "queues.h"
#include "runner.h"

/* Makes a PID namespace for what this process starts from now on, until the first of them ends. */
static void make_namespace(void) {
  if (unshare(CLONE_NEWPID) != 0 && unshare(CLONE_NEWUSER | CLONE_NEWPID) != 0) {
    skip("PID namespaces may not be made here (unshare: %s)", strerror(errno));
  }
}

/* As after `unshare --mount-proc`: a process without it reads /proc as those outside do. */
static void mount_own_proc(void) {
  CHECK_EQ(getpid(), 1);
  if (unshare(CLONE_NEWNS) != 0 || mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
      mount("proc", "/proc", "proc", 0, NULL) != 0) {
    skip("/proc may not be mounted here (%s)", strerror(errno));
  }
}

/* What a process is to do with the queue of this name. */
struct task {
  process_function *function;
  char name[NAME_SIZE];
};

/* A process that fails, or skips the case, ends this one alike. */
static void join(pid_t pid) {
  int status;
  CHECK_EQ(waitpid(pid, &status, 0), pid);
  CHECK(WIFEXITED(status));
  if (WEXITSTATUS(status) != 0) {
    _exit(WEXITSTATUS(status));
  }
}

/* Not by process_start: its child looks for its parent, who is not to be seen from inside. */
static void run_in_child(struct task *task) {
  const pid_t pid = (pid_t)CHECK_CALL(fork());
  if (pid == 0) {
    task->function(task->name);
    _exit(0);
  }
  join(pid);
}

static void run_in_namespace(void *task) {
  make_namespace();
  run_in_child(task);
}

/* Runs the function as the first process of a namespace. Not as a child of this process, which
 * could start no other afterwards. */
static void run_inside(process_function *function, const char *name) {
  struct task task = {.function = function};
  strcpy(task.name, name);
  join(process_start(run_in_namespace, &task));
}

static void expect_refused(void *name) {
  shmq *queue;
  CHECK_RESULT(shmq_open(name, &queue), -EXDEV);
}

static void expect_refused_with_own_proc(void *name) {
  mount_own_proc();
  expect_refused(name);
}

static void create(void *name) {
  const struct shmq_options options = {.size = sizeof options, .max_bytes = SMALL_RING};
  shmq *queue;
  CHECK_RESULT(shmq_create(name, &options, &queue), 0);
}

static void create_with_own_proc(void *name) {
  mount_own_proc();
  create(name);
}

static void open_and_unlink(void *name) {
  queue_destroy(queue_open(name), name);
}

/* The second process is started within the namespace and finds the queue of the first. */
static void exchange(void *name) {
  struct task task = {.function = open_and_unlink};
  create(name);
  strcpy(task.name, name);
  run_in_child(&task);
}

static void refuse_inside(process_function *expect) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  run_inside(expect, name);
  queue_destroy(queue, name);
}

static void refuse_outside(process_function *make) {
  char name[NAME_SIZE];
  fresh_name(name);
  run_inside(make, name);
  expect_refused(name);
  CHECK_RESULT(shmq_unlink(name), 0);
}

static void a_queue_from_outside_is_refused_inside(void) {
  refuse_inside(expect_refused);
}

static void a_queue_from_outside_is_refused_inside_with_its_own_proc(void) {
  refuse_inside(expect_refused_with_own_proc);
}

static void a_queue_from_inside_is_refused_outside(void) {
  refuse_outside(create);
}

static void a_queue_from_inside_with_its_own_proc_is_refused_outside(void) {
  refuse_outside(create_with_own_proc);
}

static void a_queue_from_inside_opens_inside(void) {
  char name[NAME_SIZE];
  fresh_name(name);
  run_inside(exchange, name);
  CHECK(!object_exists(name));
}

static const struct test_case cases[] = {
    CASE(a_queue_from_outside_is_refused_inside),
    CASE(a_queue_from_outside_is_refused_inside_with_its_own_proc),
    CASE(a_queue_from_inside_is_refused_outside),
    CASE(a_queue_from_inside_with_its_own_proc_is_refused_outside),
    CASE(a_queue_from_inside_opens_inside),
};

TEST_MAIN(cases)
