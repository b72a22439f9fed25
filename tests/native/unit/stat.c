/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Every figure of shmq_stat, after something of which it is known what it must be.
 */
#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check.h"
#include "clock.h"
#include "message.h"
#include "process.h"
#include "queues.h"
#include "runner.h"
#include "segment_view.h"
#include "stepper.h"
#include "worker.h"

static struct shmq_stat stat_of(shmq *queue) {
  struct shmq_stat stat = {.size = sizeof stat};
  CHECK_RESULT(shmq_stat(queue, &stat), 0);
  return stat;
}

static void arguments_are_checked(void) {
  struct shmq_stat stat;
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  CHECK_RESULT(shmq_stat(queue, NULL), -EINVAL);
  for (uint32_t size = 0; size < sizeof stat; size++) {
    memset(&stat, 0xee, sizeof stat);
    stat.size = size;
    CHECK_RESULT(shmq_stat(queue, &stat), -EINVAL);
    CHECK_EQ(stat.size, size);
    CHECK_EQ(stat.shutdown, 0xeeeeeeee);
  }
  stat.size = sizeof stat;
  CHECK_RESULT(shmq_stat(NULL, &stat), -EINVAL);
  queue_destroy(queue, name);
  CHECK_RESULT(shmq_stat(queue, &stat), -EBADF);
}

/* A caller that was built against a later version has a longer struct. */
static void what_this_version_does_not_know_stays_as_it_is(void) {
  struct {
    struct shmq_stat known;
    uint8_t later[64];
  } stat;
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  memset(&stat, 0xee, sizeof stat);
  stat.known.size = sizeof stat;
  CHECK_RESULT(shmq_stat(queue, &stat.known), 0);
  CHECK_EQ(stat.known.size, sizeof stat.known);
  CHECK_EQ(stat.known.max_bytes, SMALL_RING);
  for (size_t i = 0; i < sizeof stat.later; i++) {
    CHECK_EQ(stat.later[i], 0xee);
  }
  stat.known.size = UINT32_MAX;
  CHECK_RESULT(shmq_stat(queue, &stat.known), 0);
  queue_destroy(queue, name);
}

static void a_new_queue_is_open_empty_and_unused(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  const struct shmq_stat stat = stat_of(queue);
  CHECK_EQ(stat.shutdown, SHMQ_OPEN);
  CHECK_EQ(stat.claimed, 0);
  CHECK_EQ(stat.messages | stat.bytes | stat.most_messages | stat.most_bytes, 0);
  CHECK_EQ(stat.puts | stat.gets | stat.unfinished, 0);
  CHECK_EQ(stat.put_sleeps | stat.put_wakes | stat.get_sleeps | stat.get_wakes, 0);
  CHECK_EQ(stat.slice_rescues | stat.recoveries | stat.rolled_forward, 0);
  CHECK_EQ(stat.damage, -1);
  queue_destroy(queue, name);
}

static void limits_are_those_that_were_asked_for(void) {
  static const struct {
    int64_t max_messages;
    uint64_t max_bytes;
    uint64_t count;
    uint64_t ring;
  } limits[] = {{0, 0, 0, 1 << 30},
                {-1, 1, 0, 4096},
                {1, 4097, 1, 8192},
                {INT64_MAX, 1 << 20, INT64_MAX, 1 << 20},
                {1000, (1 << 20) + 1, 1000, 1 << 21}};
  for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
    char name[NAME_SIZE];
    shmq *queue = queue_create(name, limits[i].max_messages, limits[i].max_bytes);
    CHECK_EQ(stat_of(queue).max_messages, limits[i].count);
    CHECK_EQ(stat_of(queue).max_bytes, limits[i].ring);
    queue_destroy(queue, name);
  }
}

