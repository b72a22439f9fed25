/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "kill_points.h"

#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "clock.h"
#include "random.h"
#include "share.h"

/* Scenes at a time. */
#define LANES_MOST 8

/* Points of a normal run of one case beside those where something changes. */
#define MATTERS_SHARE 60
#define OTHER_SHARE 15

/* Runs of a call that reads the clock differ by some instructions. */
#define JITTER 100

/* With --all a case may take so many times as long. */
#define ALL_FACTOR 60

static bool all_points;

/* Of all cases of the program. */
static struct totals {
  uint64_t points;
  uint64_t without; /* nothing of the victim's work was visible */
  uint64_t with;    /* all of it */
  uint64_t partly;
  uint64_t hangs;
  int64_t slowest;
} * totals;

/* The instructions of one undisturbed run. */
struct course {
  uint64_t length; /* how many there are */
  uint8_t *kinds;  /* of each */
  int64_t full;    /* progress at the end */
};

enum kind { OTHER, MATTERS, VISIBLE };

struct trial {
  const struct experiment *experiment;
  struct death *lanes[LANES_MOST];
  struct course course;
  uint64_t *points;
  int64_t *progress; /* of each point */
  size_t count;
};

void death_survived(struct death *death, int64_t begin, int64_t end) {
  if (end - begin >= SOON) {
    totals->hangs++;
    FAIL("a living process is still in its call, or was for %" PRId64 " s", (end - begin) / SECOND);
  }
  if (end - begin > death->slowest) {
    death->slowest = end - begin;
  }
}

static void tell_point(const struct death *death) {
  check_about(" (the kill is behind %" PRIu64 " instructions)", death->point);
}

/* --- one death --- */

static void start(const struct experiment *experiment, struct death *death) {
  tell_point(death);
  death->left = false;
  death->progress = 0;
  experiment->arrange(death);
  victim_start(&death->victim, experiment->prepare, experiment->function, death);
}

static void stand(const struct experiment *experiment, struct death *death) {
  death->left = !victim_runs(&death->victim);
  death->progress = experiment->look(death);
  death->time = now();
  victim_kill(&death->victim);
}

static void settle(const struct experiment *experiment, struct death *death) {
  tell_point(death);
  experiment->settle(death);
}

/* Whether the instruction before the point where the victim stands changed something that others
 * see, or is a system call, or the one behind it is. */
static bool is_visible(const struct experiment *experiment, struct death *death,
                       bool *next_to_call) {
  const bool changed = experiment->changes(death);
  const bool before_call = victim_at_system_call(&death->victim);
  const bool visible = changed || before_call || *next_to_call;
  *next_to_call = before_call;
  return visible;
}

/* Steps to visible point number `nth`. Where a call reads the clock, the number of instructions is
 * not quite the same in every run. */
static uint64_t step_to_visible(const struct experiment *experiment, struct death *death,
                                uint64_t nth) {
  bool next_to_call = true;
  uint64_t steps = 0;
  experiment->changes(death);
  for (;;) {
    if (is_visible(experiment, death, &next_to_call) && nth-- == 0) {
      return steps;
    }
    if (!victim_step(&death->victim)) {
      return steps;
    }
    steps++;
  }
}

/* --- the course --- */

static void course_add(struct course *course, enum kind kind) {
  if ((course->length & (course->length - 1)) == 0) {
    course->kinds = realloc(course->kinds, 2 * course->length + 1);
    CHECK(course->kinds != NULL);
  }
  course->kinds[course->length++] = (uint8_t)kind;
}

/* Element k is about the point behind k instructions. */
static void measure(struct trial *trial) {
  const struct experiment *experiment = trial->experiment;
  struct death *death = trial->lanes[0];
  struct course *course = &trial->course;
  death->point = 0;
  start(experiment, death);
  experiment->changes(death);
  bool next_to_call = true;
  do {
    const bool visible = is_visible(experiment, death, &next_to_call);
    course_add(course, visible ? VISIBLE : experiment->matters(death) ? MATTERS : OTHER);
  } while (victim_step(&death->victim));
  course_add(course, VISIBLE);
  stand(experiment, death);
  course->full = death->progress;
  settle(experiment, death);
}

/* Of the first `length` points. */
static uint64_t count_up_to(const struct course *course, uint64_t length, enum kind kind) {
  uint64_t count = 0;
  for (uint64_t k = 0; k < length; k++) {
    count += course->kinds[k] == kind;
  }
  return count;
}

static uint64_t count_kind(const struct course *course, enum kind kind) {
  return count_up_to(course, course->length, kind);
}

/* Every stride-th point of a kind, from a random one on. */
struct share {
  uint64_t stride;
  uint64_t next;
};

static struct share share_of(const struct course *course, enum kind kind, uint64_t points,
                             struct random *random) {
  const uint64_t stride = all_points ? 1 : (count_kind(course, kind) / points + 1) * test_share();
  return (struct share){stride, random_below(random, stride)};
}

static bool takes(struct share *share) {
  if (share->next > 0) {
    share->next--;
    return false;
  }
  share->next = share->stride - 1;
  return true;
}

