/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Checks: each prints where it stands and both values, and ends the process when it does not hold.
 */
#ifndef TEST_CHECK_H
#define TEST_CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CHECK(condition) check_true(__FILE__, __LINE__, #condition, (condition))

#define CHECK_EQ(actual, expected) \
  check_equal(__FILE__, __LINE__, #actual, (int64_t)(actual), (int64_t)(expected))

/* As CHECK_EQ for what the library returns: names the errors. */
#define CHECK_RESULT(actual, expected) \
  check_result(__FILE__, __LINE__, #actual, (int64_t)(actual), (int64_t)(expected))

#define CHECK_BETWEEN(actual, least, most) \
  check_between(__FILE__, __LINE__, #actual, (int64_t)(actual), (int64_t)(least), (int64_t)(most))

/* For system calls of the test itself: prints errno. */
#define CHECK_CALL(call) check_call(__FILE__, __LINE__, #call, (int64_t)(call))

#define FAIL(...) check_fail(__FILE__, __LINE__, __VA_ARGS__)

/* What the failures of this process are about from now on: printed with them. */
void check_about(const char *format, ...) __attribute__((format(printf, 1, 2)));

void check_true(const char *file, int line, const char *condition, bool holds);
void check_equal(const char *file, int line, const char *what, int64_t actual, int64_t expected);
void check_result(const char *file, int line, const char *what, int64_t actual, int64_t expected);
void check_between(const char *file, int line, const char *what, int64_t actual, int64_t least,
                   int64_t most);
int64_t check_call(const char *file, int line, const char *call, int64_t result);
_Noreturn void check_fail(const char *file, int line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
