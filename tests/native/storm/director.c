/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "director.h"

#include <errno.h>
#include <inttypes.h>
#include <shmq.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <time.h>

#include "check.h"
#include "clock.h"
#include "figures.h"
#include "player.h"
#include "process.h"
#include "queues.h"
#include "segment_view.h"

/* So often somebody is stopped in the hope that it holds a lock. */
#define TRIES 30

/* For so long a holder is looked for before somebody is stopped at random. */
#define SPOTTING (20 * MICROSECOND)

/* Instructions for which a holder is led on: about as many as a small message takes, or as many as
 * can be waited for. */
#define FEW_STEPS 80
#define MOST_STEPS 1500

/* An actor's process; pid 0: it is dead. */
struct part {
  struct actor *actor;
  pid_t pid;
};

/* Messages below this horizon can be audited when no consumer is in the call that it was in then.
 */
struct audit {
  bool due;
  struct horizon horizon;
  uint64_t calls[MOST_CONSUMERS];
};

struct director {
  struct stage *stage;
  shmq *queue;
  struct segment *segment;
  int64_t end;
  struct part parts[MOST_ACTORS]; /* first the producers */
  size_t count;
  struct random random; /* of this deed */
  struct audit audit;
  struct figures figures;
};

/* --- parts --- */

static struct part *parts_of(struct director *self, enum role role) {
  return role == PRODUCER ? self->parts : self->parts + self->stage->producers;
}

static size_t count_of(const struct director *self, enum role role) {
  return role == PRODUCER ? self->stage->producers : self->stage->consumers;
}

static size_t living(struct director *self, enum role role) {
  size_t count = 0;
  for (size_t i = 0; i < count_of(self, role); i++) {
    count += parts_of(self, role)[i].pid != 0;
  }
  return count;
}

static uint64_t moved(struct director *self, enum role role) {
  uint64_t sum = 0;
  for (size_t i = 0; i < count_of(self, role); i++) {
    sum += atomic_load(&parts_of(self, role)[i].actor->moved);
  }
  return sum;
}

static void start(struct director *self, struct part *part) {
  struct actor *actor = part->actor;
  actor->incarnation++;
  if (actor->role == PRODUCER) {
    ledger_begin_life(self->stage->ledger, actor->number);
  }
  part->pid = process_start(actor->role == PRODUCER ? produce : consume, actor);
}

static void start_the_dead(struct director *self) {
  for (size_t i = 0; i < self->count; i++) {
    if (self->parts[i].pid == 0) {
      start(self, &self->parts[i]);
    }
  }
}

static void kill_part(struct director *self, struct part *part) {
  process_kill(part->pid);
  part->pid = 0;
  if (part->actor->role == PRODUCER) {
    self->figures.killed_producers++;
  } else {
    ledger_bury(self->stage->ledger, part->actor->number);
    self->figures.killed_consumers++;
  }
}

static const char *name_of(enum role role) {
  return role == PRODUCER ? "producer" : "consumer";
}

/* Nobody leaves the stage unasked. */
static void expect_all_alive(struct director *self) {
  for (size_t i = 0; i < self->count; i++) {
    const struct part *part = &self->parts[i];
    int status;
    if (part->pid != 0 && waitpid(part->pid, &status, WNOHANG) != 0) {
      FAIL("%s %zu ended by itself, with wait status 0x%x", name_of(part->actor->role),
           part->actor->number, (unsigned)status);
    }
  }
}

static struct part *choose(struct director *self) {
  struct part *part;
  do {
    part = &self->parts[random_below(&self->random, self->count)];
  } while (part->pid == 0);
  return part;
}

/* --- stops --- */

static bool holds(const struct director *self, pid_t pid, enum role role) {
  const struct segment *segment = self->segment;
  return pid == mutex_owner(segment,
                            role == PRODUCER ? &segment->producer.mutex : &segment->consumer.mutex);
}

static bool holds_any(const struct director *self, const struct part *part) {
  return holds(self, part->pid, PRODUCER) || holds(self, part->pid, CONSUMER);
}

/* Stops it and returns the time from which on it is stopped. */
static int64_t stop(const struct part *part) {
  const int64_t since = now();
  process_stop(part->pid);
  return since;
}

static void let_go_on(const struct part *part, int64_t since) {
  atomic_fetch_add(&part->actor->stopped_ns, now() - since);
  CHECK_CALL(kill(part->pid, SIGCONT));
}

/* Looks for a holder for a moment. Returns NULL if none is seen. */
static struct part *spot_holder(struct director *self) {
  for (const int64_t until = now() + SPOTTING; now() < until;) {
    for (size_t i = 0; i < self->count; i++) {
      struct part *part = &self->parts[i];
      if (part->pid != 0 && holds_any(self, part)) {
        return part;
      }
    }
  }
  return NULL;
}

