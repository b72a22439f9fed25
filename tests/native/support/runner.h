/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Runs the cases of a test program, each in a process group of its own with a bounded life, so that
 * a crash or a hang is the failure of a case with a name, and leaves no process and no object.
 */
#ifndef TEST_RUNNER_H
#define TEST_RUNNER_H

#include <stddef.h>

struct test_case {
  const char *name;
  void (*run)(void);
  int seconds; /* it may take, on a busy machine and with sanitizers */
};

#define CASE(function) \
  { #function, function, 60 }
#define CASE_WITHIN(function, seconds) \
  { #function, function, seconds }

/* The program's main function. Arguments: --seed NUMBER, and the names of the cases to run, else
 * all. Exits with 0 if all passed, 77 if all were skipped, else 1. */
#define TEST_MAIN(cases)                                                 \
  int main(int argc, char **argv) {                                      \
    return run_cases(argc, argv, cases, sizeof cases / sizeof cases[0]); \
  }

int run_cases(int argc, char **argv, const struct test_case *cases, size_t count);

/* Ends the case: what it needs is not available here. */
_Noreturn void skip(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
