/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Threads that make one call each.
 */
#ifndef TEST_THREAD_H
#define TEST_THREAD_H

#include <pthread.h>
#include <stdint.h>
#include <sys/types.h>

typedef int64_t thread_function(void *argument);

struct thread {
  thread_function *function;
  void *argument;
  pthread_t handle;
  _Atomic pid_t tid;
  int64_t result;
};

/* Starts a thread that calls function(argument). */
void thread_start(struct thread *thread, thread_function *function, void *argument);

/* As thread_start; returns when the thread sleeps in that call. */
void thread_start_to_sleep(struct thread *thread, thread_function *function, void *argument);

/* Waits for its end and returns what its function did. */
int64_t thread_result(struct thread *thread);

/* Returns function(argument), called by another thread. */
int64_t in_another_thread(thread_function *function, void *argument);

#endif
