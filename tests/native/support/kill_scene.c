/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "kill_scene.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "check.h"
#include "clock.h"
#include "message.h"
#include "queues.h"

/* Messages of this length show whether the queue has all of its room; they need no order. */
#define PROBE_LENGTH 8

uint8_t message_bytes[BYTES_MOST];

/* --- the log --- */

size_t scene_size(const struct scene *scene) {
  return scene->logged - scene->taken;
}

static struct message new_message(struct scene *scene, size_t length) {
  CHECK(length <= sizeof message_bytes);
  return (struct message){length, ++scene->last_id};
}

static void log_put(struct scene *scene, struct message message) {
  CHECK(scene->logged < LOG_MOST);
  scene->log[scene->logged++] = message;
}

static struct message log_get(struct scene *scene) {
  CHECK(scene->taken < scene->logged);
  return scene->log[scene->taken++];
}

/* The nth that is in the queue was taken before those in front of it. */
static struct message log_remove(struct scene *scene, size_t nth) {
  CHECK(scene->taken + nth < scene->logged);
  struct message *front = &scene->log[scene->taken];
  const struct message removed = front[nth];
  memmove(front + 1, front, nth * sizeof *front);
  *front = removed;
  return log_get(scene);
}

/* --- calls of the living --- */

/* Puts, and returns whether there was room. */
static bool put(struct scene *scene, size_t length) {
  const struct message message = new_message(scene, length);
  message_fill(message_bytes, length, message.id);
  const int64_t begin = now();
  const int result = shmq_put(scene->queue, message_bytes, length, 0);
  death_survived(&scene->death, begin, now());
  CHECK_RESULT(result, result == 0 ? 0 : -EAGAIN);
  if (result == 0) {
    log_put(scene, message);
  }
  return result == 0;
}

void scene_put(struct scene *scene, size_t length) {
  CHECK(put(scene, length));
}

void scene_get(struct scene *scene) {
  const struct message message = log_get(scene);
  const int64_t begin = now();
  CHECK_RESULT(shmq_get(scene->queue, message_bytes, sizeof message_bytes, SOON), message.length);
  death_survived(&scene->death, begin, now());
  CHECK(message_is(message_bytes, message.length, message.id));
}

uint64_t scene_position(const struct scene *scene, size_t nth) {
  const struct segment *segment = scene->segment;
  const uint64_t size = scene->state->ring;
  uint64_t position = segment->consumer.head;
  for (;;) {
    uint64_t word;
    memcpy(&word, segment->ring + position % size, sizeof word);
    CHECK(word != 0);
    const uint64_t length = word & LENGTH_MAX;
    const uint64_t kind = word & (COMMITTED | PADDING);
    if (kind == COMMITTED && nth-- == 0) {
      return position;
    }
    position = kind == (COMMITTED | PADDING)
                   ? (position / size + 1) * size
                   : position + WORD_SIZE + (length + WORD_SIZE - 1) / WORD_SIZE * WORD_SIZE;
  }
}

void scene_remove(struct scene *scene, size_t nth) {
  CHECK_RESULT(shmq_remove(scene->queue, scene_position(scene, nth), SOON), 1);
  log_remove(scene, nth);
}

void scene_fill(struct scene *scene, size_t length) {
  while (put(scene, length)) {
  }
}

void scene_drain(struct scene *scene) {
  while (scene_size(scene) > 0) {
    scene_get(scene);
  }
}

void scene_steer(struct scene *scene, uint64_t offset) {
  while (tail_offset(scene->segment) < offset) {
    const uint64_t distance = offset - tail_offset(scene->segment);
    scene_put(scene, (distance < 1024 ? distance : 1024) - WORD_SIZE);
    scene_get(scene);
  }
  CHECK_EQ(tail_offset(scene->segment), offset);
}

void scene_plan_puts(struct scene *scene, size_t count) {
  CHECK(count <= PLANNED_MOST);
  for (scene->plans = 0; scene->plans < count; scene->plans++) {
    scene->planned[scene->plans] = new_message(scene, scene->state->length);
  }
}

