/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * What a queue takes of the host's memory: what is in it, and little when nothing is.
 */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "check.h"
#include "clock.h"
#include "message.h"
#include "private_shm.h"
#include "process.h"
#include "queues.h"
#include "random.h"
#include "runner.h"
#include "stepper.h"

#define KIB (UINT64_C(1) << 10)
#define MIB (UINT64_C(1) << 20)
#define GIB (UINT64_C(1) << 30)

/* What an idle queue may keep. */
#define IDLE_MOST MIB

/* What the file system says that the queue takes. */
static uint64_t taken(const char *name) {
  char path[PATH_SIZE];
  struct stat status;
  object_path(name, path);
  CHECK_CALL(stat(path, &status));
  return (uint64_t)status.st_blocks * 512;
}

static void expect_idle(const char *name) {
  CHECK_BETWEEN(taken(name), 0, IDLE_MOST);
}

static void report(const char *what, uint64_t bytes, const char *name) {
  printf("%s %" PRIu64 ": %" PRIu64 " bytes\n", what, bytes, taken(name));
}

static void an_idle_queue_of_any_capacity_takes_little(void) {
  static const uint64_t capacities[] = {4 * KIB,  64 * KIB, 512 * KIB, MIB,
                                        16 * MIB, GIB,      4 * GIB,   16 * GIB};
  for (size_t i = 0; i < sizeof capacities / sizeof capacities[0]; i++) {
    char name[NAME_SIZE];
    shmq *queue = queue_create(name, 0, capacities[i]);
    report("new, capacity", capacities[i], name);
    expect_idle(name);
    for (uint64_t id = 0; id < 20000; id++) {
      put_message(queue, 100 + id % 900, id);
      get_message(queue, 100 + id % 900, id);
    }
    report("after small traffic, capacity", capacities[i], name);
    expect_idle(name);
    queue_destroy(queue, name);
  }
}

/* --- bursts --- */

#define BURST_MESSAGE 65000

/* Puts about so many bytes, and returns the number of messages. */
static uint64_t put_burst(shmq *queue, uint64_t bytes) {
  static uint8_t message[BURST_MESSAGE];
  const uint64_t count = bytes / BURST_MESSAGE;
  for (uint64_t id = 0; id < count; id++) {
    message_fill(message, 256, id);
    CHECK_RESULT(shmq_put(queue, message, sizeof message, 0), 0);
  }
  return count;
}

static void check_burst_message(const void *message, ssize_t length, uint64_t id) {
  CHECK_RESULT(length, BURST_MESSAGE);
  CHECK(message_is(message, 256, id));
}

typedef void drain_function(shmq *queue, uint64_t count);

static void drain_by_get(shmq *queue, uint64_t count) {
  static uint8_t message[BURST_MESSAGE];
  for (uint64_t id = 0; id < count; id++) {
    check_burst_message(message, shmq_get(queue, message, sizeof message, SOON), id);
  }
}

static void drain_by_get_many(shmq *queue, uint64_t count) {
  static uint8_t messages[10 * BURST_MESSAGE];
  uint32_t lengths[10];
  for (uint64_t id = 0; id < count;) {
    const ssize_t got = shmq_get_many(queue, messages, sizeof messages, lengths, 10, SOON);
    CHECK(got > 0);
    for (ssize_t i = 0; i < got; i++, id++) {
      check_burst_message(messages + i * BURST_MESSAGE, lengths[i], id);
    }
  }
}

static void drain_in_place(shmq *queue, uint64_t count) {
  for (uint64_t id = 0; id < count; id++) {
    const void *message;
    const ssize_t length = shmq_peek(queue, &message, SOON);
    check_burst_message(message, length, id);
    CHECK_RESULT(shmq_consume(queue), 0);
  }
}

/* As callers do that may not be delayed: what this call leaves to the others, they do. */
static void drain_by_try_get(shmq *queue, uint64_t count) {
  static uint8_t message[BURST_MESSAGE];
  for (uint64_t id = 0; id < count; id++) {
    ssize_t length = shmq_try_get(queue, message, sizeof message);
    if (length == -EBUSY) {
      length = shmq_get(queue, message, sizeof message, SOON);
    }
    check_burst_message(message, length, id);
  }
}

static void drop(shmq *queue, uint64_t count) {
  CHECK_EQ(shmq_qsize(queue), count);
  CHECK_RESULT(shmq_shutdown(queue, 1), 0);
}

static void skip_without(uint64_t bytes) {
  struct statvfs status;
  CHECK_CALL(statvfs(SHM_DIRECTORY, &status));
  if (status.f_bavail * status.f_frsize < bytes + bytes / 4) {
    skip("/dev/shm has less than %" PRIu64 " bytes free", bytes + bytes / 4);
  }
}

