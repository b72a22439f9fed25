/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "troupe.h"

#include <signal.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/wait.h>

#include "check.h"
#include "clock.h"
#include "process.h"

/* So often somebody is stopped in the hope that it holds a lock. */
#define TRIES 30

/* For so long a holder is looked for before somebody is stopped at random. */
#define SPOTTING (20 * MICROSECOND)

/* Instructions up to where a holder is halfway: more, as for a long message, take too long. */
#define MOST_STEPS 1500

/* --- parts --- */

struct part *parts_of(struct troupe *troupe, enum role role) {
  return role == PRODUCER ? troupe->parts : troupe->parts + troupe->stage->producers;
}

size_t count_of(const struct troupe *troupe, enum role role) {
  return role == PRODUCER ? troupe->stage->producers : troupe->stage->consumers;
}

size_t living(struct troupe *troupe, enum role role) {
  size_t count = 0;
  for (size_t i = 0; i < count_of(troupe, role); i++) {
    count += parts_of(troupe, role)[i].pid != 0;
  }
  return count;
}

uint64_t moved(struct troupe *troupe, enum role role) {
  uint64_t sum = 0;
  for (size_t i = 0; i < count_of(troupe, role); i++) {
    sum += atomic_load(&parts_of(troupe, role)[i].actor->moved);
  }
  return sum;
}

static void start(struct troupe *troupe, struct part *part) {
  struct actor *actor = part->actor;
  actor->incarnation++;
  if (actor->role == PRODUCER) {
    ledger_begin_life(troupe->stage->ledger, actor->number);
  }
  part->pid = process_start(actor->role == PRODUCER ? produce : consume, actor);
}

void start_the_dead(struct troupe *troupe) {
  for (size_t i = 0; i < troupe->count; i++) {
    if (troupe->parts[i].pid == 0) {
      start(troupe, &troupe->parts[i]);
    }
  }
}

void kill_part(struct troupe *troupe, struct part *part) {
  process_kill(part->pid);
  part->pid = 0;
  part->actor->has_claimed = false;
  if (part->actor->role == PRODUCER) {
    troupe->figures.killed_producers++;
  } else {
    ledger_bury(troupe->stage->ledger, part->actor->number);
    troupe->figures.killed_consumers++;
  }
}

const char *role_name(enum role role) {
  return role == PRODUCER ? "producer" : "consumer";
}

void expect_all_alive(struct troupe *troupe) {
  for (size_t i = 0; i < troupe->count; i++) {
    const struct part *part = &troupe->parts[i];
    int status;
    if (part->pid != 0 && waitpid(part->pid, &status, WNOHANG) != 0) {
      FAIL("%s %zu ended by itself, with wait status 0x%x", role_name(part->actor->role),
           part->actor->number, (unsigned)status);
    }
  }
}

struct part *choose_part(struct troupe *troupe, struct random *random) {
  struct part *part;
  do {
    part = &troupe->parts[random_below(random, troupe->count)];
  } while (part->pid == 0);
  return part;
}

/* --- stops --- */

bool holds(const struct troupe *troupe, const struct part *part, enum role role) {
  const struct segment *segment = troupe->segment;
  const struct actor *actor = part->actor;
  return (actor->role == role && atomic_load(&actor->has_claimed)) ||
         part->pid == mutex_owner(segment, role == PRODUCER ? &segment->producer.mutex
                                                            : &segment->consumer.mutex);
}

bool holds_any(const struct troupe *troupe, const struct part *part) {
  return holds(troupe, part, PRODUCER) || holds(troupe, part, CONSUMER);
}

int64_t stop_part(const struct part *part) {
  const int64_t since = now();
  process_stop(part->pid);
  return since;
}

void let_go_on(const struct part *part, int64_t since) {
  atomic_fetch_add(&part->actor->stopped_ns, now() - since);
  CHECK_CALL(kill(part->pid, SIGCONT));
}

struct part *spot_holder(struct troupe *troupe) {
  for (const int64_t until = now() + SPOTTING; now() < until;) {
    for (size_t i = 0; i < troupe->count; i++) {
      struct part *part = &troupe->parts[i];
      if (part->pid != 0 && holds_any(troupe, part)) {
        return part;
      }
    }
  }
  return NULL;
}

struct part *catch_holder(struct troupe *troupe, struct random *random, int64_t *since) {
  for (int i = 0; i < TRIES; i++) {
    struct part *spotted = spot_holder(troupe);
    struct part *part = spotted != NULL ? spotted : choose_part(troupe, random);
    *since = stop_part(part);
    if (holds_any(troupe, part)) {
      return part;
    }
    let_go_on(part, *since);
    yield_briefly();
  }
  return NULL;
}

/* Whether a message's removal has been announced and not done. */
static bool is_removing(const struct segment *segment) {
  const struct account *account = &segment->accounts[atomic_load(&segment->state.removals) % 2];
  const uint64_t position = atomic_load(&account->announced);
  if (atomic_load(&segment->state.removals) == 0 || position == UINT64_MAX ||
      position < atomic_load(&segment->consumer.head)) {
    return false;
  }
  uint64_t word;
  memcpy(&word, segment->ring + position % segment->identity.ring_size, sizeof word);
  return (word & (COMMITTED | PADDING)) == COMMITTED;
}

bool is_halfway(const struct troupe *troupe, const struct part *part) {
  const struct segment *segment = troupe->segment;
  if (holds(troupe, part, PRODUCER)) {
    return committed_at(segment, atomic_load(&segment->producer.tail));
  }
  return segment->consumer.gets_next != atomic_load(&segment->consumer.gets) ||
         is_removing(segment);
}

bool trace(const struct part *part) {
  if (ptrace(PTRACE_SEIZE, part->pid, NULL, PTRACE_O_EXITKILL) != 0) {
    return false;
  }
  int status;
  CHECK_CALL(ptrace(PTRACE_INTERRUPT, part->pid, NULL, NULL));
  CHECK_EQ(waitpid(part->pid, &status, __WALL), part->pid);
  return true;
}

void step(const struct troupe *troupe, const struct part *part, uint64_t most) {
  for (uint64_t i = 0; i < most && holds_any(troupe, part); i++) {
    int status;
    CHECK_CALL(ptrace(PTRACE_SINGLESTEP, part->pid, NULL, NULL));
    CHECK_EQ(waitpid(part->pid, &status, __WALL), part->pid);
    CHECK(WIFSTOPPED(status));
  }
}

void step_to_halfway(const struct troupe *troupe, const struct part *part) {
  for (int i = 0; i < MOST_STEPS && holds_any(troupe, part) && !is_halfway(troupe, part); i++) {
    step(troupe, part, 1);
  }
}
