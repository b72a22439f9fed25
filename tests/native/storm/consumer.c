/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The consumers' part: every way to get, from the front or from the middle, chosen at random.
 */
#include <errno.h>
#include <string.h>

#include "check.h"
#include "player.h"

static bool is_farewell(const void *message, size_t length) {
  struct parcel parcel = {0};
  memcpy(&parcel, message, length < sizeof parcel ? length : sizeof parcel);
  return parcel.producer == PARCEL_FAREWELL && parcel_is_whole(message, length);
}

/* One farewell for each: what a batch brings beyond that goes back. */
static void take_leave(struct player *player, const void *farewell, size_t length) {
  if (player->leaving) {
    atomic_fetch_add(&player->stage->farewells, 1);
    ssize_t result;
    do {
      result = shmq_put(player->queue, farewell, length, SECOND);
    } while (result == -EBUSY || result == -ETIMEDOUT);
    expect(player, "shmq_put of a farewell", result, 0);
  }
  player->leaving = true;
}

static void count_as_taken(struct player *player) {
  atomic_fetch_add(&player->actor->moved, 1);
  expect(player, "shmq_task_done", shmq_task_done(player->queue), 0);
  atomic_fetch_add(&player->actor->tasks_done, 1);
}

/* What a call that began behind the horizon has brought. */
static void take(struct player *player, struct horizon *horizon, const void *message,
                 size_t length) {
  if (is_farewell(message, length)) {
    take_leave(player, message, length);
    return;
  }
  ledger_got(player->ledger, horizon, message, length);
  count_as_taken(player);
}

static void settle(struct player *player, struct horizon *horizon, ssize_t result) {
  if (result >= 0) {
    CHECK_BETWEEN(result, 0, sizeof player->hand->bytes);
    take(player, horizon, player->hand->bytes, (size_t)result);
  }
  player->leaving |= result == -ESHUTDOWN;
}

/* --- operations --- */

static void get(struct player *player, int64_t timeout_ns) {
  struct horizon horizon = ledger_horizon(player->ledger);
  const struct call call = call_begin(player, "shmq_get", timeout_ns);
  const ssize_t result = call_end(
      player, &call,
      shmq_get(player->queue, player->hand->bytes, sizeof player->hand->bytes, timeout_ns));
  settle(player, &horizon, result);
}

static void get_for_ever(struct player *player) {
  get(player, SHMQ_FOREVER);
}

static void get_for_a_time(struct player *player) {
  get(player, short_timeout(player));
}

static void get_at_once(struct player *player) {
  get(player, 0);
}

static void try_get(struct player *player) {
  struct horizon horizon = ledger_horizon(player->ledger);
  const struct call call = call_begin(player, "shmq_try_get", 0);
  const ssize_t result = call_end(
      player, &call, shmq_try_get(player->queue, player->hand->bytes, sizeof player->hand->bytes));
  settle(player, &horizon, result);
}

/* Every message is longer than nothing: stays where it is. */
static void ask_for_length(struct player *player) {
  const struct call call = call_begin(player, "shmq_get of nothing", 0);
  const ssize_t result = call_end(player, &call, shmq_get(player->queue, NULL, 0, 0));
  player->leaving |= result == -ESHUTDOWN;
}

static void get_many(struct player *player) {
  uint32_t lengths[MOST_AT_ONCE];
  const size_t most = 1 + random_below(&player->random, MOST_AT_ONCE);
  const int64_t timeout_ns = any_timeout(player);
  struct horizon horizon = ledger_horizon(player->ledger);
  const struct call call = call_begin(player, "shmq_get_many", timeout_ns);
  const ssize_t result =
      call_end(player, &call,
               shmq_get_many(player->queue, player->hand->bytes, sizeof player->hand->bytes,
                             lengths, most, timeout_ns));
  CHECK(result != 0 && result <= (ssize_t)most);
  size_t offset = 0;
  for (ssize_t i = 0; i < result; i++) {
    CHECK(lengths[i] <= sizeof player->hand->bytes - offset);
    take(player, &horizon, player->hand->bytes + offset, lengths[i]);
    offset += lengths[i];
  }
  player->leaving |= result == -ESHUTDOWN;
}

/* Copies the message at the front, which stays there. Returns its length, or a negative number. */
static ssize_t peek(struct player *player, void *copy) {
  const void *data = NULL;
  const int64_t timeout_ns = any_timeout(player);
  const struct call call = call_begin(player, "shmq_peek", timeout_ns);
  const ssize_t length = call_end(player, &call, shmq_peek(player->queue, &data, timeout_ns));
  player->leaving |= length == -ESHUTDOWN;
  if (length > 0) {
    CHECK_BETWEEN(length, 0, HAND_SIZE);
    memcpy(copy, data, (size_t)length);
  }
  return length;
}

_Alignas(8) static uint8_t peeked[HAND_SIZE];

static void peek_and_consume(struct player *player) {
  struct horizon horizon = ledger_horizon(player->ledger);
  const ssize_t length = peek(player, peeked);
  if (length < 0) {
    return;
  }
  hand_peek(player->hand, peeked, (size_t)length);
  const ssize_t result = shmq_consume(player->queue);
  expect(player, "shmq_consume", result, 0);
  if (result == 0) {
    take(player, &horizon, peeked, (size_t)length);
  }
  hand_forget(player->hand);
}