static void messages_and_totals_are_exact(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  shmq *other = queue_open(name);
  uint64_t puts = 0;
  uint64_t gets = 0;
  for (uint64_t round = 0; round < 300; round++) {
    for (uint64_t i = 0; i < 1 + round % 7; i++) {
      put_message(queue, 100, puts++);
    }
    for (uint64_t i = 0; i < 1 + round % 7; i++) {
      const struct shmq_stat stat = stat_of(other);
      CHECK_EQ(stat.messages, puts - gets);
      CHECK_EQ(stat.puts, puts);
      CHECK_EQ(stat.gets, gets);
      CHECK_EQ(stat.unfinished, puts);
      get_message(queue, 100, gets++);
    }
  }
  CHECK_RESULT(shmq_close(other), 0);
  queue_destroy(queue, name);
}

static void bytes_are_those_of_the_records(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  uint64_t bytes = 0;
  for (size_t length = 0; length < 40; length++) {
    put_message(queue, length, length);
    bytes += 8 + (length + 7) / 8 * 8;
    CHECK_EQ(stat_of(queue).bytes, bytes);
  }
  for (size_t length = 0; length < 40; length++) {
    get_message(queue, length, length);
    bytes -= 8 + (length + 7) / 8 * 8;
    CHECK_EQ(stat_of(queue).bytes, bytes);
  }
  queue_destroy(queue, name);
}

static void bytes_include_those_between_messages(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  struct segment *segment = segment_map(name);
  steer(queue, segment, SMALL_RING - 200);
  put_message(queue, 92, 1);
  put_message(queue, 92, 2);
  /* 200 bytes to the ring's end, of which the second does not fit the last 96. */
  CHECK_EQ(stat_of(queue).bytes, 200 + 104);
  segment_unmap(segment);
  queue_destroy(queue, name);
}

/* Puts until the queue is full, and returns how many. */
static uint64_t fill(shmq *queue, size_t length) {
  uint8_t message[1000] = {0};
  uint64_t count = 0;
  while (shmq_put(queue, message, length, 0) == 0) {
    count++;
  }
  return count;
}

static void drain(shmq *queue) {
  uint8_t message[1000];
  while (shmq_get(queue, message, sizeof message, 0) >= 0) {
  }
}

static void the_high_water_marks_of_a_queue_that_was_full_are_exact(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  const uint64_t count = fill(queue, 92);
  CHECK_EQ(stat_of(queue).most_messages, count);
  CHECK_EQ(stat_of(queue).most_bytes, count * 104);
  drain(queue);
  CHECK_EQ(stat_of(queue).most_messages, count);
  CHECK_EQ(stat_of(queue).most_bytes, count * 104);
  CHECK(fill(queue, 900) < count);
  drain(queue);
  CHECK_EQ(stat_of(queue).most_messages, count);
  queue_destroy(queue, name);

  queue = queue_create(name, 7, 1 << 20);
  CHECK_EQ(fill(queue, 92), 7);
  drain(queue);
  CHECK_EQ(stat_of(queue).most_messages, 7);
  CHECK_EQ(stat_of(queue).most_bytes, 7 * 104);
  queue_destroy(queue, name);
}

static void the_high_water_marks_of_others_lag_a_little(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, 1 << 24);
  for (uint64_t id = 0; id < 5000; id++) {
    put_message(queue, 792, id);
  }
  CHECK_EQ(stat_of(queue).most_messages, 5000);
  CHECK_EQ(stat_of(queue).most_bytes, 5000 * 800);
  drain(queue);
  CHECK_BETWEEN(stat_of(queue).most_messages, 5000 - 65, 5000);
  CHECK_BETWEEN(stat_of(queue).most_bytes, 5000 * 800 - (64 << 10) - 800, 5000 * 800);
  queue_destroy(queue, name);
}

static void a_batch_too_counts_for_the_high_water_marks(void) {
  static struct iovec messages[1000];
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 500, 1 << 20);
  for (size_t i = 0; i < 1000; i++) {
    messages[i] = (struct iovec){name, 100};
  }
  CHECK_RESULT(shmq_put_many(queue, messages, 1000, 0), 500);
  drain(queue);
  CHECK_EQ(stat_of(queue).most_messages, 500);
  CHECK_EQ(stat_of(queue).most_bytes, 500 * 112);
  queue_destroy(queue, name);
}

