/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "ledger.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "check.h"
#include "process.h"

/* More than any scene comes to. Memory is taken only for what is used. */
#define MOST_MESSAGES (UINT64_C(1) << 31) /* of one producer */
#define MOST_LIVES (UINT64_C(1) << 18)    /* of one producer */

/* In what a hand peeks at, the producer stands above the sequence. */
#define PRODUCER_SHIFT 56

/* Of each kind, so many are told in full. */
#define FAULTS_TOLD 5

/* The messages of one incarnation: first to done - 1 are in the queue or were; done to begun - 1
 * are being put. */
struct life {
  uint64_t first;
  _Atomic uint64_t done;
  _Atomic uint64_t begun;
};

struct account {
  _Alignas(128) _Atomic uint64_t lives;
  _Atomic uint64_t taken; /* this message and all before it have left the queue, less 1 */
  struct life *life;
  _Atomic uint64_t *seen; /* a bit for each message */
  _Atomic uint64_t *dead; /* likewise: was in the hand of a consumer that died */

  /* The audit's. */
  uint64_t audited;    /* up to here */
  uint64_t audit_life; /* in which that is */
  uint64_t missing;    /* of that life: the last so many were missing, perhaps never put */
};

struct ledger {
  size_t producers;
  size_t consumers;
  struct hand *hands;
  _Atomic uint64_t faults[FAULTS];
  uint64_t seen;
  uint64_t dead_hands;
  struct account accounts[MOST_PRODUCERS];
};

static void *sparse_memory(size_t size) {
  void *memory =
      mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  CHECK(memory != MAP_FAILED);
  return memory;
}

struct ledger *ledger_new(size_t producers, size_t consumers) {
  struct ledger *ledger = shared_memory(sizeof *ledger);
  ledger->producers = producers;
  ledger->consumers = consumers;
  ledger->hands = sparse_memory(consumers * sizeof(struct hand));
  for (size_t i = 0; i < consumers; i++) {
    ledger->hands[i].peeked = PEEKS_AT_NONE;
  }
  for (size_t i = 0; i < producers; i++) {
    ledger->accounts[i].life = sparse_memory(MOST_LIVES * sizeof(struct life));
    ledger->accounts[i].seen = sparse_memory(MOST_MESSAGES / 8);
    ledger->accounts[i].dead = sparse_memory(MOST_MESSAGES / 8);
  }
  return ledger;
}

static struct life *last_life(struct account *account) {
  return &account->life[account->lives - 1];
}

static bool is_marked(_Atomic uint64_t *marks, uint64_t sequence) {
  return (atomic_load(&marks[sequence / 64]) >> (sequence % 64) & 1) != 0;
}

/* Returns whether it was marked before. */
static bool mark(_Atomic uint64_t *marks, uint64_t sequence) {
  const uint64_t bit = UINT64_C(1) << (sequence % 64);
  return (atomic_fetch_or(&marks[sequence / 64], bit) & bit) != 0;
}

static void raise_to(_Atomic uint64_t *number, uint64_t least) {
  uint64_t current = atomic_load(number);
  while (current < least && !atomic_compare_exchange_weak(number, &current, least)) {
  }
}

/* --- a producer --- */

void ledger_begin_life(struct ledger *ledger, size_t producer) {
  struct account *account = &ledger->accounts[producer];
  CHECK(account->lives < MOST_LIVES);
  /* Numbers in doubt are not used again. */
  const uint64_t first = account->lives == 0 ? 0 : last_life(account)->begun;
  struct life *life = &account->life[account->lives];
  life->first = first;
  life->done = first;
  life->begun = first;
  account->lives++;
}

struct parcel ledger_parcel(struct ledger *ledger, size_t producer, uint64_t index,
                            size_t witness) {
  struct account *account = &ledger->accounts[producer];
  return (struct parcel){.sequence = last_life(account)->done + index,
                         .incarnation = (uint32_t)(account->lives - 1),
                         .producer = (uint16_t)producer,
                         .witness = (uint16_t)witness,
                         .witnessed = last_life(&ledger->accounts[witness])->done};
}

void ledger_putting(struct ledger *ledger, size_t producer, uint64_t count) {
  struct life *life = last_life(&ledger->accounts[producer]);
  CHECK(life->done + count <= MOST_MESSAGES);
  atomic_store(&life->begun, life->done + count);
}

