/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Pairs of a load-exclusive and a store-exclusive instruction, by which older processors of aarch64
 * do an atomic operation. A traced process that stops between the two loses the exclusiveness, the
 * store fails, and the loop around them never ends. So a tracer lets a pair run as a whole. Nothing
 * is lost by that: before its store a pair has no effect that another process could see.
 *
 * exclusive_begin(); the tracer continues the process, which stops again by SIGTRAP;
 * exclusive_end().
 */
#ifndef TEST_EXCLUSIVE_H
#define TEST_EXCLUSIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define EXCLUSIVE_EXITS_MOST 4

/* A pair that a stopped process stands before: the instructions behind it, by which it is left. */
struct exclusive {
  size_t exits;
  uint64_t exit[EXCLUSIVE_EXITS_MOST];
  uint32_t instruction[EXCLUSIVE_EXITS_MOST];
};

#if defined(__aarch64__)

/* Returns whether the process stands before a pair, and if so puts breakpoints behind it. */
bool exclusive_begin(struct exclusive *pair, pid_t pid);
void exclusive_end(const struct exclusive *pair, pid_t pid);

#else

static inline bool exclusive_begin(struct exclusive *pair, pid_t pid) {
  (void)pair;
  (void)pid;
  return false;
}

static inline void exclusive_end(const struct exclusive *pair, pid_t pid) {
  (void)pair;
  (void)pid;
}

#endif

#endif