static void reserved_is_what_the_file_system_says(void) {
  char name[NAME_SIZE];
  char path[PATH_SIZE];
  shmq *queue = queue_create(name, 0, 1 << 24);
  object_path(name, path);
  for (uint64_t id = 0; id < 2000; id++) {
    struct stat status;
    CHECK_CALL(stat(path, &status));
    CHECK_EQ(stat_of(queue).reserved, status.st_blocks * 512);
    put_message(queue, 3000, id);
  }
  CHECK(stat_of(queue).reserved > 2000 * 3000);
  queue_destroy(queue, name);
}

static void shutdown_and_unfinished_tasks_show(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  put_message(queue, 10, 1);
  put_message(queue, 10, 2);
  CHECK_RESULT(shmq_task_done(queue), 0);
  CHECK_EQ(stat_of(queue).unfinished, 1);
  CHECK_RESULT(shmq_shutdown(queue, 0), 0);
  CHECK_EQ(stat_of(queue).shutdown, SHMQ_DRAINING);
  CHECK_EQ(stat_of(queue).messages, 2);
  CHECK_RESULT(shmq_shutdown(queue, 1), 0);
  CHECK_EQ(stat_of(queue).shutdown, SHMQ_SHUT);
  CHECK_EQ(stat_of(queue).messages, 0);
  CHECK_EQ(stat_of(queue).puts, 2);
  CHECK_EQ(stat_of(queue).gets, 2);
  queue_destroy(queue, name);
}

/* --- who is there --- */

static void attached_says_whether_there_is_another_handle(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  CHECK_EQ(stat_of(queue).attached, 0);
  shmq *other = queue_open(name);
  CHECK_EQ(stat_of(queue).attached, 1);
  CHECK_EQ(stat_of(other).attached, 1);
  CHECK_RESULT(shmq_close(queue), 0);
  CHECK_EQ(stat_of(other).attached, 0);
  queue_destroy(other, name);
}

static void attached_sees_another_process_until_it_dies(void) {
  char name[NAME_SIZE];
  struct worker worker;
  shmq *queue = queue_create(name, 0, SMALL_RING);
  worker_start(&worker, name);
  worker_ask_to_sleep(&worker, WORKER_GET, 0);
  CHECK_EQ(stat_of(queue).attached, 1);
  worker_end(&worker);
  CHECK_EQ(stat_of(queue).attached, 0);
  queue_destroy(queue, name);
}

/* Field 22 of /proc/self/stat. */
static uint64_t own_start(void) {
  char text[1024];
  FILE *file = fopen("/proc/self/stat", "re");
  CHECK(file != NULL);
  CHECK(fgets(text, sizeof text, file) != NULL);
  fclose(file);
  char *field = strrchr(text, ')') + 2;
  for (int i = 3; i < 22; i++) {
    field = strchr(field, ' ') + 1;
  }
  return strtoull(field, NULL, 10);
}

struct expected {
  const char *name;
  pid_t pid;
  uint64_t start;
};

static void expect_creator(void *argument) {
  const struct expected *expected = argument;
  shmq *queue = queue_open(expected->name);
  CHECK(getpid() != expected->pid);
  CHECK_EQ(stat_of(queue).creator_pid, expected->pid);
  CHECK_EQ(stat_of(queue).creator_start, expected->start);
  CHECK_RESULT(shmq_close(queue), 0);
}

static void the_creator_is_told_to_everybody(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  struct expected expected = {name, getpid(), own_start()};
  CHECK(expected.start > 0);
  CHECK_EQ(stat_of(queue).creator_pid, expected.pid);
  CHECK_EQ(stat_of(queue).creator_start, expected.start);
  process_join(process_start(expect_creator, &expected));
  queue_destroy(queue, name);
}

/* --- sleeping and waking --- */

#define ROUNDS 20

