/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * What the library says in words: errors and its version.
 */
#include <errno.h>
#include <regex.h>
#include <shmq.h>
#include <string.h>

#include "check.h"
#include "runner.h"

static const int errors[] = {EDEADLK, EPERM,  ESHUTDOWN, EINVAL, EEXIST,    ENOENT,
                             EACCES,  ENOSPC, EMFILE,    ENFILE, ENOMEM,    EPROTO,
                             EXDEV,   EBADF,  EAGAIN,    EBUSY,  ETIMEDOUT, EMSGSIZE};

#define ERRORS (sizeof errors / sizeof errors[0])

static void every_error_has_a_sentence_of_its_own(void) {
  for (size_t i = 0; i < ERRORS; i++) {
    const char *sentence = shmq_strerror(-errors[i]);
    CHECK(sentence != NULL);
    CHECK(strlen(sentence) >= 15);
    CHECK(strchr(sentence, '\n') == NULL);
    for (size_t j = 0; j < i; j++) {
      if (strcmp(sentence, shmq_strerror(-errors[j])) == 0) {
        FAIL("errors %d and %d have the same sentence: %s", errors[i], errors[j], sentence);
      }
    }
  }
}

static void the_sign_of_an_error_does_not_matter(void) {
  for (size_t i = 0; i < ERRORS; i++) {
    CHECK(strcmp(shmq_strerror(errors[i]), shmq_strerror(-errors[i])) == 0);
  }
}

static void every_number_has_a_sentence(void) {
  static const int odd[] = {0, 1, -1, 4095, 100000, -100000, INT32_MAX, INT32_MIN};
  for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++) {
    CHECK(shmq_strerror(odd[i]) != NULL);
    CHECK(strlen(shmq_strerror(odd[i])) > 0);
  }
}

static void the_text_is_static(void) {
  const char *first = shmq_strerror(-EINVAL);
  char copy[512];
  CHECK(strlen(first) < sizeof copy);
  strcpy(copy, first);
  for (int error = -200; error <= 200; error++) {
    CHECK(shmq_strerror(error) != NULL);
  }
  CHECK(strcmp(first, copy) == 0);
  CHECK(shmq_version() == shmq_version());
}

static void the_version_has_three_numbers(void) {
  regex_t version;
  CHECK_EQ(regcomp(&version, "^(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)$",
                   REG_EXTENDED | REG_NOSUB),
           0);
  CHECK_EQ(regexec(&version, shmq_version(), 0, NULL, 0), 0);
  regfree(&version);
}

static const struct test_case cases[] = {
    CASE(every_error_has_a_sentence_of_its_own), CASE(the_sign_of_an_error_does_not_matter),
    CASE(every_number_has_a_sentence),           CASE(the_text_is_static),
    CASE(the_version_has_three_numbers),
};

TEST_MAIN(cases)
