/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "worker.h"

#include <fcntl.h>
#include <poll.h>
#include <shmq.h>
#include <unistd.h>

#include "check.h"
#include "clock.h"
#include "message.h"
#include "process.h"
#include "queues.h"

#define LONGEST 65536

struct order {
  enum request request;
  uint64_t id;
};

struct life {
  const char *queue_name;
  int orders;
  int answers;
};

static struct answer obey(shmq *queue, const struct order *order) {
  static uint8_t message[LONGEST];
  struct answer answer = {.id = order->id};
  if (order->request == WORKER_PUT) {
    message_fill(message, WORKER_LENGTH, order->id);
    answer.result = shmq_put(queue, message, WORKER_LENGTH, SHMQ_FOREVER);
    return answer;
  }
  if (order->request == WORKER_JOIN) {
    answer.result = shmq_join(queue, SHMQ_FOREVER);
    return answer;
  }
  answer.result = shmq_get(queue, message, sizeof message, SHMQ_FOREVER);
  if (answer.result >= (int64_t)MESSAGE_ID_LENGTH) {
    answer.id = message_id(message);
    CHECK(message_is(message, (size_t)answer.result, answer.id));
  }
  return answer;
}

static void work(void *argument) {
  const struct life *life = argument;
  shmq *queue = queue_open(life->queue_name);
  CHECK_RESULT(shmq_set_spin(queue, 0), 0);
  struct order order;
  while (read(life->orders, &order, sizeof order) == (ssize_t)sizeof order) {
    struct answer answer = obey(queue, &order);
    answer.time = now();
    CHECK_EQ(write(life->answers, &answer, sizeof answer), sizeof answer);
  }
}

void worker_start(struct worker *worker, const char *queue_name) {
  int orders[2];
  int answers[2];
  CHECK_CALL(pipe2(orders, O_CLOEXEC));
  CHECK_CALL(pipe2(answers, O_CLOEXEC));
  struct life life = {queue_name, orders[0], answers[1]};
  worker->pid = process_start(work, &life);
  worker->requests = orders[1];
  worker->answers = answers[0];
  close(orders[0]);
  close(answers[1]);
}

void worker_ask(const struct worker *worker, enum request request, uint64_t id) {
  const struct order order = {request, id};
  CHECK_EQ(write(worker->requests, &order, sizeof order), sizeof order);
}

void worker_ask_to_sleep(const struct worker *worker, enum request request, uint64_t id) {
  worker_ask(worker, request, id);
  WAIT_UNTIL(asleep(worker->pid));
}

static bool answer_within(const struct worker *worker, int milliseconds) {
  struct pollfd readable = {.fd = worker->answers, .events = POLLIN};
  return CHECK_CALL(poll(&readable, 1, milliseconds)) == 1;
}

bool worker_answered(const struct worker *worker) {
  return answer_within(worker, 0);
}

struct answer worker_answer(const struct worker *worker) {
  struct answer answer;
  if (!answer_within(worker, (int)(SOON / MILLISECOND))) {
    FAIL("process %d does not come back from its call", (int)worker->pid);
  }
  CHECK_EQ(read(worker->answers, &answer, sizeof answer), sizeof answer);
  return answer;
}

void worker_end(struct worker *worker) {
  close(worker->requests);
  close(worker->answers);
  process_kill(worker->pid);
}