static void choose_points(struct trial *trial) {
  const struct course *course = &trial->course;
  struct random random = random_start(1);
  struct share shares[] = {
      [OTHER] = share_of(course, OTHER, OTHER_SHARE, &random),
      [MATTERS] = share_of(course, MATTERS, MATTERS_SHARE, &random),
      [VISIBLE] = share_of(course, VISIBLE, UINT64_MAX, &random),
  };
  trial->points = calloc(course->length, sizeof *trial->points);
  trial->progress = calloc(course->length, sizeof *trial->progress);
  CHECK(trial->points != NULL && trial->progress != NULL);
  for (uint64_t k = 0; k < course->length; k++) {
    if (takes(&shares[course->kinds[k]])) {
      trial->points[trial->count++] = k;
    }
  }
}

/* --- the deaths of a case --- */

static void die(const struct trial *trial, struct death *death, uint64_t point) {
  const struct experiment *experiment = trial->experiment;
  death->point = point;
  start(experiment, death);
  if (trial->course.kinds[point] == VISIBLE) {
    death->point = step_to_visible(experiment, death, count_up_to(&trial->course, point, VISIBLE));
  } else {
    victim_steps(&death->victim, point);
  }
  tell_point(death);
  stand(experiment, death);
}

static void run_batch(struct trial *trial, size_t first) {
  const size_t left = trial->count - first;
  const size_t lanes = left < trial->experiment->lanes ? left : trial->experiment->lanes;
  for (size_t i = 0; i < lanes; i++) {
    die(trial, trial->lanes[i], trial->points[first + i]);
    trial->progress[first + i] = trial->lanes[i]->progress;
  }
  for (size_t i = 0; i < lanes; i++) {
    settle(trial->experiment, trial->lanes[i]);
  }
}

/* What is done stays done. */
static void expect_no_step_back(const struct trial *trial) {
  size_t first = 0;
  int64_t most = 0; /* up to there */
  for (size_t i = 0; i < trial->count; i++) {
    CHECK_BETWEEN(trial->progress[i], 0, trial->course.full);
    while (trial->points[first] + JITTER <= trial->points[i]) {
      most = trial->progress[first] > most ? trial->progress[first] : most;
      first++;
    }
    if (trial->progress[i] < most) {
      FAIL("killed after %" PRIu64 " instructions the victim had come to %" PRId64
           ", and earlier to %" PRId64,
           trial->points[i], trial->progress[i], most);
    }
  }
}

static void report(const struct trial *trial) {
  uint64_t with = 0;
  uint64_t without = 0;
  int64_t slowest = 0;
  for (size_t i = 0; i < trial->count; i++) {
    const bool done = trial->course.full > 0 && trial->progress[i] == trial->course.full;
    with += done;
    without += trial->progress[i] == 0;
  }
  for (size_t i = 0; i < trial->experiment->lanes; i++) {
    slowest = trial->lanes[i]->slowest > slowest ? trial->lanes[i]->slowest : slowest;
  }
  const uint64_t partly = trial->count - with - without;
  printf("%" PRIu64 " instructions, %" PRIu64 " visible, %" PRIu64
         " others that matter; kill points %zu: nothing done %" PRIu64 ", all done %" PRIu64
         ", in between %" PRIu64 "; slowest continuation %.1f ms\n",
         trial->course.length - 1, count_kind(&trial->course, VISIBLE),
         count_kind(&trial->course, MATTERS), trial->count, without, with, partly,
         (double)slowest / (double)MILLISECOND);
  totals->points += trial->count;
  totals->with += with;
  totals->without += without;
  totals->partly += partly;
  totals->slowest = slowest > totals->slowest ? slowest : totals->slowest;
}

void kill_everywhere(const struct experiment *experiment, const void *argument) {
  struct trial trial = {.experiment = experiment};
  stepper_begin();
  CHECK_BETWEEN(experiment->lanes, 1, LANES_MOST);
  for (size_t i = 0; i < experiment->lanes; i++) {
    trial.lanes[i] = calloc(1, experiment->scene_size);
    CHECK(trial.lanes[i] != NULL);
    experiment->open(trial.lanes[i], argument);
  }
  measure(&trial);
  choose_points(&trial);
  for (size_t first = 0; first < trial.count; first += experiment->lanes) {
    run_batch(&trial, first);
  }
  check_about("%s", "");
  expect_no_step_back(&trial);
  report(&trial);
  for (size_t i = 0; i < experiment->lanes; i++) {
    free(trial.lanes[i]);
  }
  free(trial.points);
  free(trial.progress);
  free(trial.course.kinds);
}

/* --- the program --- */

int kill_cases(int argc, char **argv, const struct test_case *cases, size_t count) {
  struct test_case *own = calloc(count, sizeof *own);
  CHECK(own != NULL);
  memcpy(own, cases, count * sizeof *own);
  totals = shared_memory(sizeof *totals);
  if (argc >= 2 && strcmp(argv[1], "--all") == 0) {
    all_points = true;
    argv[1] = argv[0];
    argc--;
    argv++;
    for (size_t i = 0; i < count; i++) {
      own[i].seconds *= ALL_FACTOR;
    }
  }
  const int result = run_cases(argc, argv, own, count);
  printf("kill points %" PRIu64 ": nothing done %" PRIu64 ", all done %" PRIu64
         ", in between %" PRIu64 ", hangs %" PRIu64 "; slowest continuation %.1f ms\n",
         totals->points, totals->without, totals->with, totals->partly, totals->hangs,
         (double)totals->slowest / (double)MILLISECOND);
  free(own);
  return result;
}
