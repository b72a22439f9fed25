/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "check.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static char about[160];

void check_about(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(about, sizeof about, format, arguments);
  va_end(arguments);
}

/* _exit, since the check may fail in a thread or in a process that was forked: neither may run what
 * the case's process has registered for its end. */
void check_fail(const char *file, int line, const char *format, ...) {
  char text[1024];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  dprintf(STDERR_FILENO, "%s:%d: %s%s\n", file, line, text, about);
  _exit(1);
}

void check_true(const char *file, int line, const char *condition, bool holds) {
  if (!holds) {
    check_fail(file, line, "not so: %s", condition);
  }
}

void check_equal(const char *file, int line, const char *what, int64_t actual, int64_t expected) {
  if (actual != expected) {
    check_fail(file, line, "%s is %" PRId64 ", expected %" PRId64, what, actual, expected);
  }
}

static const char *meaning(int64_t result) {
  return result < 0 && result > -4096 ? strerror((int)-result) : "success";
}

void check_result(const char *file, int line, const char *what, int64_t actual, int64_t expected) {
  if (actual != expected) {
    check_fail(file, line, "%s is %" PRId64 " (%s), expected %" PRId64 " (%s)", what, actual,
               meaning(actual), expected, meaning(expected));
  }
}

void check_between(const char *file, int line, const char *what, int64_t actual, int64_t least,
                   int64_t most) {
  if (actual < least || actual > most) {
    check_fail(file, line, "%s is %" PRId64 ", expected %" PRId64 " to %" PRId64, what, actual,
               least, most);
  }
}

int64_t check_call(const char *file, int line, const char *call, int64_t result) {
  if (result < 0) {
    check_fail(file, line, "%s: %s", call, strerror(errno));
  }
  return result;
}
