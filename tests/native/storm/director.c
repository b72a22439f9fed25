/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "director.h"

#include <errno.h>
#include <inttypes.h>
#include <shmq.h>
#include <stdio.h>
#include <sys/wait.h>

#include "check.h"
#include "clock.h"
#include "deeds.h"
#include "process.h"
#include "queues.h"
#include "troupe.h"

/* What an idle queue may keep, at most. */
#define MEMORY_WHEN_EMPTY (UINT64_C(1) << 20)

/* Messages below this horizon can be audited when no consumer is in the call that it was in then.
 */
struct audit {
  bool due;
  struct horizon horizon;
  uint64_t calls[MOST_CONSUMERS];
};

struct director {
  struct troupe troupe;
  struct deed deed;
  struct audit audit;
};

/* --- what comes of it --- */

static void report_hang(struct director *self) {
  self->troupe.figures.hangs++;
  fprintf(stderr, "hang: %" PRId64 " messages wait, producers' lock %d, consumers' lock %d\n",
          shmq_qsize(self->deed.queue),
          (int)mutex_owner(self->troupe.segment, &self->troupe.segment->producer.mutex),
          (int)mutex_owner(self->troupe.segment, &self->troupe.segment->consumer.mutex));
  for (size_t i = 0; i < self->troupe.count; i++) {
    const struct part *part = &self->troupe.parts[i];
    fprintf(stderr, "  %s %zu: %s %d, %s\n", role_name(part->actor->role), part->actor->number,
            part->pid == 0 ? "dead" : "pid", (int)part->pid,
            part->pid != 0 && asleep(part->pid) ? "asleep" : "awake");
  }
}

static bool goes_well(const struct director *self) {
  return self->troupe.figures.hangs == 0 && ledger_is_clean(self->troupe.stage->ledger);
}

/* Waits until messages were put and got by those who live, none of whom is stopped. Returns how
 * long it took. */
static int64_t wait_for_messages(struct director *self) {
  const struct stopwatch watch = stopwatch_start(&self->troupe.stage->metronome);
  const uint64_t puts = moved(&self->troupe, PRODUCER);
  const uint64_t gets = moved(&self->troupe, CONSUMER);
  while (goes_well(self) &&
         (moved(&self->troupe, PRODUCER) == puts || moved(&self->troupe, CONSUMER) == gets)) {
    if (stopwatch_is_beyond(&watch, SOON)) {
      report_hang(self);
    }
    expect_all_alive(&self->troupe);
    yield_briefly();
  }
  const int64_t gap = now() - watch.start;
  figures_add_gap(&self->troupe.figures, gap);
  return gap;
}

static bool all_have_moved_on(struct director *self) {
  for (size_t i = 0; i < self->troupe.stage->consumers; i++) {
    const struct part *part = &parts_of(&self->troupe, CONSUMER)[i];
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
    ledger_audit(self->troupe.stage->ledger, &self->audit.horizon);
  }
  self->audit.due = true;
  self->audit.horizon = ledger_horizon(self->troupe.stage->ledger);
  for (size_t i = 0; i < self->troupe.stage->consumers; i++) {
    self->audit.calls[i] = atomic_load(&parts_of(&self->troupe, CONSUMER)[i].actor->calls);
  }
}

static uint64_t kills(const struct director *self) {
  return self->troupe.figures.killed_producers + self->troupe.figures.killed_consumers;
}

static void note_memory(struct director *self) {
  struct figures *figures = &self->troupe.figures;
  struct shmq_stat stat = {.size = sizeof stat};
  CHECK_RESULT(shmq_stat(self->deed.queue, &stat), 0);
  figures->most_memory =
      stat.reserved > figures->most_memory ? stat.reserved : figures->most_memory;
}