void ledger_put(struct ledger *ledger, size_t producer, uint64_t put) {
  struct life *life = last_life(&ledger->accounts[producer]);
  atomic_store(&life->done, life->done + put);
  atomic_store(&life->begun, life->done);
}

/* --- a consumer --- */

struct hand *ledger_hand(struct ledger *ledger, size_t consumer) {
  return &ledger->hands[consumer];
}

struct horizon ledger_horizon(struct ledger *ledger) {
  struct horizon horizon = {{0}};
  for (size_t i = 0; i < ledger->producers; i++) {
    horizon.taken[i] = atomic_load(&ledger->accounts[i].taken);
  }
  return horizon;
}

/* Whether this message can have been put by now. */
static bool is_known(struct ledger *ledger, const struct parcel *parcel) {
  if (parcel->producer >= ledger->producers || parcel->witness >= ledger->producers) {
    return false;
  }
  struct account *account = &ledger->accounts[parcel->producer];
  if (parcel->incarnation >= account->lives) {
    return false;
  }
  const struct life *life = &account->life[parcel->incarnation];
  return parcel->sequence >= life->first && parcel->sequence < life->begun;
}

/* All up to it have been taken, and all that its sender knew to be before it. */
static void move_horizon(struct horizon *horizon, const struct parcel *parcel) {
  if (horizon->taken[parcel->witness] < parcel->witnessed) {
    horizon->taken[parcel->witness] = parcel->witnessed;
  }
  if (horizon->taken[parcel->producer] < parcel->sequence + 1) {
    horizon->taken[parcel->producer] = parcel->sequence + 1;
  }
}

void hand_peek(struct hand *hand, const void *message, size_t length) {
  struct parcel parcel;
  if (parcel_is_whole(message, length)) {
    memcpy(&parcel, message, sizeof parcel);
    if (parcel.producer < MOST_PRODUCERS) {
      atomic_store(&hand->peeked, ((uint64_t)parcel.producer << PRODUCER_SHIFT) | parcel.sequence);
    }
  }
}

void hand_forget(struct hand *hand) {
  atomic_store(&hand->peeked, PEEKS_AT_NONE);
}

bool ledger_peeked(struct ledger *ledger, const struct horizon *horizon, const void *message,
                   size_t length) {
  struct parcel parcel;
  if (!parcel_is_whole(message, length)) {
    ledger_fault(ledger, TORN, "a message of %zu bytes", length);
    return false;
  }
  memcpy(&parcel, message, sizeof parcel);
  if (!is_known(ledger, &parcel)) {
    ledger_fault(ledger, UNKNOWN, "message %" PRIu64 " of producer %u, incarnation %" PRIu32,
                 parcel.sequence, parcel.producer, parcel.incarnation);
    return false;
  }
  if (parcel.sequence < horizon->taken[parcel.producer]) {
    ledger_fault(ledger, DISORDERED,
                 "message %" PRIu64 " of producer %u, when %" PRIu64 " had been taken",
                 parcel.sequence, parcel.producer, horizon->taken[parcel.producer] - 1);
  }
  return true;
}

static void mark_seen(struct ledger *ledger, const struct parcel *parcel) {
  if (mark(ledger->accounts[parcel->producer].seen, parcel->sequence)) {
    ledger_fault(ledger, DOUBLED, "message %" PRIu64 " of producer %u", parcel->sequence,
                 parcel->producer);
  }
}

void ledger_removed(struct ledger *ledger, const struct horizon *horizon, const void *message,
                    size_t length) {
  struct parcel parcel;
  if (ledger_peeked(ledger, horizon, message, length)) {
    memcpy(&parcel, message, sizeof parcel);
    mark_seen(ledger, &parcel);
  }
}

void ledger_got(struct ledger *ledger, struct horizon *horizon, const void *message,
                size_t length) {
  struct parcel parcel;
  if (!ledger_peeked(ledger, horizon, message, length)) {
    return;
  }
  memcpy(&parcel, message, sizeof parcel);
  mark_seen(ledger, &parcel);
  raise_to(&ledger->accounts[parcel.producer].taken, parcel.sequence + 1);
  raise_to(&ledger->accounts[parcel.witness].taken, parcel.witnessed);
  move_horizon(horizon, &parcel);
}

void ledger_walked(struct ledger *ledger, struct horizon *horizon, const void *message,
                   size_t length) {
  struct parcel parcel;
  if (ledger_peeked(ledger, horizon, message, length)) {
    memcpy(&parcel, message, sizeof parcel);
    move_horizon(horizon, &parcel);
  }
}

