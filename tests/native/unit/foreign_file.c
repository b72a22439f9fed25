/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Objects under a queue's name that are no queue, or not one for this process: open refuses them
 * and leaves them as they were.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "check.h"
#include "layout.h"
#include "names.h"
#include "queues.h"
#include "random.h"
#include "runner.h"

#define OBJECT_SIZE (HEADER_SIZE + SMALL_RING)

/* The bytes of a queue that has messages in it. */
static void read_queue(uint8_t bytes[OBJECT_SIZE]) {
  char name[NAME_SIZE];
  char path[PATH_SIZE];
  shmq *queue = queue_create(name, 10, SMALL_RING);
  put_message(queue, 100, 1);
  put_message(queue, 200, 2);
  object_path(name, path);
  const int file = (int)CHECK_CALL(open(path, O_RDONLY | O_CLOEXEC));
  CHECK_EQ(read(file, bytes, OBJECT_SIZE), OBJECT_SIZE);
  close(file);
  queue_destroy(queue, name);
}

static void write_object(const char *name, const void *bytes, size_t length) {
  char path[PATH_SIZE];
  object_path(name, path);
  const int file = (int)CHECK_CALL(open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600));
  CHECK_EQ(write(file, bytes, length), length);
  close(file);
}

static struct stat status_of(const char *path) {
  struct stat status;
  CHECK_CALL(lstat(path, &status));
  return status;
}

static void expect_bytes(const char *path, const void *bytes, size_t length) {
  uint8_t *now = malloc(length + 1);
  const int file = (int)CHECK_CALL(open(path, O_RDONLY | O_CLOEXEC));
  CHECK_EQ(read(file, now, length + 1), length);
  CHECK(memcmp(now, bytes, length) == 0);
  close(file);
  free(now);
}

static void expect_same_status(const struct stat *before, const struct stat *after) {
  CHECK_EQ(after->st_ino, before->st_ino);
  CHECK_EQ(after->st_mode, before->st_mode);
  CHECK_EQ(after->st_size, before->st_size);
  CHECK_EQ(after->st_blocks, before->st_blocks);
  CHECK_EQ(after->st_mtim.tv_sec, before->st_mtim.tv_sec);
  CHECK_EQ(after->st_mtim.tv_nsec, before->st_mtim.tv_nsec);
  CHECK_EQ(after->st_ctim.tv_nsec, before->st_ctim.tv_nsec);
}

/* What open gives for an object of these bytes; create must find the name taken. */
static int refusal_of(const void *bytes, size_t length) {
  const struct shmq_options options = {.size = sizeof options, .max_bytes = SMALL_RING};
  char name[NAME_SIZE];
  char path[PATH_SIZE];
  shmq *queue;
  fresh_name(name);
  object_path(name, path);
  write_object(name, bytes, length);
  const struct stat before = status_of(path);
  const int result = shmq_open(name, &queue);
  CHECK_RESULT(shmq_create(name, &options, &queue), -EEXIST);
  const struct stat after = status_of(path);
  expect_same_status(&before, &after);
  expect_bytes(path, bytes, length);
  CHECK_RESULT(shmq_unlink(name), 0);
  return result;
}

static void files_that_are_no_queue_are_refused(void) {
  static const char text[] = "This is no queue.\n";
  static uint8_t zeros[OBJECT_SIZE];
  CHECK_RESULT(refusal_of("", 0), -EPROTO);
  CHECK_RESULT(refusal_of(text, sizeof text), -EPROTO);
  CHECK_RESULT(refusal_of(MAGIC, 8), -EPROTO);
  CHECK_RESULT(refusal_of(zeros, sizeof zeros), -EPROTO);
}

static void random_files_are_refused(void) {
  static uint8_t bytes[3 * HEADER_SIZE];
  struct random random = random_start(1);
  for (int i = 0; i < 1000; i++) {
    const size_t length = random_below(&random, sizeof bytes + 1);
    random_bytes(&random, bytes, length);
    CHECK_RESULT(refusal_of(bytes, length), -EPROTO);
  }
}