static void do_and_recover(struct director *self) {
  const uint64_t kills_before = kills(self);
  do_deed(&self->deed);
  if (living(&self->troupe, PRODUCER) == 0 || living(&self->troupe, CONSUMER) == 0) {
    start_the_dead(&self->troupe);
  }
  const int64_t gap = wait_for_messages(self);
  if (kills(self) > kills_before) {
    figures_add_latency(&self->troupe.figures, gap);
  }
  start_the_dead(&self->troupe);
  audit(self);
  note_memory(self);
}

static void storm(struct director *self) {
  wait_for_messages(self);
  const bool busy = self->troupe.stage->scene.busy;
  for (uint64_t i = 0; goes_well(self) && (now() < self->deed.end ||
                                           (busy && self->troupe.figures.stopped_holders == 0));
       i++) {
    self->deed.random = deed_random(self->troupe.stage, i);
    do_and_recover(self);
    rest(&self->deed, 3 * MILLISECOND);
  }
}

/* --- the end of the scene --- */

/* Waits until it has left. */
static void join(struct director *self, struct part *part) {
  const struct stopwatch watch = stopwatch_start(&self->troupe.stage->metronome);
  int status = 0;
  while (waitpid(part->pid, &status, WNOHANG) != part->pid) {
    if (stopwatch_is_beyond(&watch, SOON)) {
      report_hang(self);
      FAIL("%s %zu does not leave", role_name(part->actor->role), part->actor->number);
    }
    yield_briefly();
  }
  CHECK_EQ(status, 0);
}

static void send_away(struct director *self, enum role role) {
  for (size_t i = 0; i < count_of(&self->troupe, role); i++) {
    join(self, &parts_of(&self->troupe, role)[i]);
  }
}

static void put_farewells(struct director *self) {
  struct parcel farewell = {.length = sizeof farewell, .producer = PARCEL_FAREWELL};
  parcel_seal(&farewell);
  for (size_t i = 0; i < self->troupe.stage->consumers; i++) {
    /* One who has claimed an end may stand in the way. */
    WAIT_UNTIL(shmq_put(self->deed.queue, &farewell, sizeof farewell, SECOND) == 0);
    atomic_fetch_add(&self->troupe.stage->farewells, 1);
  }
}

static void shut_down(struct director *self) {
  self->troupe.stage->shuts_down = true;
  WAIT_UNTIL(shmq_shutdown(self->deed.queue, 0) == 0);
  send_away(self, PRODUCER);
  send_away(self, CONSUMER);
}

static void say_farewell(struct director *self) {
  self->troupe.stage->finish = true;
  send_away(self, PRODUCER);
  put_farewells(self);
  send_away(self, CONSUMER);
}

/* Every message that was put is accounted for: it was seen, is lost in a dead hand, or was one of
 * the farewells. */
static void expect_exact_figures(struct director *self) {
  struct shmq_stat stat = {.size = sizeof stat};
  const struct stage *stage = self->troupe.stage;
  uint64_t done = 0;
  for (size_t i = 0; i < stage->consumers; i++) {
    done += parts_of(&self->troupe, CONSUMER)[i].actor->tasks_done;
  }
  CHECK_RESULT(shmq_stat(self->deed.queue, &stat), 0);
  CHECK_EQ(stat.messages, 0);
  CHECK_EQ(stat.puts,
           ledger_seen(stage->ledger) + ledger_dead_hands(stage->ledger) + stage->farewells);
  CHECK_EQ(stat.gets, stat.puts);
  CHECK_BETWEEN(stat.puts - stat.unfinished, done, done + self->troupe.figures.killed_consumers);
}

/* Whoever finds the queue empty gives its memory back, though not more often than now and then. */
static void expect_memory_given_back(struct director *self) {
  const bool shut = self->troupe.stage->scene.shuts_down;
  const int64_t deadline = now() + SOON;
  struct shmq_stat stat = {.size = sizeof stat};
  do {
    CHECK_RESULT(shmq_get(self->deed.queue, NULL, 0, MILLISECOND), shut ? -ESHUTDOWN : -ETIMEDOUT);
    CHECK_RESULT(shmq_stat(self->deed.queue, &stat), 0);
    CHECK(now() < deadline);
  } while (stat.reserved > MEMORY_WHEN_EMPTY);
}

