/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Producers and consumers on one queue are killed and stopped at random times, over and over: no
 * message is lost but one in the hand of whom the kill met, none comes twice, torn, out of order or
 * from nowhere, and the living go on.
 *
 * Arguments: --seconds NUMBER, how long all scenes take together; --producers NUMBER, --consumers
 * NUMBER; then those of every test program: --seed NUMBER, and names of scenes. Runs of one seed
 * plan the same kills, stops, lengths and operations; whom they meet where is the machine's affair.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "director.h"
#include "queues.h"
#include "runner.h"

static struct cast cast = {.producers = 3, .consumers = 3};

/* Records wrap around the ring's end all the time, and the longest must have it whole. */
static void a_tiny_ring(void) {
  direct(&(struct scene){.number = 1,
                         .ring = SMALL_RING,
                         .longest = SMALL_RING - 16,
                         .spin_ns = SHMQ_SPIN_ADAPTIVE,
                         .busy = true},
         &cast);
}

static void few_messages_at_a_time(void) {
  direct(&(struct scene){.number = 2,
                         .max_messages = 4,
                         .shuts_down = true,
                         .ring = 65536,
                         .longest = 1000,
                         .spin_ns = SHMQ_SPIN_ADAPTIVE,
                         .busy = true},
         &cast);
}

/* Every message is handed from one who sleeps to one who sleeps: a wake-up that is lost leaves both
 * ends asleep. */
static void everybody_sleeps(void) {
  direct(
      &(struct scene){
          .number = 3, .max_messages = 1, .ring = SMALL_RING, .longest = 200, .patient = true},
      &cast);
}

static void mostly_empty(void) {
  direct(&(struct scene){.number = 4,
                         .ring = 1 << 20,
                         .longest = 4000,
                         .spin_ns = SHMQ_SPIN_ADAPTIVE,
                         .most_put_pause_ns = 10 * MILLISECOND},
         &cast);
}

/* The queue swells and is drained, over and over. */
static void large_messages_without_limit(void) {
  direct(&(struct scene){.number = 5,
                         .longest = 300000,
                         .spin_ns = SHMQ_SPIN_ADAPTIVE,
                         .high_water = 100,
                         .shuts_down = true,
                         .busy = true},
         &cast);
}

static void claimed_ends(void) {
  direct(&(struct scene){.number = 6,
                         .ring = 16384,
                         .longest = 2000,
                         .spin_ns = SHMQ_SPIN_ADAPTIVE,
                         .claims = true},
         &cast);
}

/* Their duration is set below. */
static struct test_case cases[] = {
    CASE(a_tiny_ring),  CASE(few_messages_at_a_time),       CASE(everybody_sleeps),
    CASE(mostly_empty), CASE(large_messages_without_limit), CASE(claimed_ends),
};

#define CASES (sizeof cases / sizeof cases[0])

/* Takes "--name number" out of the arguments; without it, gives `otherwise`. */
static uint64_t take_option(int *argc, char **argv, const char *name, uint64_t otherwise) {
  for (int i = 1; i + 1 < *argc; i++) {
    if (strcmp(argv[i], name) == 0) {
      const uint64_t value = strtoull(argv[i + 1], NULL, 0);
      *argc -= 2;
      memmove(&argv[i], &argv[i + 2], (size_t)(*argc - i + 1) * sizeof argv[0]);
      return value;
    }
  }
  return otherwise;
}

int main(int argc, char **argv) {
  const uint64_t seconds = take_option(&argc, argv, "--seconds", 24);
  cast.producers = take_option(&argc, argv, "--producers", cast.producers);
  cast.consumers = take_option(&argc, argv, "--consumers", cast.consumers);
  if (cast.producers < 1 || cast.producers > MOST_PRODUCERS || cast.consumers < 1 ||
      cast.consumers > MOST_CONSUMERS) {
    fprintf(stderr, "1 to %d producers and 1 to %d consumers\n", MOST_PRODUCERS, MOST_CONSUMERS);
    return 2;
  }
  cast.duration_ns = (int64_t)seconds * SECOND / (int64_t)CASES;
  for (size_t i = 0; i < CASES; i++) {
    cases[i].seconds += (int)(seconds / CASES);
  }
  return run_cases(argc, argv, cases, CASES);
}