/* --- who watches --- */

static void mark_dead(struct ledger *ledger, const struct parcel *parcel) {
  if (is_known(ledger, parcel)) {
    mark(ledger->accounts[parcel->producer].dead, parcel->sequence);
  }
}

void ledger_bury(struct ledger *ledger, size_t consumer) {
  struct hand *hand = &ledger->hands[consumer];
  if (hand->peeked != PEEKS_AT_NONE) {
    mark(ledger->accounts[hand->peeked >> PRODUCER_SHIFT].dead,
         hand->peeked & ((UINT64_C(1) << PRODUCER_SHIFT) - 1));
    hand->peeked = PEEKS_AT_NONE;
  }
  /* What an earlier call left there is seen already. */
  struct parcel parcel;
  for (size_t offset = 0; HAND_SIZE - offset >= sizeof parcel; offset += parcel.length) {
    memcpy(&parcel, hand->bytes + offset, sizeof parcel);
    if (parcel.length > HAND_SIZE - offset ||
        !parcel_is_whole(hand->bytes + offset, parcel.length)) {
      break;
    }
    mark_dead(ledger, &parcel);
  }
}

static void lose(struct ledger *ledger, size_t producer, uint64_t sequence) {
  ledger_fault(ledger, LOST, "message %" PRIu64 " of producer %zu", sequence, producer);
}

/* At the end of a life: what is missing was not yet put, or is lost. */
static void end_life(struct ledger *ledger, size_t producer) {
  struct account *account = &ledger->accounts[producer];
  for (; account->missing > 0; account->missing--) {
    const uint64_t sequence = account->audited - account->missing;
    if (sequence < account->life[account->audit_life].done) {
      lose(ledger, producer, sequence);
    }
  }
}

static void audit_one(struct ledger *ledger, size_t producer) {
  struct account *account = &ledger->accounts[producer];
  const uint64_t sequence = account->audited;
  while (account->audit_life + 1 < account->lives &&
         account->life[account->audit_life + 1].first == sequence) {
    end_life(ledger, producer);
    account->audit_life++;
  }
  const bool seen = is_marked(account->seen, sequence);
  const bool dead = !seen && is_marked(account->dead, sequence);
  if (seen || dead) {
    /* Messages are put in order: those missing before this one were put too. */
    for (; account->missing > 0; account->missing--) {
      lose(ledger, producer, sequence - account->missing);
    }
    ledger->seen += seen;
    ledger->dead_hands += dead;
  } else {
    account->missing++;
  }
  account->audited++;
}

void ledger_audit(struct ledger *ledger, const struct horizon *horizon) {
  for (size_t i = 0; i < ledger->producers; i++) {
    while (ledger->accounts[i].audited < horizon->taken[i]) {
      audit_one(ledger, i);
    }
  }
}

void ledger_balance(struct ledger *ledger) {
  struct horizon everything = {{0}};
  for (size_t i = 0; i < ledger->producers; i++) {
    everything.taken[i] = last_life(&ledger->accounts[i])->begun;
  }
  ledger_audit(ledger, &everything);
  for (size_t i = 0; i < ledger->producers; i++) {
    end_life(ledger, i);
  }
}

/* --- the figures --- */

static const char *const fault_names[FAULTS] = {[LOST] = "lost",        [DOUBLED] = "doubled",
                                                [TORN] = "torn",        [DISORDERED] = "disordered",
                                                [UNKNOWN] = "unknown",  [REFUSED] = "refused",
                                                [UNTIMELY] = "untimely"};

void ledger_fault(struct ledger *ledger, enum fault fault, const char *format, ...) {
  char text[256];
  va_list arguments;
  if (atomic_fetch_add(&ledger->faults[fault], 1) >= FAULTS_TOLD) {
    return;
  }
  va_start(arguments, format);
  vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  dprintf(STDERR_FILENO, "%s: %s\n", fault_names[fault], text);
}

uint64_t ledger_faults(const struct ledger *ledger, enum fault fault) {
  return ledger->faults[fault];
}

bool ledger_is_clean(const struct ledger *ledger) {
  for (size_t i = 0; i < FAULTS; i++) {
    if (ledger->faults[i] > 0) {
      return false;
    }
  }
  return true;
}

uint64_t ledger_seen(const struct ledger *ledger) {
  return ledger->seen;
}

uint64_t ledger_dead_hands(const struct ledger *ledger) {
  return ledger->dead_hands;
}