static void expect_a_usable_queue(shmq *queue) {
  const size_t longest = (size_t)shmq_max_length(queue);
  const size_t length = longest < HAND_SIZE ? longest : HAND_SIZE;
  put_message(queue, length, 1);
  get_message(queue, length, 1);
}

static void expect_a_queue_that_is_shut(shmq *queue) {
  CHECK_RESULT(shmq_put(queue, NULL, 0, 0), -ESHUTDOWN);
  CHECK_RESULT(shmq_get(queue, NULL, 0, 0), -ESHUTDOWN);
}

static void expect_a_sound_queue(struct director *self) {
  shmq *queue = self->deed.queue;
  CHECK_EQ(shmq_qsize(queue), 0);
  CHECK_EQ(shmq_empty(queue), 1);
  CHECK_RESULT(shmq_check(queue), 0);
  expect_memory_given_back(self);
  if (self->troupe.stage->scene.shuts_down) {
    expect_a_queue_that_is_shut(queue);
  } else {
    expect_a_usable_queue(queue);
  }
}

static void drop_the_curtain(struct director *self) {
  if (self->troupe.stage->scene.shuts_down) {
    shut_down(self);
  } else {
    say_farewell(self);
  }
  ledger_balance(self->troupe.stage->ledger);
}

/* --- a scene --- */

static void add_parts(struct director *self, enum role role, size_t count) {
  for (size_t i = 0; i < count; i++) {
    struct actor *actor = &self->troupe.stage->actors[self->troupe.count];
    actor->stage = self->troupe.stage;
    actor->role = role;
    actor->number = i;
    self->troupe.parts[self->troupe.count++].actor = actor;
  }
}

static void set_the_stage(struct director *self, const struct scene *scene,
                          const struct cast *cast) {
  struct stage *stage = shared_memory(sizeof *stage);
  stage->scene = *scene;
  stage->producers = cast->producers;
  stage->consumers = cast->consumers;
  stage->ledger = ledger_new(cast->producers, cast->consumers);
  self->troupe.stage = stage;
  self->deed.queue = queue_create(stage->name, scene->max_messages, scene->ring);
  self->troupe.segment = segment_map(stage->name);
  add_parts(self, PRODUCER, cast->producers);
  add_parts(self, CONSUMER, cast->consumers);
}

static void figures_of_the_end(struct director *self) {
  struct figures *figures = &self->troupe.figures;
  struct shmq_stat stat = {.size = sizeof stat};
  CHECK_RESULT(shmq_stat(self->deed.queue, &stat), 0);
  figures->repairs = stat.recoveries;
  figures->rolled_forward = stat.rolled_forward;
  figures->slice_rescues = stat.slice_rescues;
  for (size_t i = 0; i < self->troupe.count; i++) {
    const struct actor *actor = self->troupe.parts[i].actor;
    const int64_t late = atomic_load(&actor->latest_ns);
    figures->latest_call_ns = late > figures->latest_call_ns ? late : figures->latest_call_ns;
    figures->claims += atomic_load(&actor->claims);
  }
}

void direct(const struct scene *scene, const struct cast *cast) {
  static struct director self;
  self.deed.troupe = &self.troupe;
  set_the_stage(&self, scene, cast);
  const int64_t begin = now();
  self.deed.end = begin + cast->duration_ns;
  const pid_t metronome = process_start(metronome_tick, &self.troupe.stage->metronome);
  start_the_dead(&self.troupe);
  storm(&self);
  if (goes_well(&self)) {
    drop_the_curtain(&self);
  }
  figures_of_the_end(&self);
  figures_print(&self.troupe.figures, self.troupe.stage->ledger, now() - begin);
  CHECK(goes_well(&self));
  expect_exact_figures(&self);
  expect_a_sound_queue(&self);
  process_kill(metronome);
  segment_unmap(self.troupe.segment);
  queue_destroy(self.deed.queue, self.troupe.stage->name);
}
