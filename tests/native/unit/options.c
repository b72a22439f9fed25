/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>

#include "check.h"
#include "names.h"
#include "queues.h"
#include "runner.h"

/* Options as a later version of the library may have them. */
struct longer_options {
  struct shmq_options options;
  uint8_t later[64];
};

static int create_with(const void *options, char name[NAME_SIZE], shmq **queue) {
  fresh_name(name);
  return shmq_create(name, options, queue);
}

static void expect_accepted(const void *options) {
  char name[NAME_SIZE];
  shmq *queue;
  CHECK_RESULT(create_with(options, name, &queue), 0);
  put_message(queue, 10, 1);
  get_message(queue, 10, 1);
  queue_destroy(queue, name);
}

static void expect_refused(const void *options) {
  char name[NAME_SIZE];
  shmq *queue;
  CHECK_RESULT(create_with(options, name, &queue), -EINVAL);
  CHECK(!object_exists(name));
}

static void options_of_a_smaller_size_are_refused(void) {
  for (uint32_t size = 0; size < offsetof(struct shmq_options, mode); size++) {
    const struct shmq_options options = {.size = size};
    expect_refused(&options);
  }
}

static void options_of_a_larger_size_are_accepted_when_the_rest_is_zero(void) {
  for (uint32_t more = 1; more <= 64; more++) {
    const struct longer_options options = {.options.size = (uint32_t)sizeof options.options + more};
    expect_accepted(&options);
  }
}

static void options_of_a_larger_size_are_refused_when_the_rest_is_not_zero(void) {
  for (size_t i = 0; i < 64; i++) {
    struct longer_options options = {.options.size = sizeof options};
    options.later[i] = 1;
    expect_refused(&options);
  }
}

static void nothing_is_read_beyond_the_size(void) {
  struct longer_options options = {.options.size = sizeof options.options};
  memset(options.later, 0xff, sizeof options.later);
  expect_accepted(&options);
}

static void unknown_flags_are_refused(void) {
  for (unsigned bit = 1; bit < 32; bit++) {
    const struct shmq_options options = {.size = sizeof options, .flags = UINT32_C(1) << bit};
    expect_refused(&options);
  }
}

static void mode_bits_that_are_no_permissions_are_refused(void) {
  for (unsigned bit = 9; bit < 32; bit++) {
    const struct shmq_options options = {.size = sizeof options, .mode = 0600 | UINT32_C(1) << bit};
    expect_refused(&options);
  }
}

static void more_bytes_than_a_ring_may_have_are_refused(void) {
  static const uint64_t too_many[] = {(UINT64_C(1) << 34) + 1, UINT64_C(1) << 35,
                                      UINT64_C(1) << 62,       UINT64_C(1) << 63,
                                      (UINT64_C(1) << 63) + 1, UINT64_MAX};
  for (size_t i = 0; i < sizeof too_many / sizeof too_many[0]; i++) {
    const struct shmq_options options = {.size = sizeof options, .max_bytes = too_many[i]};
    expect_refused(&options);
  }
}

static int64_t max_length_of(uint64_t max_bytes) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, max_bytes);
  const int64_t length = shmq_max_length(queue);
  queue_destroy(queue, name);
  return length;
}

static void max_bytes_is_rounded_up_to_a_power_of_two(void) {
  CHECK_EQ(max_length_of(1), max_length_of(4096));
  CHECK_EQ(max_length_of(4095), max_length_of(4096));
  CHECK(max_length_of(4097) > max_length_of(4096));
  CHECK_EQ(max_length_of(4097), max_length_of(8192));
  CHECK_EQ(max_length_of(0), max_length_of(UINT64_C(1) << 30));
  CHECK(max_length_of(4096) >= 4096 / 2 - 16);
}

static int64_t max_messages_of(int64_t max_messages) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, max_messages, SMALL_RING);
  const int64_t result = shmq_max_messages(queue);
  queue_destroy(queue, name);
  return result;
}

static void max_messages_tells_the_limit(void) {
  CHECK_EQ(max_messages_of(1), 1);
  CHECK_EQ(max_messages_of(1000000), 1000000);
  CHECK_EQ(max_messages_of(INT64_MAX), INT64_MAX);
  CHECK_EQ(max_messages_of(0), 0);
  CHECK_EQ(max_messages_of(-1), 0);
  CHECK_EQ(max_messages_of(INT64_MIN), 0);
}

static void expect_mode(uint32_t asked, mode_t mask, mode_t expected) {
  const struct shmq_options options = {
      .size = sizeof options, .mode = asked, .max_bytes = SMALL_RING};
  char name[NAME_SIZE];
  char path[PATH_SIZE];
  struct stat status;
  shmq *queue;
  umask(mask);
  CHECK_RESULT(create_with(&options, name, &queue), 0);
  object_path(name, path);
  CHECK_CALL(lstat(path, &status));
  CHECK(S_ISREG(status.st_mode));
  CHECK_EQ(status.st_mode & 07777, expected);
  queue_destroy(queue, name);
}

static void the_mode_is_applied_whatever_the_umask(void) {
  static const mode_t masks[] = {0, 022, 077, 0777};
  static const mode_t modes[] = {0600, 0640, 0644, 0660, 0666};
  for (size_t i = 0; i < sizeof masks / sizeof masks[0]; i++) {
    expect_mode(0, masks[i], 0600);
    for (size_t j = 0; j < sizeof modes / sizeof modes[0]; j++) {
      expect_mode(modes[j], masks[i], modes[j]);
    }
  }
}

static const struct test_case cases[] = {
    CASE(options_of_a_smaller_size_are_refused),
    CASE(options_of_a_larger_size_are_accepted_when_the_rest_is_zero),
    CASE(options_of_a_larger_size_are_refused_when_the_rest_is_not_zero),
    CASE(nothing_is_read_beyond_the_size),
    CASE(unknown_flags_are_refused),
    CASE(mode_bits_that_are_no_permissions_are_refused),
    CASE(more_bytes_than_a_ring_may_have_are_refused),
    CASE(max_bytes_is_rounded_up_to_a_power_of_two),
    CASE(max_messages_tells_the_limit),
    CASE(the_mode_is_applied_whatever_the_umask),
};

TEST_MAIN(cases)