static void burst(uint64_t bytes, drain_function *drain, const char *how) {
  char name[NAME_SIZE];
  char what[100];
  skip_without(bytes);
  shmq *queue = queue_create(name, 0, bytes + bytes / 8);
  const uint64_t count = put_burst(queue, bytes);
  CHECK(taken(name) >= count * BURST_MESSAGE);
  const int64_t start = now();
  drain(queue, count);
  snprintf(what, sizeof what, "drained by %s in %.3f s, after a burst of bytes", how,
           (double)(now() - start) / (double)SECOND);
  report(what, bytes, name);
  expect_idle(name);
  CHECK_RESULT(shmq_check(queue), 0);
  queue_destroy(queue, name);
}

static void a_burst_that_get_drains_is_given_back(void) {
  burst(64 * MIB, drain_by_get, "get");
}

static void a_burst_that_get_many_drains_is_given_back(void) {
  burst(64 * MIB, drain_by_get_many, "get_many");
}

static void a_burst_that_consume_drains_is_given_back(void) {
  burst(64 * MIB, drain_in_place, "consume");
}

static void a_burst_that_try_get_drains_is_given_back(void) {
  burst(64 * MIB, drain_by_try_get, "try_get");
}

static void a_burst_that_is_dropped_is_given_back(void) {
  burst(64 * MIB, drop, "shutdown");
}

static void a_burst_of_a_gibibyte_is_given_back(void) {
  burst(GIB, drain_by_get, "get");
}

struct reader {
  char name[NAME_SIZE];
  _Atomic uint64_t got;
};

/* Gets them, and waits for one more, which does not come. */
static void read_on(void *argument) {
  struct reader *reader = argument;
  static uint8_t message[BURST_MESSAGE];
  shmq *queue = queue_open(reader->name);
  for (uint64_t id = 0;; id++) {
    const ssize_t length = shmq_get(queue, message, sizeof message, SHMQ_FOREVER);
    if (length == -ESHUTDOWN) {
      break;
    }
    check_burst_message(message, length, id);
    atomic_fetch_add(&reader->got, 1);
  }
  CHECK_RESULT(shmq_close(queue), 0);
}

static void a_burst_to_a_sleeping_process_is_given_back(void) {
  struct reader *reader = shared_memory(sizeof *reader);
  shmq *queue = queue_create(reader->name, 0, 128 * MIB);
  const pid_t pid = process_start(read_on, reader);
  WAIT_UNTIL(asleep(pid));
  process_stop(pid);
  const uint64_t count = put_burst(queue, 64 * MIB);
  CHECK(taken(reader->name) >= 63 * MIB);
  CHECK_CALL(kill(pid, SIGCONT));
  WAIT_UNTIL(atomic_load(&reader->got) == count);
  WAIT_UNTIL(taken(reader->name) <= IDLE_MOST);
  report("drained by another process, after a burst of bytes", 64 * MIB, reader->name);
  CHECK_RESULT(shmq_shutdown(queue, 0), 0);
  process_join(pid);
  queue_destroy(queue, reader->name);
}

/* One burst close behind another: the second drain comes within the time in which memory is given
 * back only once. Whoever waits then gives it back. */
static void a_second_burst_right_behind_is_given_back_by_whoever_waits(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, 128 * MIB);
  for (int i = 0; i < 3; i++) {
    drain_by_get(queue, put_burst(queue, 16 * MIB));
  }
  CHECK_RESULT(shmq_get(queue, NULL, 0, 150 * MILLISECOND), -ETIMEDOUT);
  report("after bursts one behind the other, of bytes", 16 * MIB, name);
  expect_idle(name);
  queue_destroy(queue, name);
}

static void a_second_burst_right_behind_is_given_back_by_a_later_poll(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, 128 * MIB);
  for (int i = 0; i < 3; i++) {
    drain_by_get(queue, put_burst(queue, 16 * MIB));
  }
  WAIT_UNTIL(shmq_get(queue, NULL, 0, 0) == -EAGAIN && taken(name) <= IDLE_MOST);
  queue_destroy(queue, name);
}

static void bursts_into_a_claimed_end_are_given_back(void) {
  static const int ends[] = {SHMQ_CONSUMER, SHMQ_PRODUCER, SHMQ_PRODUCER | SHMQ_CONSUMER};
  for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
    char name[NAME_SIZE];
    shmq *queue = queue_create(name, 0, 128 * MIB);
    shmq *claimant = queue_open(name);
    CHECK_RESULT(shmq_claim(claimant, ends[i]), 0);
    shmq *producer = (ends[i] & SHMQ_PRODUCER) != 0 ? claimant : queue;
    shmq *consumer = (ends[i] & SHMQ_CONSUMER) != 0 ? claimant : queue;
    drain_by_get(consumer, put_burst(producer, 64 * MIB));
    printf("ends %d claimed: ", ends[i]);
    report("after a burst of bytes", 64 * MIB, name);
    expect_idle(name);
    CHECK_RESULT(shmq_close(claimant), 0);
    CHECK_RESULT(shmq_check(queue), 0);
    queue_destroy(queue, name);
  }
}