static void sleeps_and_wakes_of_consumers_are_counted(void) {
  char name[NAME_SIZE];
  struct worker worker;
  shmq *queue = queue_create(name, 0, SMALL_RING);
  worker_start(&worker, name);
  for (uint64_t round = 0; round < ROUNDS; round++) {
    worker_ask_to_sleep(&worker, WORKER_GET, 0);
    put_message(queue, WORKER_LENGTH, round);
    CHECK_EQ(worker_answer(&worker).id, round);
  }
  const struct shmq_stat stat = stat_of(queue);
  CHECK_EQ(stat.get_sleeps, ROUNDS);
  CHECK_BETWEEN(stat.get_wakes, ROUNDS * 3 / 4, ROUNDS);
  CHECK_BETWEEN(stat.slice_rescues, 0, ROUNDS - stat.get_wakes);
  CHECK_EQ(stat.put_sleeps, 0);
  CHECK_EQ(stat.put_wakes, 0);
  worker_end(&worker);
  queue_destroy(queue, name);
}

static void sleeps_and_wakes_of_producers_are_counted(void) {
  char name[NAME_SIZE];
  struct worker worker;
  shmq *queue = queue_create(name, 1, SMALL_RING);
  put_message(queue, WORKER_LENGTH, 0);
  worker_start(&worker, name);
  for (uint64_t round = 0; round < ROUNDS; round++) {
    worker_ask_to_sleep(&worker, WORKER_PUT, round + 1);
    get_message(queue, WORKER_LENGTH, round);
    CHECK_RESULT(worker_answer(&worker).result, 0);
  }
  const struct shmq_stat stat = stat_of(queue);
  CHECK_EQ(stat.put_sleeps, ROUNDS);
  CHECK_BETWEEN(stat.put_wakes, ROUNDS * 3 / 4, ROUNDS);
  CHECK_BETWEEN(stat.slice_rescues, 0, ROUNDS - stat.put_wakes);
  CHECK_EQ(stat.get_sleeps, 0);
  CHECK_EQ(stat.get_wakes, 0);
  worker_end(&worker);
  queue_destroy(queue, name);
}

static int64_t get_for_half_a_second(void *queue) {
  return shmq_get(queue, NULL, 0, 500 * MILLISECOND);
}

/* It looks around several times, but it is one sleep, and nobody's death. */
static void a_sleep_that_times_out_is_one_sleep_and_no_rescue(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  CHECK_RESULT(get_for_half_a_second(queue), -ETIMEDOUT);
  const struct shmq_stat stat = stat_of(queue);
  CHECK_EQ(stat.get_sleeps, 1);
  CHECK_EQ(stat.get_wakes, 0);
  CHECK_EQ(stat.slice_rescues, 0);
  queue_destroy(queue, name);
}

/* --- deaths --- */

struct scene {
  char name[NAME_SIZE];
  shmq *queue;
  shmq *victims;
  struct segment *segment;
  struct victim victim;
  uint64_t tail;
};

static void open_queue(void *argument) {
  struct scene *scene = argument;
  scene->victims = queue_open(scene->name);
}

static void put_one(void *argument) {
  const struct scene *scene = argument;
  shmq_put(scene->victims, NULL, 0, SHMQ_FOREVER);
}

static void put_three(void *argument) {
  const struct scene *scene = argument;
  const struct iovec messages[3] = {{NULL, 0}, {NULL, 0}, {NULL, 0}};
  shmq_put_many(scene->victims, messages, 3, SHMQ_FOREVER);
}

static void get_one(void *argument) {
  const struct scene *scene = argument;
  shmq_get(scene->victims, NULL, 0, SHMQ_FOREVER);
}

static void get_three(void *argument) {
  const struct scene *scene = argument;
  uint32_t lengths[3];
  shmq_get_many(scene->victims, NULL, 0, lengths, 3, SHMQ_FOREVER);
}

static bool has_committed(void *argument) {
  const struct scene *scene = argument;
  return committed_at(scene->segment, scene->tail);
}

