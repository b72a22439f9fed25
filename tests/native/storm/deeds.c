/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "deeds.h"

#include <errno.h>
#include <inttypes.h>
#include <time.h>

#include "check.h"
#include "clock.h"
#include "player.h"

/* Instructions for which a holder is led on: about as many as a short message takes; and behind the
 * first of the stores that belong together, about as many as lie between them. */
#define FEW_STEPS 80
#define BEHIND_HALFWAY 4

/* --- calls while a holder is stopped --- */

/* A call of the director. */
struct attempt {
  const char *call;
  int64_t timeout_ns;
  struct stopwatch watch;
};

static struct attempt attempt_begin(struct deed *deed, const char *call, int64_t timeout_ns) {
  return (struct attempt){call, timeout_ns, stopwatch_start(&deed->troupe->stage->metronome)};
}

static void judge(struct deed *deed, const struct attempt *attempt, ssize_t result, bool allowed) {
  const char *call = attempt->call;
  const int64_t timeout_ns = attempt->timeout_ns;
  const int64_t elapsed = now() - attempt->watch.start;
  if (stopwatch_is_beyond(&attempt->watch, timeout_ns + LATENESS) ||
      (result == -ETIMEDOUT && elapsed < timeout_ns)) {
    ledger_fault(deed->troupe->stage->ledger, UNTIMELY,
                 "%s, %" PRId64 " ns, while a holder is stopped, took %" PRId64 " ns", call,
                 timeout_ns, elapsed);
  }
  if (!allowed) {
    ledger_fault(deed->troupe->stage->ledger, REFUSED,
                 "%s, %" PRId64 " ns, while a holder is stopped: result %zd", call, timeout_ns,
                 result);
  }
}

/* A claimed end is refused at once. */
static bool is_claimed(const struct deed *deed, ssize_t result) {
  return result == -EBUSY && deed->troupe->stage->scene.claims;
}

static void try_to_put(struct deed *deed) {
  static const uint8_t nonsense[64];
  struct attempt attempt = attempt_begin(deed, "shmq_put", 0);
  ssize_t result = shmq_put(deed->queue, nonsense, sizeof nonsense, 0);
  judge(deed, &attempt, result, result == -EBUSY);
  attempt = attempt_begin(deed, "shmq_try_put", 0);
  result = shmq_try_put(deed->queue, nonsense, sizeof nonsense);
  judge(deed, &attempt, result, result == -EBUSY);
  attempt = attempt_begin(deed, "shmq_put", 20 * MILLISECOND);
  result = shmq_put(deed->queue, nonsense, sizeof nonsense, 20 * MILLISECOND);
  judge(deed, &attempt, result, result == -ETIMEDOUT || is_claimed(deed, result));
}

/* An empty queue is seen without the lock. */
static void try_to_get(struct deed *deed) {
  static uint8_t bytes[HAND_SIZE];
  struct attempt attempt = attempt_begin(deed, "shmq_get", 0);
  ssize_t result = shmq_get(deed->queue, bytes, sizeof bytes, 0);
  judge(deed, &attempt, result, result == -EBUSY || result == -EAGAIN);
  attempt = attempt_begin(deed, "shmq_try_get", 0);
  result = shmq_try_get(deed->queue, bytes, sizeof bytes);
  judge(deed, &attempt, result, result == -EBUSY || result == -EAGAIN);
  attempt = attempt_begin(deed, "shmq_get", 20 * MILLISECOND);
  result = shmq_get(deed->queue, bytes, sizeof bytes, 20 * MILLISECOND);
  judge(deed, &attempt, result, result == -ETIMEDOUT || is_claimed(deed, result));
}

static void try_calls(struct deed *deed, const struct part *holder) {
  if (holds(deed->troupe, holder, PRODUCER)) {
    try_to_put(deed);
  }
  if (holds(deed->troupe, holder, CONSUMER)) {
    try_to_get(deed);
  }
}

/* --- deeds --- */

void rest(struct deed *deed, int64_t most) {
  const uint64_t pause_ns = random_below(&deed->random, (uint64_t)most);
  const struct timespec time = {.tv_sec = (time_t)(pause_ns / SECOND),
                                .tv_nsec = (long)(pause_ns % SECOND)};
  nanosleep(&time, NULL);
}