static void random_files_that_begin_as_a_queue_are_refused(void) {
  static uint8_t bytes[OBJECT_SIZE];
  struct random random = random_start(2);
  read_queue(bytes);
  for (int i = 0; i < 1000; i++) {
    const size_t good = random_below(&random, offsetof(struct identity, checksum));
    uint8_t damaged[OBJECT_SIZE];
    memcpy(damaged, bytes, sizeof damaged);
    random_bytes(&random, damaged + good, sizeof(struct identity) - good);
    const int result = refusal_of(damaged, sizeof damaged);
    CHECK(result == -EPROTO || result == -EXDEV);
  }
}

static void a_copy_of_a_queue_opens(void) {
  static uint8_t bytes[OBJECT_SIZE];
  char name[NAME_SIZE];
  read_queue(bytes);
  fresh_name(name);
  write_object(name, bytes, sizeof bytes);
  shmq *queue = queue_open(name);
  CHECK_EQ(shmq_max_messages(queue), 10);
  get_message(queue, 100, 1);
  get_message(queue, 200, 2);
  queue_destroy(queue, name);
}

static void a_queue_cut_short_is_refused(void) {
  static const size_t lengths[] = {OBJECT_SIZE - 1,
                                   OBJECT_SIZE - HEADER_SIZE,
                                   OBJECT_SIZE - SMALL_RING / 2,
                                   HEADER_SIZE + 1,
                                   HEADER_SIZE - 1,
                                   sizeof(struct segment) - 1,
                                   sizeof(struct identity),
                                   sizeof(struct identity) - 1,
                                   1};
  static uint8_t bytes[OBJECT_SIZE];
  read_queue(bytes);
  for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
    CHECK_RESULT(refusal_of(bytes, lengths[i]), -EPROTO);
  }
}

/* What open gives for a queue one field of which has another value. */
static int refusal_with(size_t offset, const void *value, size_t size) {
  static uint8_t bytes[OBJECT_SIZE];
  read_queue(bytes);
  CHECK(memcmp(bytes + offset, value, size) != 0);
  memcpy(bytes + offset, value, size);
  return refusal_of(bytes, sizeof bytes);
}

#define REFUSAL_WITH(field, type, ...) \
  refusal_with(offsetof(struct identity, field), &(const type){__VA_ARGS__}, sizeof(type))

static void another_layout_is_refused(void) {
  CHECK_RESULT(REFUSAL_WITH(magic[0], uint8_t, 'S'), -EPROTO);
  CHECK_RESULT(REFUSAL_WITH(layout_version, uint32_t, LAYOUT_VERSION + 1), -EPROTO);
  CHECK_RESULT(REFUSAL_WITH(layout_version, uint32_t, 0), -EPROTO);
  CHECK_RESULT(REFUSAL_WITH(layout_version, uint32_t, UINT32_MAX), -EPROTO);
  CHECK_RESULT(REFUSAL_WITH(byte_order, uint32_t, UINT32_C(0x04030201)), -EPROTO);
  CHECK_RESULT(REFUSAL_WITH(header_size, uint32_t, 2 * HEADER_SIZE), -EPROTO);
}

static void another_mutex_is_refused(void) {
  CHECK_RESULT(REFUSAL_WITH(word_size, uint32_t, sizeof(void *) == 8 ? 4 : 8), -EXDEV);
  CHECK_RESULT(REFUSAL_WITH(mutex_library, uint32_t, 99), -EXDEV);
  CHECK_RESULT(REFUSAL_WITH(mutex_size, uint32_t, sizeof(pthread_mutex_t) + 8), -EXDEV);
}

static void another_pid_namespace_is_refused(void) {
  CHECK_RESULT(REFUSAL_WITH(pid_namespace, uint64_t, 1), -EXDEV);
}