static bool has_taken(void *argument) {
  const struct scene *scene = argument;
  return atomic_load(&scene->segment->consumer.head) != 0;
}

static bool holds_producers_lock(void *argument) {
  const struct scene *scene = argument;
  return mutex_owner(scene->segment, &scene->segment->producer.mutex) == scene->victim.pid;
}

/* A process that is killed where `there` says, on a queue with so many messages. */
static void kill_one(struct scene *scene, uint64_t messages, process_function *call,
                     condition_function *there) {
  stepper_begin();
  scene->queue = queue_create(scene->name, 0, SMALL_RING);
  scene->segment = segment_map(scene->name);
  for (uint64_t id = 1; id <= messages; id++) {
    put_message(scene->queue, 0, id);
  }
  scene->tail = atomic_load(&scene->segment->producer.tail);
  victim_start(&scene->victim, open_queue, call, scene);
  CHECK(victim_step_until(&scene->victim, there, scene));
  victim_kill(&scene->victim);
}

static void end_scene(struct scene *scene) {
  segment_unmap(scene->segment);
  queue_destroy(scene->queue, scene->name);
}

static void a_death_before_the_commit_is_a_recovery_of_nothing(void) {
  struct scene scene = {0};
  kill_one(&scene, 1, put_one, holds_producers_lock);
  CHECK_EQ(stat_of(scene.queue).recoveries, 0);
  put_message(scene.queue, 0, 2);
  CHECK_EQ(stat_of(scene.queue).recoveries, 1);
  CHECK_EQ(stat_of(scene.queue).rolled_forward, 0);
  CHECK_EQ(stat_of(scene.queue).puts, 2);
  end_scene(&scene);
}

static void a_put_that_a_dead_process_committed_is_rolled_forward(void) {
  struct scene scene = {0};
  kill_one(&scene, 1, put_one, has_committed);
  /* It counts before anybody has repaired anything. */
  CHECK_EQ(stat_of(scene.queue).recoveries, 0);
  CHECK_EQ(stat_of(scene.queue).puts, 2);
  CHECK_EQ(stat_of(scene.queue).messages, 2);
  CHECK_EQ(stat_of(scene.queue).unfinished, 2);
  put_message(scene.queue, 0, 3);
  CHECK_EQ(stat_of(scene.queue).recoveries, 1);
  CHECK_EQ(stat_of(scene.queue).rolled_forward, 1);
  CHECK_EQ(stat_of(scene.queue).puts, 3);
  CHECK_EQ(stat_of(scene.queue).messages, 3);
  end_scene(&scene);
}

static void a_batch_that_a_dead_process_committed_is_rolled_forward(void) {
  struct scene scene = {0};
  kill_one(&scene, 1, put_three, has_committed);
  CHECK_EQ(stat_of(scene.queue).puts, 4);
  CHECK_EQ(stat_of(scene.queue).messages, 4);
  put_message(scene.queue, 0, 5);
  CHECK_EQ(stat_of(scene.queue).recoveries, 1);
  CHECK_EQ(stat_of(scene.queue).rolled_forward, 3);
  CHECK_EQ(stat_of(scene.queue).messages, 5);
  end_scene(&scene);
}

static void a_get_of_a_dead_process_is_rolled_forward(void) {
  struct scene scene = {0};
  kill_one(&scene, 1, get_one, has_taken);
  CHECK_EQ(stat_of(scene.queue).gets, 1);
  CHECK_EQ(stat_of(scene.queue).messages, 0);
  put_message(scene.queue, 0, 2);
  get_message(scene.queue, 0, 2);
  CHECK_EQ(stat_of(scene.queue).recoveries, 1);
  CHECK_EQ(stat_of(scene.queue).rolled_forward, 1);
  CHECK_EQ(stat_of(scene.queue).gets, 2);
  end_scene(&scene);
}