/* Stops one after the other until one is stopped that holds a lock. Returns whom, or NULL. */
static struct part *catch_holder(struct director *self, int64_t *since) {
  for (int i = 0; i < TRIES; i++) {
    struct part *spotted = spot_holder(self);
    struct part *part = spotted != NULL ? spotted : choose(self);
    *since = stop(part);
    if (holds_any(self, part)) {
      return part;
    }
    let_go_on(part, *since);
    yield_briefly();
  }
  return NULL;
}

/* --- calls while a holder is stopped --- */

static void judge(struct director *self, const char *call, int64_t timeout_ns, int64_t began,
                  ssize_t result, bool allowed) {
  const int64_t late = now() - began - timeout_ns;
  if (late > LATENESS || late < 0) {
    ledger_fault(self->stage->ledger, UNTIMELY,
                 "%s, %" PRId64 " ns, while a holder is stopped, is %" PRId64 " ns late", call,
                 timeout_ns, late);
  }
  if (!allowed) {
    ledger_fault(self->stage->ledger, REFUSED,
                 "%s, %" PRId64 " ns, while a holder is stopped: result %zd", call, timeout_ns,
                 result);
  }
}

static void try_to_put(struct director *self) {
  static const uint8_t nonsense[64];
  int64_t began = now();
  ssize_t result = shmq_put(self->queue, nonsense, sizeof nonsense, 0);
  judge(self, "shmq_put", 0, began, result, result == -EBUSY);
  began = now();
  result = shmq_try_put(self->queue, nonsense, sizeof nonsense);
  judge(self, "shmq_try_put", 0, began, result, result == -EBUSY);
  began = now();
  result = shmq_put(self->queue, nonsense, sizeof nonsense, 20 * MILLISECOND);
  judge(self, "shmq_put", 20 * MILLISECOND, began, result, result == -ETIMEDOUT);
}

/* An empty queue is seen without the lock. */
static void try_to_get(struct director *self) {
  static uint8_t bytes[HAND_SIZE];
  int64_t began = now();
  ssize_t result = shmq_get(self->queue, bytes, sizeof bytes, 0);
  judge(self, "shmq_get", 0, began, result, result == -EBUSY || result == -EAGAIN);
  began = now();
  result = shmq_try_get(self->queue, bytes, sizeof bytes);
  judge(self, "shmq_try_get", 0, began, result, result == -EBUSY || result == -EAGAIN);
  began = now();
  result = shmq_get(self->queue, bytes, sizeof bytes, 20 * MILLISECOND);
  judge(self, "shmq_get", 20 * MILLISECOND, began, result, result == -ETIMEDOUT);
}

static void try_calls(struct director *self, const struct part *holder) {
  if (holds(self, holder->pid, PRODUCER)) {
    try_to_put(self);
  }
  if (holds(self, holder->pid, CONSUMER)) {
    try_to_get(self);
  }
}

/* --- deeds --- */

static void rest(struct director *self, int64_t most) {
  const uint64_t pause_ns = random_below(&self->random, (uint64_t)most);
  const struct timespec time = {.tv_sec = (time_t)(pause_ns / SECOND),
                                .tv_nsec = (long)(pause_ns % SECOND)};
  nanosleep(&time, NULL);
}

/* One who is about to take a lock, has it, or has just let it go; else anybody. */
static struct part *choose_near_lock(struct director *self) {
  struct part *part = choose(self);
  struct part *spotted = spot_holder(self);
  return spotted != NULL ? spotted : part;
}

/* As many as there are but one of each role, so that the living must do without the dead; now and
 * then all of a role. */
static void kill_some(struct director *self) {
  const bool all = random_below(&self->random, 8) == 0;
  const bool near_lock = random_below(&self->random, 2) == 0;
  const uint64_t victims = 1 + random_below(&self->random, self->count);
  for (uint64_t i = 0; i < victims; i++) {
    struct part *part = near_lock ? choose_near_lock(self) : choose(self);
    if (living(self, part->actor->role) > (all ? 0 : 1) &&
        living(self, PRODUCER) + living(self, CONSUMER) > 1) {
      kill_part(self, part);
    }
    rest(self, 200 * MICROSECOND);
  }
}

/* Whether what it holds is in between two states: a message in the queue that is not counted, or
 * one that is out and not counted. */
static bool is_halfway(const struct director *self, const struct part *part) {
  const struct segment *segment = self->segment;
  if (holds(self, part->pid, PRODUCER)) {
    return committed_at(segment, atomic_load(&segment->producer.tail));
  }
  return segment->consumer.gets_next != atomic_load(&segment->consumer.gets);
}

/* Takes the stopped one instruction by instruction, while it holds a lock: up to `most` of them, or
 * to where it is halfway. Most instructions under a lock are of a copy: without this, few kills
 * would meet the others. */
