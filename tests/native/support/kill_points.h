/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * A process is run instruction by instruction from the first to the last of a call, and killed
 * after k of them, for every k. After each death the living go on, and what they find must be what
 * the dead had made visible.
 *
 * A first run is not killed: it tells how many instructions the call has, and which of them matter:
 * those that change what others see, those next to system calls, those where the experiment says so
 * (as under a lock), and others. A normal run kills behind every instruction of the first three
 * kinds, unless there are too many of the third, and behind a share of the others; with --all a
 * program kills behind every one.
 */
#ifndef TEST_KILL_POINTS_H
#define TEST_KILL_POINTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "process.h"
#include "runner.h"
#include "stepper.h"

/* One death. Every scene begins with it. */
struct death {
  uint64_t point; /* instructions that the victim does before */
  struct victim victim;
  bool left;        /* it had come to the end of its function */
  int64_t time;     /* of the kill */
  int64_t progress; /* what the victim had made visible by then, see struct experiment */
  int64_t slowest;  /* longest time that a living process needed for a call after it, so far */
};

/* What a victim does, and what must hold when it was killed. The functions get a scene, which
 * begins with a struct death; `prepare` and `function` are called in the victim. */
struct experiment {
  size_t scene_size;
  size_t lanes; /* scenes at a time: as many deaths are arranged before the first is settled */
  void (*open)(void *scene, const void *argument); /* once for each scene, which is all zeros */

  void (*arrange)(void *scene);
  process_function *prepare; /* at full speed */
  process_function *function;

  /* The victim stands. Whether what others can see has changed since the last call, and whether a
   * death here may matter although it has not. */
  bool (*changes)(void *scene);
  bool (*matters)(void *scene);

  /* The victim stands for the last time. Returns how much of its work is visible: 0 for none, and
   * never less for a later point. */
  int64_t (*look)(void *scene);

  /* The victim is dead. The living go on. */
  void (*settle)(void *scene);
};

/* Runs a case. */
void kill_everywhere(const struct experiment *experiment, const void *argument);

/* A call of a living process that began at `begin`, or could go on from then, was over or is still
 * not over at `end`. */
void death_survived(struct death *death, int64_t begin, int64_t end);

/* The main function of a program with such cases. As run_cases; with --all first, every point. */
#define KILL_MAIN(cases)                                                  \
  int main(int argc, char **argv) {                                       \
    return kill_cases(argc, argv, cases, sizeof cases / sizeof cases[0]); \
  }

int kill_cases(int argc, char **argv, const struct test_case *cases, size_t count);

#endif