/* --- content --- */

static void content_survives_bursts_that_alternate(void) {
  static uint8_t message[200000];
  struct random random = random_start(1);
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, 32 * MIB);
  uint64_t lengths[1000];
  for (int round = 0; round < 20; round++) {
    uint64_t count = 0;
    for (uint64_t bytes = 0; bytes < 1 + random_below(&random, 12 * MIB); count++) {
      lengths[count] = random_below(&random, sizeof message);
      message_fill(message, lengths[count], count);
      CHECK_RESULT(shmq_put(queue, message, lengths[count], 0), 0);
      bytes += lengths[count];
    }
    for (uint64_t id = 0; id < count; id++) {
      CHECK_RESULT(shmq_get(queue, message, sizeof message, 0), lengths[id]);
      CHECK(message_is(message, lengths[id], id));
    }
    CHECK_RESULT(shmq_check(queue), 0);
    if (round % 4 == 0) {
      CHECK_RESULT(shmq_get(queue, NULL, 0, 110 * MILLISECOND), -ETIMEDOUT);
      expect_idle(name);
    }
  }
  queue_destroy(queue, name);
}

/* Takes all memory of the file system. */
static void fill_shm(void) {
  static const uint8_t filling[65536];
  const int file = (int)CHECK_CALL(
      open(SHM_DIRECTORY "/filler", O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600));
  while (write(file, filling, sizeof filling) > 0) {
  }
  close(file);
}

#define READERS 3
#define LONG_BURSTS 60

struct readers {
  char name[NAME_SIZE];
  _Atomic uint64_t got;
};

/* From where the last walk ended, which may be where memory was given back since. */
static void walk(shmq *queue, uint64_t *position) {
  static uint8_t message[BURST_MESSAGE];
  uint32_t length;
  const ssize_t count = shmq_scan(queue, position, message, sizeof message, &length, NULL, 1, 0);
  CHECK_RESULT(count, count == 1 || count == -EBUSY ? count : 0);
  CHECK(count != 1 || message_is(message, 256, message_id(message)));
}

/* Looks at the queue in every way, polling and waiting, until it is shut down. */
static void look_and_get(void *argument) {
  struct readers *readers = argument;
  static uint8_t message[BURST_MESSAGE];
  shmq *queue = queue_open(readers->name);
  uint64_t position = 0;
  for (uint64_t turn = 0;; turn++) {
    shmq_qsize(queue);
    shmq_empty(queue);
    shmq_full(queue);
    struct shmq_stat stat = {.size = sizeof stat};
    CHECK_RESULT(shmq_stat(queue, &stat), 0);
    walk(queue, &position);
    const ssize_t length =
        shmq_get(queue, message, sizeof message, turn % 2 == 0 ? 0 : 2 * MILLISECOND);
    if (length == -ESHUTDOWN) {
      break;
    }
    if (length >= 0) {
      CHECK_RESULT(length, BURST_MESSAGE);
      CHECK(message_is(message, 256, message_id(message)));
      atomic_fetch_add(&readers->got, 1);
    } else if (length != -EAGAIN && length != -ETIMEDOUT) {
      CHECK_RESULT(length, -EBUSY);
    }
  }
  CHECK_RESULT(shmq_close(queue), 0);
}

/* Puts a burst, or as much of it as there is memory for. Returns the number of messages. */
static uint64_t put_what_fits(shmq *queue, uint64_t first) {
  static uint8_t message[BURST_MESSAGE];
  uint64_t put = 0;
  for (int i = 0; i < 200; i++) {
    message_fill(message, 256, first + put);
    const int result = shmq_put(queue, message, sizeof message, 0);
    if (result != -EBUSY && result != -ENOSPC) {
      CHECK_RESULT(result, 0);
      put++;
    }
  }
  return put;
}

/* What lies where memory was given back must not be touched: where there is none to be had again,
 * that kills. */
