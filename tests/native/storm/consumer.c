/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The consumers' part: every way to get, chosen at random.
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

/* What a call that began behind the horizon has brought. */
static void take(struct player *player, struct horizon *horizon, const void *message,
                 size_t length) {
  if (is_farewell(message, length)) {
    player->leaving = true;
    return;
  }
  ledger_got(player->ledger, horizon, message, length);
  atomic_fetch_add(&player->actor->moved, 1);
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

static const struct operation operations[] = {
    {40, get_for_ever},  {20, get_for_a_time}, {20, get_at_once}, {20, try_get},
    {2, ask_for_length}, {2, look_at_size},    {1, open_again},
};

#define OPERATIONS (sizeof operations / sizeof operations[0])

void consume(void *actor) {
  struct player player;
  player_enter(&player, actor);
  player.hand = ledger_hand(player.ledger, player.actor->number);
  while (!player.leaving) {
    player_act(&player, operations, OPERATIONS);
    pause_below(&player, player.stage->scene.most_get_pause_ns);
  }
  player_leave(&player);
}
