/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Processes of a test, and how they wait for each other.
 */
#ifndef TEST_PROCESS_H
#define TEST_PROCESS_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

typedef void process_function(void *argument);

/* Starts a process that runs function(argument) and exits with 0. It dies with its parent. */
pid_t process_start(process_function *function, void *argument);

/* Waits for its end; it must exit with 0. */
void process_join(pid_t pid);

/* SIGKILL; returns when it is gone. */
void process_kill(pid_t pid);

/* SIGSTOP; returns when it has stopped. */
void process_stop(pid_t pid);

/* Whether the thread, of this or another process, sleeps in a futex. */
bool asleep(pid_t tid);

/* Memory that this process shares with those it starts from now on, filled with zeros. */
void *shared_memory(size_t size);

/* Holds processes or threads until `parties` of them have come, so that they start at once. */
struct barrier {
  _Atomic unsigned arrived;
};
void barrier_pass(struct barrier *barrier, unsigned parties);

#endif
