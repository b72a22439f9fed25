/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "removal.h"

#include "look.h"
#include "record.h"

/* No position of a record. */
#define NOWHERE UINT64_MAX

/* Looks are repeated while others change the account. */
#define TRIES 16

static uint64_t load(const _Atomic uint64_t *value) {
  return atomic_load_explicit(value, memory_order_relaxed);
}

static void store(_Atomic uint64_t *value, uint64_t to) {
  atomic_store_explicit(value, to, memory_order_relaxed);
}

static uint64_t load_version(const struct mapping *mapping) {
  return atomic_load_explicit(&mapping->segment->state.removals, memory_order_acquire);
}

static struct account *account_of(const struct mapping *mapping, uint64_t version) {
  return &mapping->segment->accounts[version % 2];
}

/* True if the record is marked as removed. One that the head has passed may have been overwritten:
 * it was counted before, or was no removed one. */
static bool is_marked(const struct mapping *mapping, uint64_t position, uint64_t head) {
  return position != NOWHERE && position % WORD_SIZE == 0 && position >= head &&
         is_removed(look_at_word(mapping, position));
}

struct removals removal_account(const struct mapping *mapping, uint64_t head) {
  struct removals removals = {0, 0};
  uint64_t version = load_version(mapping);
  for (int tries = 0; version != 0 && tries < TRIES; tries++) {
    const struct account *account = account_of(mapping, version);
    removals.removed =
        load(&account->removed) + is_marked(mapping, load(&account->announced), head);
    removals.passed =
        load(&account->passed) + (head >= load(&account->next) ? load(&account->passing) : 0);
    atomic_thread_fence(memory_order_acquire);
    uint64_t again = load_version(mapping);
    if (again == version) {
      break;
    }
    version = again;
  }
  return removals;
}

uint64_t removal_passed_by(const struct mapping *mapping, uint64_t head) {
  uint64_t version = load_version(mapping);
  const struct account *account = account_of(mapping, version);
  return version != 0 && load(&account->next) == head ? load(&account->passing) : 0;
}

/* The other account is written, and then it counts. */
static void replace(const struct mapping *mapping, const struct removals *removals,
                    uint64_t announced, uint64_t next, uint64_t passing) {
  uint64_t version = load_version(mapping) + 1;
  struct account *account = account_of(mapping, version);
  /* Whoever still reads what was there before sees that the version is another. */
  atomic_thread_fence(memory_order_release);
  store(&account->removed, removals->removed);
  store(&account->passed, removals->passed);
  store(&account->announced, announced);
  store(&account->next, next);
  store(&account->passing, passing);
  atomic_store_explicit(&mapping->segment->state.removals, version, memory_order_release);
}

void removal_announce(const struct mapping *mapping, const struct removals *account,
                      uint64_t position) {
  replace(mapping, account, position, NOWHERE, 0);
}

void removal_pass(const struct mapping *mapping, const struct removals *account, uint64_t next,
                  uint64_t count) {
  replace(mapping, account, NOWHERE, next, count);
}