static void step(struct director *self, const struct part *part, uint64_t most, bool to_halfway) {
  int status;
  if (ptrace(PTRACE_SEIZE, part->pid, NULL, PTRACE_O_EXITKILL) != 0) {
    return; /* Not allowed here: it dies where it stands. */
  }
  CHECK_CALL(ptrace(PTRACE_INTERRUPT, part->pid, NULL, NULL));
  CHECK_EQ(waitpid(part->pid, &status, __WALL), part->pid);
  for (uint64_t i = 0; i < most && holds_any(self, part); i++) {
    if (to_halfway && is_halfway(self, part)) {
      return;
    }
    CHECK_CALL(ptrace(PTRACE_SINGLESTEP, part->pid, NULL, NULL));
    CHECK_EQ(waitpid(part->pid, &status, __WALL), part->pid);
    CHECK(WIFSTOPPED(status));
  }
}

/* One dies with a lock; so may those who come to repair what it left. */
static void kill_holders(struct director *self) {
  const uint64_t victims = 1 + random_below(&self->random, 3);
  for (uint64_t i = 0; i < victims; i++) {
    const bool to_halfway = random_below(&self->random, 2) == 0;
    const uint64_t most = to_halfway ? MOST_STEPS : random_below(&self->random, FEW_STEPS);
    int64_t since;
    struct part *part = catch_holder(self, &since);
    if (part == NULL) {
      return;
    }
    if (living(self, part->actor->role) > 1) {
      step(self, part, most, to_halfway);
      self->figures.killed_holders += holds_any(self, part);
      self->figures.killed_halfway += holds_any(self, part) && is_halfway(self, part);
      kill_part(self, part);
    } else {
      let_go_on(part, since);
    }
  }
}

static void stop_some(struct director *self) {
  struct part *part = choose(self);
  const int64_t since = stop(part);
  self->figures.stops++;
  if (holds_any(self, part)) {
    self->figures.stopped_holders++;
    try_calls(self, part);
  }
  rest(self, 100 * MILLISECOND);
  let_go_on(part, since);
}

/* Once in a while for so long that a call that waits for it would be too late. */
static void stop_holder(struct director *self) {
  int64_t since;
  struct part *part = catch_holder(self, &since);
  if (part == NULL) {
    return;
  }
  self->figures.stops++;
  self->figures.stopped_holders++;
  try_calls(self, part);
  if (random_below(&self->random, 100) == 0 && self->end - now() > 2 * LATENESS) {
    WAIT_UNTIL(now() - since > LATENESS + SECOND);
  }
  rest(self, 100 * MILLISECOND);
  let_go_on(part, since);
}

static const struct {
  unsigned weight;
  void (*run)(struct director *self);
} deeds[] = {{40, kill_some}, {40, kill_holders}, {10, stop_some}, {10, stop_holder}};

static void do_something(struct director *self) {
  uint64_t left = random_below(&self->random, 100);
  size_t chosen = 0;
  for (; left >= deeds[chosen].weight; chosen++) {
    left -= deeds[chosen].weight;
  }
  deeds[chosen].run(self);
}

/* --- what comes of it --- */

static void report_hang(struct director *self) {
  self->figures.hangs++;
  fprintf(stderr, "hang: %" PRId64 " messages wait, producers' lock %d, consumers' lock %d\n",
          shmq_qsize(self->queue), (int)mutex_owner(self->segment, &self->segment->producer.mutex),
          (int)mutex_owner(self->segment, &self->segment->consumer.mutex));
  for (size_t i = 0; i < self->count; i++) {
    const struct part *part = &self->parts[i];
    fprintf(stderr, "  %s %zu: %s %d, %s\n", name_of(part->actor->role), part->actor->number,
            part->pid == 0 ? "dead" : "pid", (int)part->pid,
            part->pid != 0 && asleep(part->pid) ? "asleep" : "awake");
  }
}

static bool goes_well(const struct director *self) {
  return self->figures.hangs == 0 && ledger_is_clean(self->stage->ledger);
}

/* Waits until messages were put and got by those who live, none of whom is stopped. Returns how
 * long it took. */
static int64_t wait_for_messages(struct director *self) {
  const int64_t begin = now();
  const uint64_t puts = moved(self, PRODUCER);
  const uint64_t gets = moved(self, CONSUMER);
  while (goes_well(self) && (moved(self, PRODUCER) == puts || moved(self, CONSUMER) == gets)) {
    if (now() - begin > SOON) {
      report_hang(self);
    }
    expect_all_alive(self);
    yield_briefly();
  }
  const int64_t gap = now() - begin;
  figures_add_gap(&self->figures, gap);
  return gap;
}

static bool all_have_moved_on(struct director *self) {
  for (size_t i = 0; i < self->stage->consumers; i++) {
    const struct part *part = &parts_of(self, CONSUMER)[i];
    if (part->pid != 0 && atomic_load(&part->actor->calls) == self->audit.calls[i]) {
      return false;
    }
  }
  return true;
}

