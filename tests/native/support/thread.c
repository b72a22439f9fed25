/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "thread.h"

#include <stdatomic.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "check.h"
#include "clock.h"
#include "process.h"

static void *run(void *argument) {
  struct thread *thread = argument;
  atomic_store(&thread->tid, (pid_t)syscall(SYS_gettid));
  thread->result = thread->function(thread->argument);
  return NULL;
}

void thread_start(struct thread *thread, thread_function *function, void *argument) {
  thread->function = function;
  thread->argument = argument;
  atomic_store(&thread->tid, 0);
  CHECK_EQ(pthread_create(&thread->handle, NULL, run, thread), 0);
}

void thread_start_to_sleep(struct thread *thread, thread_function *function, void *argument) {
  thread_start(thread, function, argument);
  WAIT_UNTIL(atomic_load(&thread->tid) != 0 && asleep(atomic_load(&thread->tid)));
}

int64_t thread_result(struct thread *thread) {
  CHECK_EQ(pthread_join(thread->handle, NULL), 0);
  return thread->result;
}

int64_t in_another_thread(thread_function *function, void *argument) {
  struct thread thread;
  thread_start(&thread, function, argument);
  return thread_result(&thread);
}