static void peek_and_release(struct player *player) {
  const struct horizon horizon = ledger_horizon(player->ledger);
  const ssize_t length = peek(player, peeked);
  if (length >= 0) {
    if (!is_farewell(peeked, (size_t)length)) {
      ledger_peeked(player->ledger, &horizon, peeked, (size_t)length);
    }
    expect(player, "shmq_release", shmq_release(player->queue), 0);
  }
}

#define MOST_PIECES 64

/* What is there, or as much of it as one has the time for. It is not taken: it does not go into the
 * hand. */
static void walk(struct player *player) {
  static uint8_t bytes[HAND_SIZE];
  uint32_t lengths[MOST_AT_ONCE];
  struct horizon horizon = ledger_horizon(player->ledger);
  uint64_t position = 0;
  ssize_t result = 1;
  for (int i = 0; i < MOST_PIECES && result > 0; i++) {
    const int64_t timeout_ns = any_timeout(player);
    const struct call call = call_begin(player, "shmq_scan", timeout_ns);
    result = call_end(player, &call,
                      shmq_scan(player->queue, &position, bytes, sizeof bytes, lengths, NULL,
                                MOST_AT_ONCE, timeout_ns));
    const uint8_t *message = bytes;
    for (ssize_t j = 0; j < result; j++) {
      if (!is_farewell(message, lengths[j])) {
        ledger_walked(player->ledger, &horizon, message, lengths[j]);
      }
      message += lengths[j];
    }
  }
}

/* What a walk saw. */
struct seen {
  uint8_t bytes[HAND_SIZE];
  uint32_t lengths[MOST_AT_ONCE];
  uint64_t positions[MOST_AT_ONCE];
};

/* Goes on with the walk. Returns how many it saw. */
static ssize_t see_more(struct player *player, uint64_t *position, struct seen *seen) {
  const int64_t timeout_ns = any_timeout(player);
  const struct call call = call_begin(player, "shmq_scan", timeout_ns);
  return call_end(player, &call,
                  shmq_scan(player->queue, position, seen->bytes, sizeof seen->bytes, seen->lengths,
                            seen->positions, MOST_AT_ONCE, timeout_ns));
}

/* Takes a message that it saw after `horizon`, if that is still there. */
static void remove_seen(struct player *player, const struct horizon *horizon, const void *message,
                        size_t length, uint64_t position) {
  if (is_farewell(message, length)) {
    return;
  }
  hand_peek(player->hand, message, length);
  const int64_t timeout_ns = any_timeout(player);
  const struct call call = call_begin(player, "shmq_remove", timeout_ns);
  if (call_end(player, &call, shmq_remove(player->queue, position, timeout_ns)) == 1) {
    ledger_removed(player->ledger, horizon, message, length);
    count_as_taken(player);
  }
  hand_forget(player->hand);
}

static struct seen seen;

/* Takes one of those that it sees, the front or another. */
static void remove_one(struct player *player) {
  uint64_t position = 0;
  const struct horizon horizon = ledger_horizon(player->ledger);
  const ssize_t count = see_more(player, &position, &seen);
  const uint64_t chosen = random_below(&player->random, count > 0 ? (uint64_t)count : 1);
  const uint8_t *message = seen.bytes;
  for (ssize_t i = 0; i < count; i++) {
    if ((uint64_t)i == chosen) {
      remove_seen(player, &horizon, message, seen.lengths[i], seen.positions[i]);
    }
    message += seen.lengths[i];
  }
}

/* Takes all that it sees but a few, the front among them, so that removed ones lie one behind the
 * other. */
static void remove_many(struct player *player) {
  uint64_t position = 0;
  const struct horizon horizon = ledger_horizon(player->ledger);
  const uint64_t spared = 1 + random_below(&player->random, MOST_AT_ONCE);
  ssize_t count = 1;
  for (int pieces = 0; pieces < MOST_PIECES && count > 0; pieces++) {
    count = see_more(player, &position, &seen);
    const uint8_t *message = seen.bytes;
    for (ssize_t i = 0; i < count; i++) {
      if ((pieces > 0 || i > 0) && random_below(&player->random, 10 * spared) != 0) {
        remove_seen(player, &horizon, message, seen.lengths[i], seen.positions[i]);
      }
      message += seen.lengths[i];
    }
  }
}

static const struct operation ways_to_get[] = {
    {40, get_for_ever},  {20, get_for_a_time}, {20, get_at_once},      {20, try_get},
    {2, ask_for_length}, {20, get_many},       {20, peek_and_consume}, {5, peek_and_release},
    {20, remove_one},    {2, remove_many},
};

static void get_something(struct player *player) {
  player_act(player, ways_to_get, COUNT(ways_to_get));
}

static void claim_and_get(struct player *player) {
  claim_and_act(player, ways_to_get, COUNT(ways_to_get));
}

static const struct operation operations[] = {
    {140, get_something}, {2, look_at_size}, {2, look_at_figures}, {2, walk},
    {1, check_all},       {1, open_again},   {4, claim_and_get},
};

void consume(void *actor) {
  struct player player;
  player_enter(&player, actor);
  player.hand = ledger_hand(player.ledger, player.actor->number);
  while (!player.leaving) {
    player_act(&player, operations, COUNT(operations));
    pause_below(&player, player.stage->scene.most_get_pause_ns);
  }
  player_leave(&player);
}