static void audit(struct director *self) {
  if (self->audit.due) {
    if (!all_have_moved_on(self)) {
      return;
    }
    ledger_audit(self->stage->ledger, &self->audit.horizon);
  }
  self->audit.due = true;
  self->audit.horizon = ledger_horizon(self->stage->ledger);
  for (size_t i = 0; i < self->stage->consumers; i++) {
    self->audit.calls[i] = atomic_load(&parts_of(self, CONSUMER)[i].actor->calls);
  }
}

static uint64_t kills(const struct director *self) {
  return self->figures.killed_producers + self->figures.killed_consumers;
}

static void do_and_recover(struct director *self) {
  const uint64_t kills_before = kills(self);
  do_something(self);
  if (living(self, PRODUCER) == 0 || living(self, CONSUMER) == 0) {
    start_the_dead(self);
  }
  const int64_t gap = wait_for_messages(self);
  if (kills(self) > kills_before) {
    figures_add_latency(&self->figures, gap);
  }
  start_the_dead(self);
  audit(self);
}

static void storm(struct director *self) {
  wait_for_messages(self);
  const bool busy = self->stage->scene.busy;
  for (uint64_t i = 0;
       goes_well(self) && (now() < self->end || (busy && self->figures.stopped_holders == 0));
       i++) {
    self->random = deed_random(self->stage, i);
    do_and_recover(self);
    rest(self, 3 * MILLISECOND);
  }
}

/* --- the end of the scene --- */

static void join(struct part *part) {
  int status = 0;
  WAIT_UNTIL(waitpid(part->pid, &status, WNOHANG) == part->pid);
  CHECK_EQ(status, 0);
}

static void send_away(struct director *self, enum role role) {
  for (size_t i = 0; i < count_of(self, role); i++) {
    join(&parts_of(self, role)[i]);
  }
}

static void put_farewells(struct director *self) {
  struct parcel farewell = {.length = sizeof farewell, .producer = PARCEL_FAREWELL};
  parcel_seal(&farewell);
  for (size_t i = 0; i < self->stage->consumers; i++) {
    CHECK_RESULT(shmq_put(self->queue, &farewell, sizeof farewell, SOON), 0);
  }
}

static void expect_a_usable_queue(shmq *queue) {
  CHECK_EQ(shmq_qsize(queue), 0);
  CHECK_EQ(shmq_empty(queue), 1);
  const size_t longest = (size_t)shmq_max_length(queue);
  const size_t length = longest < HAND_SIZE ? longest : HAND_SIZE;
  put_message(queue, length, 1);
  get_message(queue, length, 1);
}

static void drop_the_curtain(struct director *self) {
  self->stage->finish = true;
  send_away(self, PRODUCER);
  put_farewells(self);
  send_away(self, CONSUMER);
  ledger_balance(self->stage->ledger);
}

/* --- a scene --- */

static void add_parts(struct director *self, enum role role, size_t count) {
  for (size_t i = 0; i < count; i++) {
    struct actor *actor = &self->stage->actors[self->count];
    actor->stage = self->stage;
    actor->role = role;
    actor->number = i;
    self->parts[self->count++].actor = actor;
  }
}

static void set_the_stage(struct director *self, const struct scene *scene,
                          const struct cast *cast) {
  struct stage *stage = shared_memory(sizeof *stage);
  stage->scene = *scene;
  stage->producers = cast->producers;
  stage->consumers = cast->consumers;
  stage->ledger = ledger_new(cast->producers, cast->consumers);
  self->stage = stage;
  self->queue = queue_create(stage->name, scene->max_messages, scene->ring);
  self->segment = segment_map(stage->name);
  add_parts(self, PRODUCER, cast->producers);
  add_parts(self, CONSUMER, cast->consumers);
}

static int64_t latest_call(const struct director *self) {
  int64_t latest = 0;
  for (size_t i = 0; i < self->count; i++) {
    const int64_t late = atomic_load(&self->parts[i].actor->latest_ns);
    latest = late > latest ? late : latest;
  }
  return latest;
}

void direct(const struct scene *scene, const struct cast *cast) {
  static struct director self;
  set_the_stage(&self, scene, cast);
  const int64_t begin = now();
  self.end = begin + cast->duration_ns;
  start_the_dead(&self);
  storm(&self);
  const bool well = goes_well(&self);
  if (well) {
    drop_the_curtain(&self);
  }
  self.figures.latest_call_ns = latest_call(&self);
  figures_print(&self.figures, self.stage->ledger, now() - begin);
  CHECK(goes_well(&self));
  expect_a_usable_queue(self.queue);
  segment_unmap(self.segment);
  queue_destroy(self.queue, self.stage->name);
}