/* --- the peer --- */

static bool peer_gets(const struct scene *scene) {
  return scene->state->peer == SLEEPING_GETTER || scene->state->peer == CONTENDING_GETTER;
}

static bool peer_sleeps(const struct scene *scene) {
  return scene->state->peer == SLEEPING_GETTER || scene->state->peer == SLEEPING_PUTTER ||
         scene->state->peer == SLEEPING_JOINER;
}

static bool peer_contends(const struct scene *scene) {
  return scene->state->peer == CONTENDING_GETTER || scene->state->peer == CONTENDING_PUTTER;
}

static bool peer_joins(const struct scene *scene) {
  return scene->state->peer == SLEEPING_JOINER;
}

/* --- the victim --- */

static void prepare_victim(void *argument) {
  struct scene *scene = argument;
  scene->victims_queue = queue_open(scene->name);
  /* The thread's first call makes what every later one finds. */
  CHECK_RESULT(shmq_set_spin(scene->victims_queue, 0), 0);
  uint8_t *bytes = message_bytes;
  for (size_t i = 0; i < scene->plans; i++) {
    message_fill(bytes, scene->planned[i].length, scene->planned[i].id);
    bytes += scene->planned[i].length;
  }
  if (scene->operation->prepare != NULL) {
    scene->operation->prepare(scene);
  }
}

static void run_victim(void *argument) {
  struct scene *scene = argument;
  *scene->result = scene->operation->run(scene);
}

static bool holds_lock(const struct scene *scene) {
  const struct segment *segment = scene->segment;
  const pid_t pid = scene->death.victim.pid;
  return mutex_owner(segment, &segment->producer.mutex) == pid ||
         mutex_owner(segment, &segment->consumer.mutex) == pid;
}

/* Beside a sleeper every point matters up to the wake-up, which nobody sees. */
static bool matters(void *argument) {
  const struct scene *scene = argument;
  return holds_lock(scene) || peer_sleeps(scene);
}

static void take_snapshot(const struct scene *scene, struct snapshot *snapshot) {
  const struct segment *segment = scene->segment;
  memcpy(snapshot->header, segment, HEADER_SIZE);
  if (scene->state->ring == SMALL_RING) {
    memcpy(snapshot->ring, segment->ring, SMALL_RING);
  } else {
    memcpy(snapshot->ring, segment->ring + tail_offset(segment), WORD_SIZE);
  }
}

static bool changes(void *argument) {
  struct scene *scene = argument;
  static struct snapshot snapshot;
  take_snapshot(scene, &snapshot);
  const bool changed = memcmp(&snapshot, &scene->seen, sizeof snapshot) != 0;
  if (changed) {
    scene->seen = snapshot;
  }
  return changed;
}

/* --- what the peer does --- */

static enum request peers_request(const struct scene *scene) {
  return peer_joins(scene) ? WORKER_JOIN : peer_gets(scene) ? WORKER_GET : WORKER_PUT;
}

static void ask_peer(struct scene *scene) {
  scene->peers_id = new_message(scene, WORKER_LENGTH).id;
  worker_ask(&scene->peer, peers_request(scene), scene->peers_id);
}

/* The contender is done, or waits for the lock. */
static void let_contend(struct scene *scene) {
  ask_peer(scene);
  WAIT_UNTIL(worker_answered(&scene->peer) || asleep(scene->peer.pid));
  scene->peer_first = worker_answered(&scene->peer);
}

static struct answer peers_answer(struct scene *scene) {
  const int64_t begin = now();
  while (!worker_answered(&scene->peer)) {
    if (now() - begin >= SOON) {
      death_survived(&scene->death, begin, now());
    }
    yield_briefly();
  }
  return worker_answer(&scene->peer);
}

static bool is_shut(const struct scene *scene) {
  return scene->after.shutdown != SHMQ_OPEN;
}

/* The victim had claimed the end that the peer is to use. */
static bool is_refused(const struct scene *scene) {
  return (scene->after.claimed & (peer_gets(scene) ? SHMQ_CONSUMER : SHMQ_PRODUCER)) != 0;
}

