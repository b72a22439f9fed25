/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "check.h"
#include "names.h"
#include "queues.h"
#include "resources.h"
#include "runner.h"
#include "share.h"

static void a_thousand_queues_leave_no_descriptor_and_no_mapping(void) {
  const size_t before = open_descriptors();
  const uint64_t queues = 1000 / test_share();
  for (uint64_t i = 0; i < queues; i++) {
    char name[NAME_SIZE];
    shmq *queue = queue_create(name, 0, 0);
    shmq *opened = queue_open(name);
    put_message(queue, 10, 1);
    get_message(opened, 10, 1);
    CHECK(shm_mappings() > 0);
    CHECK_RESULT(shmq_close(opened), 0);
    queue_destroy(queue, name);
    CHECK_EQ(open_descriptors(), before);
    CHECK_EQ(shm_mappings(), 0);
  }
}

static void what_fails_leaves_no_descriptor_and_no_mapping(void) {
  const struct shmq_options options = {.size = sizeof options};
  const struct shmq_options bad = {.size = sizeof bad, .flags = ~UINT32_C(0)};
  char name[NAME_SIZE];
  char foreign[NAME_SIZE];
  char path[PATH_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  fresh_name(foreign);
  object_path(foreign, path);
  close((int)CHECK_CALL(open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600)));
  const size_t descriptors_before = open_descriptors();
  const size_t mappings_before = shm_mappings();
  for (int i = 0; i < 100; i++) {
    shmq *other;
    CHECK_RESULT(shmq_create(name, &options, &other), -EEXIST);
    CHECK_RESULT(shmq_create(name, &bad, &other), -EINVAL);
    CHECK_RESULT(shmq_open(foreign, &other), -EPROTO);
  }
  CHECK_EQ(open_descriptors(), descriptors_before);
  CHECK_EQ(shm_mappings(), mappings_before);
  CHECK_RESULT(shmq_unlink(foreign), 0);
  queue_destroy(queue, name);
}

static void descriptors_do_not_survive_exec(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  size_t found = 0;
  for (int descriptor = 0; descriptor < 1024; descriptor++) {
    char link[64];
    char target[PATH_SIZE] = "";
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    if (readlink(link, target, sizeof target - 1) > 0 && strstr(target, SHM_DIRECTORY) == target) {
      CHECK((fcntl(descriptor, F_GETFD) & FD_CLOEXEC) != 0);
      found++;
    }
  }
  CHECK(found > 0);
  queue_destroy(queue, name);
}

static void limit_descriptors(rlim_t limit) {
  const struct rlimit resource = {limit, 4096};
  CHECK_CALL(setrlimit(RLIMIT_NOFILE, &resource));
}

/* The number of descriptors in use from 0 on, without a gap, so that it serves as a limit. */
static rlim_t lowest_free_descriptor(void) {
  const int descriptor = (int)CHECK_CALL(dup(STDOUT_FILENO));
  close(descriptor);
  return (rlim_t)descriptor;
}

static void no_descriptor_left_is_emfile(void) {
  const struct shmq_options options = {.size = sizeof options, .max_bytes = SMALL_RING};
  char name[NAME_SIZE];
  char refused[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  shmq *other;
  const rlim_t in_use = lowest_free_descriptor();
  fresh_name(refused);
  /* Not only for the first descriptor that a call needs: also for its second and third. */
  bool created = false;
  bool opened = false;
  for (rlim_t more = 0; more < 8; more++) {
    limit_descriptors(in_use + more);
    const int open_result = shmq_open(name, &other);
    CHECK_RESULT(open_result, open_result == 0 ? 0 : -EMFILE);
    if (open_result == 0) {
      CHECK_RESULT(shmq_close(other), 0);
    }
    const int create_result = shmq_create(refused, &options, &other);
    CHECK_RESULT(create_result, create_result == 0 ? 0 : -EMFILE);
    if (create_result == 0) {
      queue_destroy(other, refused);
    }
    CHECK(!object_exists(refused));
    CHECK(more > 0 || (open_result == -EMFILE && create_result == -EMFILE));
    opened = open_result == 0;
    created = create_result == 0;
  }
  CHECK(opened && created);
  limit_descriptors(1024);
  put_message(queue, 10, 1);
  get_message(queue, 10, 1);
  queue_destroy(queue, name);
}

static const struct test_case cases[] = {
    CASE(a_thousand_queues_leave_no_descriptor_and_no_mapping),
    CASE(what_fails_leaves_no_descriptor_and_no_mapping),
    CASE(descriptors_do_not_survive_exec),
    CASE(no_descriptor_left_is_emfile),
};

TEST_MAIN(cases)
