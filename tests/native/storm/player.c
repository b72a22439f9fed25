/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "player.h"

#include <errno.h>
#include <inttypes.h>
#include <time.h>

#include "check.h"
#include "queues.h"

/* While an end is claimed. */
#define MOST_ACTS_CLAIMED 30

static void open_queue(struct player *player) {
  player->queue = queue_open(player->stage->name);
  CHECK_RESULT(shmq_set_spin(player->queue, player->stage->scene.spin_ns), 0);
}

void player_enter(struct player *player, struct actor *actor) {
  *player = (struct player){.actor = actor,
                            .stage = actor->stage,
                            .ledger = actor->stage->ledger,
                            .random = life_random(actor)};
  open_queue(player);
}

void player_leave(struct player *player) {
  CHECK_RESULT(shmq_close(player->queue), 0);
}

/* --- what it does --- */

void player_act(struct player *player, const struct operation *operations, size_t count) {
  uint64_t weights = 0;
  for (size_t i = 0; i < count; i++) {
    weights += operations[i].weight;
  }
  size_t chosen = 0;
  for (uint64_t left = random_below(&player->random, weights); left >= operations[chosen].weight;
       chosen++) {
    left -= operations[chosen].weight;
  }
  operations[chosen].run(player);
}

void look_at_size(struct player *player) {
  const struct call call = call_begin(player, "a look at the size", 0);
  call_end(player, &call, shmq_qsize(player->queue));
  CHECK_BETWEEN(shmq_empty(player->queue), 0, 1);
  CHECK_BETWEEN(shmq_full(player->queue), 0, 1);
}

void open_again(struct player *player) {
  player_leave(player);
  open_queue(player);
}

void look_at_figures(struct player *player) {
  struct shmq_stat stat = {.size = sizeof stat};
  const struct call call = call_begin(player, "shmq_stat", 0);
  call_end(player, &call, shmq_stat(player->queue, &stat));
  CHECK(stat.gets <= stat.puts && stat.unfinished <= stat.puts);
  CHECK(stat.max_messages == 0 || stat.messages <= stat.max_messages);
}

void check_all(struct player *player) {
  /* Both locks, and each may take that long. */
  const struct call call = call_begin(player, "shmq_check", 0);
  call_end(player, &call, shmq_check(player->queue));
}

static int end_of(const struct player *player) {
  return player->actor->role == PRODUCER ? SHMQ_PRODUCER : SHMQ_CONSUMER;
}

static void unclaim(struct player *player) {
  ssize_t result;
  do {
    const struct call call = call_begin(player, "shmq_unclaim", 0);
    result = call_end(player, &call, shmq_unclaim(player->queue, end_of(player)));
  } while (result == -EBUSY);
}

void claim_and_act(struct player *player, const struct operation *operations, size_t count) {
  if (!player->stage->scene.claims) {
    return;
  }
  const struct call call = call_begin(player, "shmq_claim", 0);
  if (call_end(player, &call, shmq_claim(player->queue, end_of(player))) == 0) {
    atomic_fetch_add(&player->actor->claims, 1);
    atomic_store(&player->actor->has_claimed, true);
    for (uint64_t left = random_below(&player->random, MOST_ACTS_CLAIMED);
         left > 0 && !player->leaving; left--) {
      player_act(player, operations, count);
    }
    atomic_store(&player->actor->has_claimed, false);
    unclaim(player);
  }
}

int64_t short_timeout(struct player *player) {
  if (player->stage->scene.patient) {
    return SHMQ_FOREVER;
  }
  const bool longer = random_below(&player->random, 4) == 0;
  const int64_t most = longer ? 200 * MILLISECOND : 5 * MILLISECOND;
  return 1 + (int64_t)random_below(&player->random, (uint64_t)most);
}

int64_t any_timeout(struct player *player) {
  switch (random_below(&player->random, 4)) {
    case 0:
      return 0;
    case 1:
      return short_timeout(player);
    default:
      return SHMQ_FOREVER;
  }
}

void pause_below(struct player *player, int64_t most) {
  if (most > 0) {
    const uint64_t pause_ns = random_below(&player->random, (uint64_t)most);
    const struct timespec time = {.tv_nsec = (long)pause_ns};
    nanosleep(&time, NULL);
  }
}

/* --- its calls --- */

struct call call_begin(struct player *player, const char *name, int64_t timeout_ns) {
  atomic_fetch_add(&player->actor->calls, 1);
  return (struct call){.name = name,
                       .timeout_ns = timeout_ns,
                       .watch = stopwatch_start(&player->stage->metronome),
                       .stopped_ns = atomic_load(&player->actor->stopped_ns)};
}

static void judge_time(struct player *player, const struct call *call, ssize_t result) {
  if (call->timeout_ns == SHMQ_FOREVER) {
    return;
  }
  const int64_t elapsed = now() - call->watch.start;
  const int64_t stopped = atomic_load(&player->actor->stopped_ns) - call->stopped_ns;
  const int64_t allowed = call->timeout_ns + stopped;
  if (result == -ETIMEDOUT && elapsed < call->timeout_ns) {
    ledger_fault(player->ledger, UNTIMELY, "%s, %" PRId64 " ns, timed out after %" PRId64 " ns",
                 call->name, call->timeout_ns, elapsed);
  }
  const int64_t late = stopwatch_read(&call->watch) - allowed;
  if (late > atomic_load(&player->actor->latest_ns)) {
    atomic_store(&player->actor->latest_ns, late);
  }
  if (stopwatch_is_beyond(&call->watch, allowed + LATENESS)) {
    ledger_fault(player->ledger, UNTIMELY, "%s, %" PRId64 " ns, came back %" PRId64 " ns too late",
                 call->name, call->timeout_ns, elapsed - allowed);
  }
}

static bool may_be(const struct player *player, const struct call *call, ssize_t result) {
  if (result >= 0 || (result == -ESHUTDOWN && player->stage->shuts_down) ||
      (result == -EBUSY && player->stage->scene.claims)) {
    return true;
  }
  if (call->timeout_ns == 0) {
    return result == -EAGAIN || result == -EBUSY;
  }
  return call->timeout_ns != SHMQ_FOREVER && result == -ETIMEDOUT;
}

ssize_t call_end(struct player *player, const struct call *call, ssize_t result) {
  judge_time(player, call, result);
  if (!may_be(player, call, result)) {
    ledger_fault(player->ledger, REFUSED, "%s, %" PRId64 " ns: %s", call->name, call->timeout_ns,
                 shmq_strerror((int)result));
  }
  return result;
}

void expect(struct player *player, const char *name, ssize_t result, ssize_t expected) {
  if (result != expected) {
    ledger_fault(player->ledger, REFUSED, "%s: %s", name, shmq_strerror((int)result));
  }
}