static void expect_peers_message(struct scene *scene, const struct answer *answer) {
  const struct message message = log_get(scene);
  CHECK_RESULT(answer->result, message.length);
  CHECK_EQ(answer->id, message.id);
}

/* The peer comes back, with what is its share by the log, and not later after `begin` than it
 * may. */
static void expect_peer_served(struct scene *scene, int64_t begin) {
  const struct answer answer = peers_answer(scene);
  death_survived(&scene->death, begin, answer.time);
  if (peer_contends(scene) && is_refused(scene) && answer.result == -EBUSY) {
    /* Also if it came to the end while the victim died: the kernel lets its lock go before its
     * claim. */
    return;
  }
  if (peer_gets(scene) && scene_size(scene) > 0) {
    expect_peers_message(scene, &answer);
  } else if (is_shut(scene) && !peer_joins(scene)) {
    CHECK_RESULT(answer.result, -ESHUTDOWN);
  } else {
    CHECK_RESULT(answer.result, 0);
    if (!peer_joins(scene)) {
      log_put(scene, (struct message){WORKER_LENGTH, scene->peers_id});
    }
  }
}

/* The victim has left nothing for the sleeper: it sleeps on, and is still there when there is
 * something. */
static void serve_sleeper(struct scene *scene) {
  const int64_t begin = now();
  if (peer_joins(scene)) {
    CHECK_RESULT(shmq_task_done(scene->queue), 0);
  } else if (peer_gets(scene)) {
    scene_put(scene, WORKER_LENGTH);
  } else {
    scene_get(scene);
  }
  expect_peer_served(scene, begin);
}

static void settle_peer(struct scene *scene) {
  if (peer_sleeps(scene) && scene->death.progress == 0) {
    serve_sleeper(scene);
  } else {
    expect_peer_served(scene, scene->death.time);
  }
  worker_end(&scene->peer);
}

/* --- the experiment --- */

static void open_scene(void *argument, const void *subject) {
  struct scene *scene = argument;
  scene->operation = ((const struct subject *)subject)->operation;
  scene->state = ((const struct subject *)subject)->state;
  scene->result = shared_memory(sizeof *scene->result);
}

static void arrange(void *argument) {
  struct scene *scene = argument;
  scene->queue = queue_create(scene->name, scene->state->max_messages, scene->state->ring);
  scene->segment = segment_map(scene->name);
  scene->object = look_open(scene->name);
  scene->logged = 0;
  scene->taken = 0;
  scene->state->arrange(scene);
  scene->before = look_at(scene->object);
  CHECK_EQ(scene->before.puts, scene->logged);
  CHECK_EQ(scene->before.gets, scene->taken);
  scene->plans = 0;
  scene->outcome = scene->operation->plan(scene);
  if (scene->state->peer != NOBODY) {
    worker_start(&scene->peer, scene->name);
  }
  if (peer_sleeps(scene)) {
    ask_peer(scene);
    WAIT_UNTIL(asleep(scene->peer.pid));
  }
}

/* How many messages the victim has put and taken, apart from what the peer did by now. A peer does
 * the opposite of the victim, or waits until the victim has let go of the lock. */
static void tell_apart(const struct scene *scene, uint64_t *puts, uint64_t *gets) {
  *puts = scene->after.puts - scene->before.puts;
  *gets = scene->after.gets - scene->before.gets;
  if (scene->outcome.puts == 0 && peer_sleeps(scene)) {
    *puts = 0;
  }
  if (scene->outcome.gets == 0 && peer_sleeps(scene)) {
    *gets = 0;
  }
  const bool peer_did_it = scene->peer_first && !is_refused(scene);
  if (peer_did_it && peer_gets(scene)) {
    *gets -= 1;
  } else if (peer_did_it && !is_shut(scene)) {
    *puts -= 1;
  }
}

/* As long as a claimant lives nobody else has the end, at no moment at which the end says that it
 * is claimed; unless the mark is that of a dead one. */