static void looks_at_an_empty_queue_are_safe_where_memory_is_short(void) {
  struct readers *readers = shared_memory(sizeof *readers);
  pid_t pids[READERS];
  if (!private_shm_mount("size=8m")) {
    skip("no file system may be mounted here (neither root nor a user namespace)");
  }
  shmq *queue = queue_create(readers->name, 0, 64 * MIB);
  /* There is less memory than the queue may take. */
  CHECK_BETWEEN(put_what_fits(queue, 0), 90, 130);
  drain_by_get(queue, (uint64_t)shmq_qsize(queue));
  for (int i = 0; i < READERS; i++) {
    pids[i] = process_start(look_and_get, readers);
  }
  uint64_t put = 0;
  for (int i = 0; i < LONG_BURSTS; i++) {
    put += put_what_fits(queue, put);
    WAIT_UNTIL(shmq_empty(queue) == 1);
    WAIT_UNTIL(taken(readers->name) <= IDLE_MOST);
    /* Others take what was given back. */
    fill_shm();
    for (int j = 0; j < 10; j++) {
      CHECK_RESULT(shmq_empty(queue), 1);
      yield_briefly();
    }
    CHECK_CALL(unlink(SHM_DIRECTORY "/filler"));
  }
  CHECK_RESULT(shmq_shutdown(queue, 0), 0);
  for (int i = 0; i < READERS; i++) {
    process_join(pids[i]);
  }
  CHECK_EQ(atomic_load(&readers->got), put);
  queue_destroy(queue, readers->name);
}

struct looker {
  char name[NAME_SIZE];
  shmq *queue;
  uint64_t position; /* behind the message that the queue has */
};

static void open_queue(void *argument) {
  struct looker *looker = argument;
  looker->queue = queue_open(looker->name);
}

static void look_in_every_way(void *argument) {
  const struct looker *looker = argument;
  shmq_empty(looker->queue);
  shmq_qsize(looker->queue);
  shmq_full(looker->queue);
  shmq_get(looker->queue, NULL, 0, 0);
  uint64_t positions[] = {0, looker->position};
  uint32_t length;
  shmq_scan(looker->queue, &positions[0], NULL, 0, &length, NULL, 1, 0);
  shmq_scan(looker->queue, &positions[1], NULL, 0, &length, NULL, 1, 0);
}

/* Instructions between two of the places where the looker stands. */
#define STRIDE 23

/* Whoever looks has read where the oldest message is, far out in the ring; then others take it,
 * give the memory back, and somebody else uses that up. Whatever instruction the looker stands at,
 * it does not touch what is no longer there. */
static void a_look_is_safe_though_memory_is_given_back_at_any_instruction(void) {
  static uint8_t message[200000];
  uint64_t looks = 0;
  stepper_begin();
  if (!private_shm_mount("size=4m")) {
    skip("no file system may be mounted here (neither root nor a user namespace)");
  }
  struct looker looker;
  shmq *queue = queue_create(looker.name, 0, 16 * MIB);
  for (bool left = false; !left; looks++) {
    struct victim victim = {0};
    for (int i = 0; i < 5; i++) {
      CHECK_RESULT(shmq_put(queue, message, sizeof message, 0), 0);
    }
    for (int i = 0; i < 4; i++) {
      CHECK_RESULT(shmq_get(queue, message, sizeof message, 0), sizeof message);
    }
    uint32_t length;
    looker.position = 0;
    CHECK_RESULT(shmq_scan(queue, &looker.position, message, sizeof message, &length, NULL, 1, 0),
                 1);
    victim_start(&victim, open_queue, look_in_every_way, &looker);
    left = victim_steps(&victim, STRIDE * looks) < STRIDE * looks;
    /* It may have the consumers' end, and then keeps the message and its memory. */
    if (shmq_get(queue, message, sizeof message, 0) > 0) {
      CHECK_RESULT(shmq_get(queue, NULL, 0, 10 * MILLISECOND), -ETIMEDOUT);
      expect_idle(looker.name);
      fill_shm();
      while (victim_step(&victim)) {
      }
      CHECK_CALL(unlink(SHM_DIRECTORY "/filler"));
    }
    victim_kill(&victim);
    while (shmq_get(queue, message, sizeof message, 0) >= 0) {
    }
  }
  printf("%" PRIu64 " looks\n", looks);
  queue_destroy(queue, looker.name);
}

static const struct test_case cases[] = {
    CASE(an_idle_queue_of_any_capacity_takes_little),
    CASE(a_burst_that_get_drains_is_given_back),
    CASE(a_burst_that_get_many_drains_is_given_back),
    CASE(a_burst_that_consume_drains_is_given_back),
    CASE(a_burst_that_try_get_drains_is_given_back),
    CASE(a_burst_that_is_dropped_is_given_back),
    CASE(a_burst_of_a_gibibyte_is_given_back),
    CASE(a_burst_to_a_sleeping_process_is_given_back),
    CASE(a_second_burst_right_behind_is_given_back_by_whoever_waits),
    CASE(a_second_burst_right_behind_is_given_back_by_a_later_poll),
    CASE(bursts_into_a_claimed_end_are_given_back),
    CASE(content_survives_bursts_that_alternate),
    CASE(looks_at_an_empty_queue_are_safe_where_memory_is_short),
    CASE(a_look_is_safe_though_memory_is_given_back_at_any_instruction),
};

TEST_MAIN(cases)