static void a_batch_that_a_dead_process_got_is_rolled_forward(void) {
  struct scene scene = {0};
  kill_one(&scene, 5, get_three, has_taken);
  CHECK_EQ(stat_of(scene.queue).gets, 3);
  CHECK_EQ(stat_of(scene.queue).messages, 2);
  get_message(scene.queue, 0, 4);
  CHECK_EQ(stat_of(scene.queue).recoveries, 1);
  CHECK_EQ(stat_of(scene.queue).rolled_forward, 3);
  CHECK_EQ(stat_of(scene.queue).gets, 4);
  end_scene(&scene);
}

/* Killed behind its commit, with a consumer asleep: which finds the message by itself. */
static void a_message_whose_putter_died_before_the_wake_is_a_rescue(void) {
  struct scene scene = {0};
  struct worker worker;
  stepper_begin();
  scene.queue = queue_create(scene.name, 0, SMALL_RING);
  scene.segment = segment_map(scene.name);
  worker_start(&worker, scene.name);
  worker_ask_to_sleep(&worker, WORKER_GET, 0);
  victim_start(&scene.victim, open_queue, put_one, &scene);
  CHECK(victim_step_until(&scene.victim, has_committed, &scene));
  victim_kill(&scene.victim);
  CHECK_RESULT(worker_answer(&worker).result, 0);
  CHECK_EQ(stat_of(scene.queue).slice_rescues, 1);
  CHECK_EQ(stat_of(scene.queue).get_wakes, 0);
  CHECK_EQ(stat_of(scene.queue).get_sleeps, 1);
  worker_end(&worker);
  end_scene(&scene);
}

static void damage_is_where_this_handle_last_found_it(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  shmq *other = queue_open(name);
  struct segment *segment = segment_map(name);
  segment->producer.limit ^= 8;
  CHECK_EQ(stat_of(queue).damage, -1);
  CHECK_RESULT(shmq_check(queue), -EPROTO);
  CHECK_EQ(stat_of(queue).damage, offsetof(struct segment, producer.limit));
  CHECK_EQ(stat_of(other).damage, -1);
  segment->producer.limit ^= 8;
  CHECK_EQ(stat_of(queue).damage, offsetof(struct segment, producer.limit));
  CHECK_RESULT(shmq_check(queue), 0);
  CHECK_EQ(stat_of(queue).damage, -1);
  segment_unmap(segment);
  CHECK_RESULT(shmq_close(other), 0);
  queue_destroy(queue, name);
}

static const struct test_case cases[] = {
    CASE(arguments_are_checked),
    CASE(what_this_version_does_not_know_stays_as_it_is),
    CASE(a_new_queue_is_open_empty_and_unused),
    CASE(limits_are_those_that_were_asked_for),
    CASE(messages_and_totals_are_exact),
    CASE(bytes_are_those_of_the_records),
    CASE(bytes_include_those_between_messages),
    CASE(the_high_water_marks_of_a_queue_that_was_full_are_exact),
    CASE(the_high_water_marks_of_others_lag_a_little),
    CASE(a_batch_too_counts_for_the_high_water_marks),
    CASE(reserved_is_what_the_file_system_says),
    CASE(shutdown_and_unfinished_tasks_show),
    CASE(attached_says_whether_there_is_another_handle),
    CASE(attached_sees_another_process_until_it_dies),
    CASE(the_creator_is_told_to_everybody),
    CASE(sleeps_and_wakes_of_consumers_are_counted),
    CASE(sleeps_and_wakes_of_producers_are_counted),
    CASE(a_sleep_that_times_out_is_one_sleep_and_no_rescue),
    CASE(a_death_before_the_commit_is_a_recovery_of_nothing),
    CASE(a_put_that_a_dead_process_committed_is_rolled_forward),
    CASE(a_batch_that_a_dead_process_committed_is_rolled_forward),
    CASE(a_get_of_a_dead_process_is_rolled_forward),
    CASE(a_batch_that_a_dead_process_got_is_rolled_forward),
    CASE(a_message_whose_putter_died_before_the_wake_is_a_rescue),
    CASE(damage_is_where_this_handle_last_found_it),
};

TEST_MAIN(cases)