static void expect_claims_to_hold(struct scene *scene) {
  if (scene->before.claimed != 0) {
    return;
  }
  if ((scene->after.claimed & SHMQ_PRODUCER) != 0) {
    CHECK_RESULT(shmq_put(scene->queue, NULL, 0, 0), -EBUSY);
  }
  if ((scene->after.claimed & SHMQ_CONSUMER) != 0 && scene->after.puts > scene->after.gets) {
    CHECK_RESULT(shmq_get(scene->queue, NULL, 0, 0), -EBUSY);
  }
}

static void expect_outcome(const struct scene *scene, uint64_t puts, uint64_t gets) {
  CHECK_RESULT(*scene->result, scene->outcome.result);
  CHECK_EQ(puts, scene->outcome.puts);
  CHECK_EQ(gets, scene->outcome.gets);
  CHECK_EQ(scene->after.done - scene->before.done, scene->outcome.done);
  CHECK_EQ(scene->after.shutdown, scene->outcome.shutdown);
  CHECK_EQ(scene->after.claimed, scene->outcome.claims);
}

/* The mark of one who died before goes first, so that there is no order. */
static int claims_made(const struct scene *scene) {
  const int changed = scene->after.claimed ^ scene->outcome.claims_before;
  return scene->before.claimed != 0 ? 0 : __builtin_popcount((unsigned)changed);
}

static int64_t look(void *argument) {
  struct scene *scene = argument;
  scene->peer_first = false;
  if (peer_contends(scene)) {
    let_contend(scene);
  }
  scene->after = look_at(scene->object);
  uint64_t puts;
  uint64_t gets;
  tell_apart(scene, &puts, &gets);
  CHECK_BETWEEN(puts, 0, scene->outcome.puts);
  CHECK_BETWEEN(gets, 0, scene->outcome.gets);
  if (scene->outcome.shutdown != scene->before.shutdown && gets > 0) {
    /* Nothing is dropped from a queue that is not shut. */
    CHECK_EQ(scene->after.shutdown, SHMQ_SHUT);
  }
  if (scene->death.left) {
    expect_outcome(scene, puts, gets);
  }
  expect_claims_to_hold(scene);
  for (uint64_t i = 0; i < puts; i++) {
    log_put(scene, scene->planned[i]);
  }
  for (uint64_t i = 0; i < gets; i++) {
    log_remove(scene, scene->outcome.nth);
  }
  const uint64_t others =
      scene->after.done - scene->before.done + scene->after.shutdown - scene->before.shutdown;
  return (int64_t)(puts + gets + others) + claims_made(scene);
}

/* --- life after it --- */

static int64_t nothing_there(const struct scene *scene) {
  return is_shut(scene) ? -ESHUTDOWN : -EAGAIN;
}

static void expect_empty(struct scene *scene) {
  CHECK_EQ(shmq_qsize(scene->queue), 0);
  CHECK_EQ(shmq_empty(scene->queue), 1);
  CHECK_RESULT(shmq_get(scene->queue, NULL, 0, 0), nothing_there(scene));
}

static void expect_sound(struct scene *scene) {
  const int64_t begin = now();
  const int result = shmq_check(scene->queue);
  death_survived(&scene->death, begin, now());
  struct shmq_stat stat = {.size = sizeof stat};
  CHECK_RESULT(shmq_stat(scene->queue, &stat), 0);
  if (result != 0) {
    FAIL("shmq_check gives %d, damage at offset %" PRId64, result, stat.damage);
  }
  CHECK_EQ(stat.shutdown, scene->after.shutdown);
  CHECK_EQ(stat.messages, scene_size(scene));
  CHECK_EQ(stat.puts, scene->logged);
  CHECK_EQ(stat.gets, scene->taken);
}

