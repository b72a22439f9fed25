/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "check.h"
#include "names.h"
#include "queues.h"
#include "runner.h"

static const char *const bad_names[] = {
    "",      ".a",     "-a",     "_a",       "/a",         "a/b", "a/",  ".",
    "..",    "../a",   "a b",    " a",       "a\n",        "a\t", "a:b", "a,b",
    "a\177", "a\001z", "a\200z", "\303\244", "a\303\244b", "a*",  "a?",  "a@b",
};

static void expect_refused(const char *name) {
  const struct shmq_options options = {.size = sizeof options};
  shmq *queue;
  CHECK_RESULT(shmq_create(name, &options, &queue), -EINVAL);
  CHECK_RESULT(shmq_open(name, &queue), -EINVAL);
  CHECK_RESULT(shmq_unlink(name), -EINVAL);
}

static void bad_names_are_refused_by_every_function(void) {
  for (size_t i = 0; i < sizeof bad_names / sizeof bad_names[0]; i++) {
    expect_refused(bad_names[i]);
  }
  expect_refused(NULL);
}

static void every_character_is_either_allowed_or_refused(void) {
  static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
  char name[NAME_SIZE];
  fresh_name(name);
  const size_t length = strlen(name);
  name[length + 1] = '\0';
  for (int c = 1; c < 256; c++) {
    shmq *queue;
    name[length] = (char)c;
    CHECK_RESULT(shmq_open(name, &queue), strchr(allowed, c) != NULL ? -ENOENT : -EINVAL);
  }
}

/* Fills a fresh name up to `length` characters. */
static void name_of_length(char *name, size_t length) {
  fresh_name(name);
  const size_t start = strlen(name);
  memset(name + start, 'x', length - start);
  name[length] = '\0';
}

static void a_name_of_200_characters_works(void) {
  const struct shmq_options options = {.size = sizeof options};
  char name[SHMQ_NAME_MAX + 1];
  shmq *queue;
  name_of_length(name, SHMQ_NAME_MAX);
  CHECK_RESULT(shmq_create(name, &options, &queue), 0);
  shmq *opened = queue_open(name);
  CHECK_RESULT(shmq_close(opened), 0);
  queue_destroy(queue, name);
}

static void a_name_of_201_characters_is_refused(void) {
  char name[SHMQ_NAME_MAX + 2];
  name_of_length(name, SHMQ_NAME_MAX + 1);
  expect_refused(name);
}

/* Whose name it is cannot be known, so it is only looked for, by a name that is certainly free. */
static void a_name_of_one_character_is_allowed(void) {
  for (char c = 'a'; c <= 'z'; c++) {
    const char name[2] = {c, '\0'};
    if (!object_exists(name)) {
      shmq *queue;
      CHECK_RESULT(shmq_open(name, &queue), -ENOENT);
      return;
    }
  }
  skip("every name of one letter is in use in " SHM_DIRECTORY);
}

static const struct test_case cases[] = {
    CASE(bad_names_are_refused_by_every_function),
    CASE(every_character_is_either_allowed_or_refused),
    CASE(a_name_of_200_characters_works),
    CASE(a_name_of_201_characters_is_refused),
    CASE(a_name_of_one_character_is_allowed),
};

TEST_MAIN(cases)
