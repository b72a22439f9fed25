/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The producers' part: every way to put, chosen at random.
 */
#include <errno.h>

#include "check.h"
#include "player.h"

_Alignas(8) static uint8_t bytes[HAND_SIZE];

/* Short ones are as likely as long ones, and one in 16 is the longest. */
static size_t choose_length(struct player *player) {
  const size_t least = sizeof(struct parcel);
  const size_t longest = player->stage->scene.longest;
  if (random_below(&player->random, 16) == 0) {
    return longest;
  }
  size_t most = longest;
  for (uint64_t halvings = random_below(&player->random, 16); halvings > 0; halvings--) {
    most = most / 2 > least ? most / 2 : most;
  }
  return least + random_below(&player->random, most - least + 1);
}

/* Writes the `index`-th message from now, of this length, to `place`. */
static void write_parcel(struct player *player, void *place, uint64_t index, size_t length) {
  struct parcel *parcel = place;
  const size_t witness = random_below(&player->random, player->stage->producers);
  *parcel = ledger_parcel(player->ledger, player->actor->number, index, witness);
  parcel->length = (uint32_t)length;
  parcel_seal(parcel);
}

static void settle(struct player *player, ssize_t result, uint64_t put) {
  ledger_put(player->ledger, player->actor->number, put);
  atomic_fetch_add(&player->actor->moved, put);
  player->leaving = result == -ESHUTDOWN;
}

/* --- operations --- */

static void put(struct player *player, int64_t timeout_ns) {
  const size_t length = choose_length(player);
  write_parcel(player, bytes, 0, length);
  ledger_putting(player->ledger, player->actor->number, 1);
  const struct call call = call_begin(player, "shmq_put", timeout_ns);
  const ssize_t result =
      call_end(player, &call, shmq_put(player->queue, bytes, length, timeout_ns));
  settle(player, result, result == 0);
}

static void put_for_ever(struct player *player) {
  put(player, SHMQ_FOREVER);
}

static void put_for_a_time(struct player *player) {
  put(player, short_timeout(player));
}

static void put_at_once(struct player *player) {
  put(player, 0);
}

static void try_put(struct player *player) {
  const size_t length = choose_length(player);
  write_parcel(player, bytes, 0, length);
  ledger_putting(player->ledger, player->actor->number, 1);
  const struct call call = call_begin(player, "shmq_try_put", 0);
  const ssize_t result = call_end(player, &call, shmq_try_put(player->queue, bytes, length));
  settle(player, result, result == 0);
}

/* Writes up to MOST_AT_ONCE messages behind one another. Returns how many. */
static size_t write_batch(struct player *player, struct iovec *messages) {
  const size_t most = 1 + random_below(&player->random, MOST_AT_ONCE);
  size_t count = 0;
  for (size_t offset = 0; count < most; count++) {
    const size_t length = choose_length(player);
    /* Each begins where a parcel may lie. */
    const size_t room = (length + sizeof(uint64_t) - 1) / sizeof(uint64_t) * sizeof(uint64_t);
    if (offset + room > sizeof bytes) {
      break;
    }
    write_parcel(player, bytes + offset, count, length);
    messages[count] = (struct iovec){bytes + offset, length};
    offset += room;
  }
  return count;
}

static void put_many(struct player *player) {
  struct iovec messages[MOST_AT_ONCE];
  const size_t count = write_batch(player, messages);
  const int64_t timeout_ns = any_timeout(player);
  ledger_putting(player->ledger, player->actor->number, count);
  const struct call call = call_begin(player, "shmq_put_many", timeout_ns);
  const ssize_t result =
      call_end(player, &call, shmq_put_many(player->queue, messages, count, timeout_ns));
  CHECK(result != 0 && result <= (ssize_t)count);
  settle(player, result, result > 0 ? (uint64_t)result : 0);
}

/* Reserves, and writes a message into the queue. Returns its length, or 0. */
static size_t reserve(struct player *player) {
  const size_t reserved = choose_length(player);
  const int64_t timeout_ns = any_timeout(player);
  void *place = NULL;
  const struct call call = call_begin(player, "shmq_reserve", timeout_ns);
  const ssize_t result =
      call_end(player, &call, shmq_reserve(player->queue, reserved, &place, timeout_ns));
  player->leaving = result == -ESHUTDOWN;
  if (result != 0) {
    return 0;
  }
  const size_t least = sizeof(struct parcel);
  const size_t length = least + random_below(&player->random, reserved - least + 1);
  write_parcel(player, place, 0, length);
  return length;
}

static void reserve_and_commit(struct player *player) {
  const size_t length = reserve(player);
  if (length > 0) {
    ledger_putting(player->ledger, player->actor->number, 1);
    const ssize_t result = shmq_commit(player->queue, length);
    expect(player, "shmq_commit", result, 0);
    settle(player, result, result == 0);
  }
}

/* The message must not come: its number has not begun. */
static void reserve_and_abort(struct player *player) {
  if (reserve(player) > 0) {
    expect(player, "shmq_abort", shmq_abort(player->queue), 0);
  }
}

static const struct operation ways_to_put[] = {
    {40, put_for_ever}, {20, put_for_a_time},     {20, put_at_once},      {20, try_put},
    {20, put_many},     {20, reserve_and_commit}, {5, reserve_and_abort},
};

static void put_something(struct player *player) {
  player_act(player, ways_to_put, COUNT(ways_to_put));
}

static void claim_and_put(struct player *player) {
  claim_and_act(player, ways_to_put, COUNT(ways_to_put));
}

static const struct operation operations[] = {
    {140, put_something}, {2, look_at_size}, {2, look_at_figures},
    {1, check_all},       {1, open_again},   {4, claim_and_put},
};

/* --- the life --- */

/* Whoever looks moves the tide: no death stops it. */
static bool is_ebb(struct player *player) {
  const int64_t high_water = player->stage->scene.high_water;
  if (high_water == 0) {
    return false;
  }
  const int64_t waiting = shmq_qsize(player->queue);
  if (waiting == 0) {
    atomic_store(&player->stage->ebb, false);
  } else if (waiting >= high_water) {
    atomic_store(&player->stage->ebb, true);
  }
  return player->stage->ebb;
}

void produce(void *actor) {
  struct player player;
  player_enter(&player, actor);
  while (!player.leaving && !player.stage->finish) {
    if (is_ebb(&player)) {
      pause_below(&player, 2 * MILLISECOND);
    } else {
      player_act(&player, operations, COUNT(operations));
      pause_below(&player, player.stage->scene.most_put_pause_ns);
    }
  }
  player_leave(&player);
}