static void another_geometry_is_refused(void) {
  static const uint64_t sizes[] = {0,
                                   1,
                                   SMALL_RING - 1,
                                   SMALL_RING + 8,
                                   SMALL_RING / 2,
                                   2 * SMALL_RING,
                                   UINT64_C(1) << 40,
                                   UINT64_C(1) << 63,
                                   UINT64_MAX,
                                   (uint64_t)-HEADER_SIZE};
  for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
    CHECK_RESULT(REFUSAL_WITH(ring_size, uint64_t, sizes[i]), -EPROTO);
  }
  CHECK_RESULT(REFUSAL_WITH(max_messages, uint64_t, 11), -EPROTO);
  CHECK_RESULT(REFUSAL_WITH(flags, uint32_t, SHMQ_AUTO_UNLINK), -EPROTO);
  CHECK_RESULT(REFUSAL_WITH(creator_pid, uint32_t, 0), -EPROTO);
  CHECK_RESULT(REFUSAL_WITH(checksum, uint64_t, 0), -EPROTO);
}

static void every_bit_of_the_identity_matters(void) {
  static uint8_t bytes[OBJECT_SIZE];
  read_queue(bytes);
  for (size_t bit = 0; bit < 8 * sizeof(struct identity); bit++) {
    bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
    const int result = refusal_of(bytes, sizeof bytes);
    CHECK(result == -EPROTO || result == -EXDEV);
    bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
  }
}

/* Under the name lies something that is no regular file: neither opened nor unlinked. */
static void expect_no_file(const char *name) {
  const struct shmq_options options = {.size = sizeof options, .max_bytes = SMALL_RING};
  char path[PATH_SIZE];
  shmq *queue;
  object_path(name, path);
  const struct stat before = status_of(path);
  CHECK_RESULT(shmq_open(name, &queue), -EPROTO);
  CHECK_RESULT(shmq_create(name, &options, &queue), -EEXIST);
  CHECK_RESULT(shmq_unlink(name), -EPROTO);
  const struct stat after = status_of(path);
  expect_same_status(&before, &after);
}

static void a_directory_is_refused(void) {
  char name[NAME_SIZE];
  char path[PATH_SIZE];
  fresh_name(name);
  object_path(name, path);
  CHECK_CALL(mkdir(path, 0700));
  expect_no_file(name);
  CHECK_CALL(rmdir(path));
}

static void a_fifo_is_refused(void) {
  char name[NAME_SIZE];
  char path[PATH_SIZE];
  fresh_name(name);
  object_path(name, path);
  CHECK_CALL(mkfifo(path, 0600));
  expect_no_file(name);
  CHECK_CALL(unlink(path));
}

static void a_socket_is_refused(void) {
  char name[NAME_SIZE];
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  char path[PATH_SIZE];
  fresh_name(name);
  object_path(name, path);
  CHECK(strlen(path) < sizeof address.sun_path);
  strcpy(address.sun_path, path);
  const int file = (int)CHECK_CALL(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  CHECK_CALL(bind(file, (const struct sockaddr *)&address, sizeof address));
  expect_no_file(name);
  close(file);
  CHECK_CALL(unlink(path));
}

/* Also one that leads to a queue: whoever may write into the directory could lead it anywhere. */
static void a_symbolic_link_is_refused(void) {
  char target[NAME_SIZE];
  char name[NAME_SIZE];
  char target_path[PATH_SIZE];
  char path[PATH_SIZE];
  shmq *queue = queue_create(target, 0, SMALL_RING);
  fresh_name(name);
  object_path(target, target_path);
  object_path(name, path);
  CHECK_CALL(symlink(target_path, path));
  expect_no_file(name);
  CHECK_CALL(unlink(path));
  CHECK_CALL(symlink("/nowhere", path));
  expect_no_file(name);
  CHECK_CALL(unlink(path));
  queue_destroy(queue, target);
}

static const struct test_case cases[] = {
    CASE(files_that_are_no_queue_are_refused),
    CASE(random_files_are_refused),
    CASE(random_files_that_begin_as_a_queue_are_refused),
    CASE(a_copy_of_a_queue_opens),
    CASE(a_queue_cut_short_is_refused),
    CASE(another_layout_is_refused),
    CASE(another_mutex_is_refused),
    CASE(another_pid_namespace_is_refused),
    CASE(another_geometry_is_refused),
    CASE(every_bit_of_the_identity_matters),
    CASE(a_directory_is_refused),
    CASE(a_fifo_is_refused),
    CASE(a_socket_is_refused),
    CASE(a_symbolic_link_is_refused),
};

TEST_MAIN(cases)
