/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * A living process that calls when it is told to, so that a test sees from outside whether
 * a call comes back.
 */
#ifndef TEST_WORKER_H
#define TEST_WORKER_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* Length of the messages that workers put: just the number. */
#define WORKER_LENGTH sizeof(uint64_t)

enum request { WORKER_PUT, WORKER_GET, WORKER_JOIN };

struct answer {
  int64_t result;
  uint64_t id;  /* of the message that was got */
  int64_t time; /* when the call was over */
};

struct worker {
  pid_t pid;
  int requests;
  int answers;
};

/* Starts a worker that opens the queue and sleeps at once when it waits. */
void worker_start(struct worker *worker, const char *queue_name);

/* Has it put message `id`, get one, or join the queue, waiting for ever. */
void worker_ask(const struct worker *worker, enum request request, uint64_t id);

/* As worker_ask; returns when the worker sleeps in that call. */
void worker_ask_to_sleep(const struct worker *worker, enum request request, uint64_t id);

/* Whether it has answered. */
bool worker_answered(const struct worker *worker);

/* Its answer, which must come SOON. */
struct answer worker_answer(const struct worker *worker);

void worker_end(struct worker *worker);

#endif
