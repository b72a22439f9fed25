/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * A /dev/shm that is full.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "check.h"
#include "clock.h"
#include "message.h"
#include "names.h"
#include "private_shm.h"
#include "queues.h"
#include "runner.h"

#define FILLER SHM_DIRECTORY "/filler"
#define PAGE 4096

static void mount_small_shm(const char *options) {
  if (!private_shm_mount(options)) {
    skip("no file system may be mounted here (neither root nor a user namespace)");
  }
}

/* Takes all memory of the file system but `pages` pages. */
static void fill_but(int pages) {
  static const uint8_t page[PAGE];
  const int file = (int)CHECK_CALL(open(FILLER, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600));
  off_t size = 0;
  while (write(file, page, sizeof page) == (ssize_t)sizeof page) {
    size += PAGE;
  }
  CHECK_EQ(errno, ENOSPC);
  CHECK_CALL(ftruncate(file, size - (off_t)pages * PAGE));
  close(file);
}

static int create(char name[NAME_SIZE], shmq **queue) {
  const struct shmq_options options = {.size = sizeof options};
  fresh_name(name);
  return shmq_create(name, &options, queue);
}

static void create_without_memory_fails_and_leaves_nothing(void) {
  char name[NAME_SIZE];
  shmq *queue;
  mount_small_shm("size=4m");
  fill_but(0);
  for (int i = 0; i < 100; i++) {
    CHECK_RESULT(create(name, &queue), -ENOSPC);
    CHECK_EQ(private_shm_objects(), 1);
  }
  CHECK_CALL(unlink(FILLER));
  CHECK_RESULT(create(name, &queue), 0);
  put_message(queue, 1000, 1);
  get_message(queue, 1000, 1);
  queue_destroy(queue, name);
  CHECK_EQ(private_shm_objects(), 0);
}

static void create_without_inodes_fails_and_leaves_nothing(void) {
  char name[NAME_SIZE];
  shmq *queue;
  mount_small_shm("size=4m,nr_inodes=1");
  CHECK_RESULT(create(name, &queue), -ENOSPC);
  CHECK_EQ(private_shm_objects(), 0);
}

/* Puts messages until there is no memory, and returns how many. */
static uint64_t put_until_no_space(shmq *queue, size_t length) {
  uint8_t message[8 * PAGE];
  for (uint64_t id = 0;; id++) {
    message_fill(message, length, id);
    const int result = shmq_put(queue, message, length, 0);
    if (result != 0) {
      CHECK_RESULT(result, -ENOSPC);
      CHECK_RESULT(shmq_put(queue, message, length, MILLISECOND), -ENOSPC);
      CHECK_RESULT(shmq_put(queue, message, length, SHMQ_FOREVER), -ENOSPC);
      return id;
    }
  }
}

static void drain(shmq *queue, size_t length, uint64_t count) {
  CHECK_EQ(shmq_qsize(queue), count);
  for (uint64_t id = 0; id < count; id++) {
    get_message(queue, length, id);
  }
  CHECK_EQ(shmq_empty(queue), 1);
}

static void put_without_memory_fails_and_leaves_the_queue_intact(void) {
  static const size_t lengths[] = {1, 100, PAGE - 8, PAGE, 5 * PAGE};
  for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
    char name[NAME_SIZE];
    shmq *queue;
    mount_small_shm("size=8m");
    CHECK_RESULT(create(name, &queue), 0);
    const uint64_t put = put_until_no_space(queue, lengths[i]);
    printf("%zu bytes: %d messages fit\n", lengths[i], (int)put);
    /* Memory is taken in steps, the last of which may not be had. */
    CHECK(put * (lengths[i] + 8) >= 4 << 20);
    drain(queue, lengths[i], put);
    queue_destroy(queue, name);
  }
}

static void puts_succeed_once_there_is_memory_again(void) {
  char name[NAME_SIZE];
  shmq *queue;
  mount_small_shm("size=4m");
  CHECK_RESULT(create(name, &queue), 0);
  put_message(queue, 100, 0);
  fill_but(0);
  get_message(queue, 100, 0);
  const uint64_t before = put_until_no_space(queue, PAGE);
  CHECK_CALL(unlink(FILLER));
  for (uint64_t id = before; id < before + 100; id++) {
    put_message(queue, PAGE, id);
  }
  drain(queue, PAGE, before + 100);
  queue_destroy(queue, name);
}

/* Whatever little memory there is, the queue comes to life whole or not at all, and what it takes
 * it gives back. */
static void every_shortage_of_memory_is_survived(void) {
  bool created = false;
  mount_small_shm("size=8m");
  for (int pages = 0; pages <= 1024; pages += 31) {
    char name[NAME_SIZE];
    shmq *queue;
    fill_but(pages);
    const int result = create(name, &queue);
    CHECK_RESULT(result, result == 0 ? 0 : -ENOSPC);
    CHECK(result == 0 || !created);
    created = result == 0;
    if (created) {
      drain(queue, 500, put_until_no_space(queue, 500));
      queue_destroy(queue, name);
    }
    CHECK_EQ(private_shm_objects(), 1);
  }
  CHECK(created);
}

static const struct test_case cases[] = {
    CASE(create_without_memory_fails_and_leaves_nothing),
    CASE(create_without_inodes_fails_and_leaves_nothing),
    CASE(put_without_memory_fails_and_leaves_the_queue_intact),
    CASE(puts_succeed_once_there_is_memory_again),
    CASE(every_shortage_of_memory_is_survived),
};

TEST_MAIN(cases)