/* Fills the empty queue and empties it: neither room nor count got lost. */
static void expect_all_of_its_room(struct scene *scene) {
  const int64_t longest = shmq_max_length(scene->queue);
  if ((uint64_t)longest <= sizeof message_bytes) {
    scene_put(scene, (size_t)longest);
    scene_drain(scene);
  }
  for (int64_t i = 0; i < scene->state->max_messages; i++) {
    CHECK_EQ(shmq_full(scene->queue), 0);
    scene_put(scene, PROBE_LENGTH);
  }
  if (scene->state->max_messages > 0) {
    CHECK_EQ(shmq_full(scene->queue), 1);
    CHECK(!put(scene, PROBE_LENGTH));
  }
  scene_drain(scene);
  expect_empty(scene);
}

/* Now one end, now the other, now both are the first that somebody uses after the death. */
static void go_on(struct scene *scene) {
  if (scene->death.point % 3 == 0) {
    const bool had_room = put(scene, PROBE_LENGTH);
    CHECK(had_room || scene_size(scene) > 0);
  } else if (scene->death.point % 3 == 1) {
    expect_sound(scene);
  }
  scene_drain(scene);
  expect_empty(scene);
  expect_all_of_its_room(scene);
}

/* What is there can be got, or is dropped; nothing else can be put. */
static void go_on_shut(struct scene *scene) {
  CHECK_RESULT(shmq_put(scene->queue, NULL, 0, 0), -ESHUTDOWN);
  if (scene->after.shutdown == SHMQ_SHUT) {
    CHECK_RESULT(shmq_get(scene->queue, NULL, 0, 0), -ESHUTDOWN);
    CHECK_RESULT(shmq_join(scene->queue, 0), 0);
    CHECK_RESULT(shmq_shutdown(scene->queue, true), 0);
    scene->taken = scene->logged;
  }
  scene_drain(scene);
  expect_empty(scene);
}

static void expect_memory_in_order(const struct scene *scene) {
  const struct look seen = look_at(scene->object);
  CHECK_EQ(seen.limit, seen.reserved);
  CHECK_EQ(seen.backed, HEADER_SIZE + seen.reserved);
}

static void settle(void *argument) {
  struct scene *scene = argument;
  if (scene->state->peer != NOBODY) {
    settle_peer(scene);
  }
  const bool dropped = scene->after.shutdown == SHMQ_SHUT;
  CHECK_EQ(shmq_qsize(scene->queue), dropped ? 0 : scene_size(scene));
  CHECK_EQ(shmq_empty(scene->queue), dropped || scene_size(scene) == 0);
  if (is_shut(scene)) {
    go_on_shut(scene);
  } else {
    go_on(scene);
  }
  expect_sound(scene);
  expect_memory_in_order(scene);
  close(scene->object);
  segment_unmap(scene->segment);
  queue_destroy(scene->queue, scene->name);
}

const struct experiment scene_experiment = {
    .scene_size = sizeof(struct scene),
    /* Sleepers that have to find out by themselves sleep through the same slice. */
    .lanes = 8,
    .open = open_scene,
    .arrange = arrange,
    .prepare = prepare_victim,
    .function = run_victim,
    .changes = changes,
    .matters = matters,
    .look = look,
    .settle = settle,
};

/* --- a death before --- */

static void step_to(struct scene *scene, bool (*condition)(const struct look *look)) {
  struct look seen;
  changes(scene);
  do {
    do {
      CHECK(victim_step(&scene->death.victim));
    } while (!changes(scene));
    seen = look_at(scene->object);
  } while (!condition(&seen));
}

void scene_die_before(struct scene *scene, const struct operation *operation,
                      bool (*condition)(const struct look *look)) {
  const struct operation *own = scene->operation;
  const struct look before = look_at(scene->object);
  scene->operation = operation;
  scene->plans = 0;
  const struct outcome outcome = operation->plan(scene);
  victim_start(&scene->death.victim, prepare_victim, run_victim, scene);
  step_to(scene, condition);
  const struct look seen = look_at(scene->object);
  CHECK(condition(&seen));
  victim_kill(&scene->death.victim);
  for (uint64_t i = 0; i < seen.puts - before.puts; i++) {
    log_put(scene, scene->planned[i]);
  }
  for (uint64_t i = 0; i < seen.gets - before.gets; i++) {
    log_remove(scene, outcome.nth);
  }
  scene->operation = own;
}