/* One who is about to take a lock, has it, or has just let it go; else anybody. */
static struct part *choose_near_lock(struct deed *deed) {
  struct part *part = choose_part(deed->troupe, &deed->random);
  struct part *spotted = spot_holder(deed->troupe);
  return spotted != NULL ? spotted : part;
}

/* Whether the living can do without it, so that it is not brought back at once; one who is alone in
 * its role may die too. */
static bool may_die(struct deed *deed, const struct part *part, bool all) {
  struct troupe *troupe = deed->troupe;
  const enum role role = part->actor->role;
  const bool role_goes_on = living(troupe, role) > 1 || count_of(troupe, role) == 1 || all;
  return role_goes_on && living(troupe, PRODUCER) + living(troupe, CONSUMER) > 1;
}

/* Up to all but one of each role; now and then all of a role. */
static void kill_some(struct deed *deed) {
  const bool all = random_below(&deed->random, 8) == 0;
  const bool near_lock = random_below(&deed->random, 2) == 0;
  const uint64_t victims = 1 + random_below(&deed->random, deed->troupe->count);
  for (uint64_t i = 0; i < victims; i++) {
    struct part *part =
        near_lock ? choose_near_lock(deed) : choose_part(deed->troupe, &deed->random);
    if (may_die(deed, part, all)) {
      kill_part(deed->troupe, part);
    }
    rest(deed, 200 * MICROSECOND);
  }
}

/* Leads a holder on, up to where it is halfway and a little further, or just so far. Most
 * instructions under a lock are of a copy: without this, few kills would meet the others. */
static void lead_on(struct deed *deed, const struct part *holder, bool to_halfway, uint64_t steps) {
  if (!trace(holder)) {
    return;
  }
  if (to_halfway) {
    step_to_halfway(deed->troupe, holder);
    step(deed->troupe, holder, steps % BEHIND_HALFWAY);
  } else {
    step(deed->troupe, holder, steps);
  }
}

/* One dies with a lock; so may those who come to repair what it left. */
static void kill_holders(struct deed *deed) {
  struct figures *figures = &deed->troupe->figures;
  const uint64_t victims = 1 + random_below(&deed->random, 3);
  for (uint64_t i = 0; i < victims; i++) {
    const bool to_halfway = random_below(&deed->random, 2) == 0;
    const uint64_t steps = random_below(&deed->random, FEW_STEPS);
    int64_t since;
    struct part *part = catch_holder(deed->troupe, &deed->random, &since);
    if (part == NULL) {
      return;
    }
    if (may_die(deed, part, false)) {
      lead_on(deed, part, to_halfway, steps);
      figures->killed_holders += holds_any(deed->troupe, part);
      figures->killed_halfway += holds_any(deed->troupe, part) && is_halfway(deed->troupe, part);
      kill_part(deed->troupe, part);
    } else {
      let_go_on(part, since);
    }
  }
}

static void stop_some(struct deed *deed) {
  struct part *part = choose_part(deed->troupe, &deed->random);
  const int64_t since = stop_part(part);
  deed->troupe->figures.stops++;
  if (holds_any(deed->troupe, part)) {
    deed->troupe->figures.stopped_holders++;
    try_calls(deed, part);
  }
  rest(deed, 100 * MILLISECOND);
  let_go_on(part, since);
}

/* Once in a while for so long that a call that waits for it would be too late. */
static void stop_holder(struct deed *deed) {
  int64_t since;
  struct part *part = catch_holder(deed->troupe, &deed->random, &since);
  if (part == NULL) {
    return;
  }
  deed->troupe->figures.stops++;
  deed->troupe->figures.stopped_holders++;
  try_calls(deed, part);
  if (random_below(&deed->random, 100) == 0 && deed->end - now() > 2 * LATENESS) {
    WAIT_UNTIL(now() - since > LATENESS + SECOND);
  }
  rest(deed, 100 * MILLISECOND);
  let_go_on(part, since);
}

static const struct {
  unsigned weight;
  void (*run)(struct deed *deed);
} deeds[] = {{40, kill_some}, {40, kill_holders}, {10, stop_some}, {10, stop_holder}};

void do_deed(struct deed *deed) {
  uint64_t left = random_below(&deed->random, 100);
  size_t chosen = 0;
  for (; left >= deeds[chosen].weight; chosen++) {
    left -= deeds[chosen].weight;
  }
  deeds[chosen].run(deed);
}
