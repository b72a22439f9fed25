/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * shmq_check finds every state of a queue sound that calls and deaths can leave, and no other.
 */
#include <errno.h>
#include <stdatomic.h>
#include <string.h>

#include "check.h"
#include "clock.h"
#include "message.h"
#include "process.h"
#include "queues.h"
#include "random.h"
#include "runner.h"
#include "segment_view.h"
#include "stepper.h"
#include "thread.h"

static int64_t damage_of(shmq *queue) {
  struct shmq_stat stat = {.size = sizeof stat};
  CHECK_RESULT(shmq_stat(queue, &stat), 0);
  return stat.damage;
}

static void expect_sound(shmq *queue) {
  const int result = shmq_check(queue);
  if (result != 0) {
    FAIL("check gives %d (%s), damage at %d", result, strerror(-result), (int)damage_of(queue));
  }
  CHECK_EQ(damage_of(queue), -1);
}

/* --- what is sound --- */

static void a_queue_is_sound_wherever_its_messages_lie(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  struct segment *segment = segment_map(name);
  expect_sound(queue);
  for (uint64_t offset = 0; offset < SMALL_RING; offset += 8) {
    steer(queue, segment, offset);
    expect_sound(queue);
    uint64_t put = 0;
    while (shmq_put(queue, name, 100, 0) == 0) {
      put++;
      expect_sound(queue);
    }
    CHECK(put > 30);
    for (; put > 0; put--) {
      char message[100];
      CHECK_RESULT(shmq_get(queue, message, sizeof message, 0), sizeof message);
      expect_sound(queue);
    }
  }
  segment_unmap(segment);
  queue_destroy(queue, name);
}

static void any_call(shmq *queue, size_t longest, struct random *random) {
  static uint8_t bytes[100000];
  struct iovec messages[8];
  uint32_t lengths[8];
  const void *front;
  void *data;
  const size_t length = random_below(random, longest + 1);
  switch (random_below(random, 8)) {
    case 0:
      shmq_put(queue, bytes, length, 0);
      break;
    case 1:
      shmq_get(queue, bytes, sizeof bytes, 0);
      break;
    case 2:
      for (size_t i = 0; i < 8; i++) {
        messages[i] = (struct iovec){bytes, random_below(random, longest + 1)};
      }
      shmq_put_many(queue, messages, 8, 0);
      break;
    case 3:
      shmq_get_many(queue, bytes, sizeof bytes, lengths, 8, 0);
      break;
    case 4:
      if (shmq_reserve(queue, length, &data, 0) == 0) {
        CHECK_RESULT(random_below(random, 2) ? shmq_commit(queue, length / 2) : shmq_abort(queue),
                     0);
      }
      break;
    case 5:
      if (shmq_peek(queue, &front, 0) >= 0) {
        CHECK_RESULT(random_below(random, 2) ? shmq_consume(queue) : shmq_release(queue), 0);
      }
      break;
    case 6:
      shmq_task_done(queue);
      break;
    default:
      CHECK_RESULT(shmq_claim(queue, SHMQ_PRODUCER), 0);
      shmq_put(queue, bytes, length, 0);
      CHECK_RESULT(shmq_unclaim(queue, SHMQ_PRODUCER), 0);
      break;
  }
}

static void a_queue_is_sound_after_any_calls(void) {
  static const struct {
    int64_t max_messages;
    uint64_t ring;
    size_t longest;
  } kinds[] = {{0, SMALL_RING, 300}, {3, SMALL_RING, SMALL_RING - 16}, {0, 1 << 21, 90000}};
  for (uint64_t kind = 0; kind < 3; kind++) {
    struct random random = random_start(kind);
    char name[NAME_SIZE];
    shmq *queue = queue_create(name, kinds[kind].max_messages, kinds[kind].ring);
    for (int i = 0; i < 5000; i++) {
      any_call(queue, kinds[kind].longest, &random);
      expect_sound(queue);
    }
    CHECK_RESULT(shmq_shutdown(queue, 0), 0);
    expect_sound(queue);
    CHECK_RESULT(shmq_shutdown(queue, 1), 0);
    expect_sound(queue);
    queue_destroy(queue, name);
  }
}

struct scene {
  char name[NAME_SIZE];
  shmq *victims;
};

static void open_queue(void *argument) {
  struct scene *scene = argument;
  scene->victims = queue_open(scene->name);
}

static void put_three(void *argument) {
  const struct scene *scene = argument;
  const struct iovec messages[3] = {
      {argument, 100}, {argument, 100}, {argument, sizeof scene->name}};
  shmq_put_many(scene->victims, messages, 3, 0);
}

static void get_two(void *argument) {
  const struct scene *scene = argument;
  uint8_t bytes[200];
  uint32_t lengths[2];
  shmq_get_many(scene->victims, bytes, sizeof bytes, lengths, 2, 0);
}

static void a_queue_is_sound_after_deaths(void) {
  static process_function *const calls[] = {put_three, get_two};
  stepper_begin();
  for (size_t call = 0; call < 2; call++) {
    bool left = false;
    for (uint64_t steps = 40; !left; steps += 61) {
      struct scene scene;
      struct victim victim = {0};
      shmq *queue = queue_create(scene.name, 0, SMALL_RING);
      for (uint64_t id = 0; id < 4; id++) {
        put_message(queue, 100, id);
      }
      victim_start(&victim, open_queue, calls[call], &scene);
      left = victim_steps(&victim, steps) < steps;
      victim_kill(&victim);
      expect_sound(queue);
      /* Also when nobody is left to repair. */
      expect_sound(queue);
      queue_destroy(queue, scene.name);
    }
  }
}

static void a_check_changes_nothing(void) {
  static uint8_t before[HEADER_SIZE + SMALL_RING];
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  struct segment *segment = segment_map(name);
  for (uint64_t id = 0; id < 10; id++) {
    put_message(queue, 100, id);
  }
  get_message(queue, 100, 0);
  expect_sound(queue);
  memcpy(before, segment, sizeof before);
  expect_sound(queue);
  CHECK(memcmp(before, segment, sizeof before) == 0);
  segment_unmap(segment);
  queue_destroy(queue, name);
}

/* --- when it can not look --- */

static int64_t check_it(void *queue) {
  return shmq_check(queue);
}

static void an_end_in_anothers_hands_is_waited_for_in_vain(void) {
  void *data;
  const void *front;
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  put_message(queue, 10, 1);
  CHECK_RESULT(shmq_reserve(queue, 10, &data, 0), 0);
  int64_t start = now();
  CHECK_RESULT(in_another_thread(check_it, queue), -EBUSY);
  CHECK(now() - start >= 100 * MILLISECOND);
  CHECK_RESULT(shmq_abort(queue), 0);
  CHECK_RESULT(shmq_peek(queue, &front, 0), 10);
  start = now();
  CHECK_RESULT(in_another_thread(check_it, queue), -EBUSY);
  CHECK(now() - start >= 100 * MILLISECOND);
  CHECK_EQ(damage_of(queue), -1);
  /* The other end was let go. */
  put_message(queue, 10, 2);
  CHECK_RESULT(shmq_release(queue), 0);
  expect_sound(queue);
  queue_destroy(queue, name);
}

static void a_claimed_end_is_looked_at_unless_it_is_in_use(void) {
  void *data;
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  shmq *claimant = queue_open(name);
  CHECK_RESULT(shmq_claim(claimant, SHMQ_PRODUCER | SHMQ_CONSUMER), 0);
  put_message(claimant, 10, 1);
  expect_sound(queue);
  expect_sound(claimant);
  CHECK_RESULT(shmq_reserve(claimant, 10, &data, 0), 0);
  CHECK_RESULT(in_another_thread(check_it, queue), -EBUSY);
  CHECK_RESULT(in_another_thread(check_it, claimant), -EBUSY);
  CHECK_RESULT(shmq_check(claimant), -EDEADLK);
  CHECK_RESULT(shmq_abort(claimant), 0);
  get_message(claimant, 10, 1);
  expect_sound(queue);
  CHECK_RESULT(shmq_close(claimant), 0);
  queue_destroy(queue, name);
}

static void what_was_found_stays_until_the_next_look(void) {
  void *data;
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  struct segment *segment = segment_map(name);
  segment->producer.limit ^= 8;
  CHECK_RESULT(shmq_check(queue), -EPROTO);
  const int64_t found = damage_of(queue);
  CHECK(found > 0);
  segment->producer.limit ^= 8;
  CHECK_RESULT(shmq_reserve(queue, 10, &data, 0), 0);
  CHECK_RESULT(in_another_thread(check_it, queue), -EBUSY);
  CHECK_EQ(damage_of(queue), found);
  CHECK_RESULT(shmq_abort(queue), 0);
  expect_sound(queue);
  segment_unmap(segment);
  queue_destroy(queue, name);
  CHECK_RESULT(shmq_check(queue), -EBADF);
  CHECK_RESULT(shmq_check(NULL), -EINVAL);
}

/* --- damage --- */

/* Damage of a member: changed by `change`, in a queue with messages. */
struct member {
  size_t offset;
  size_t size;
  uint64_t change; /* is added */
};

#define MEMBER(member, change) \
  { offsetof(struct segment, member), sizeof(((struct segment *)NULL)->member), (change) }

#define FAR (UINT64_C(1) << 40)

/* Of those that say the same of each other, check can not tell which is wrong: `found` may then be
 * any of the three. */
static const struct {
  struct member damaged;
  int64_t found[3];
} damages[] = {
#define AT(member) ((int64_t)offsetof(struct segment, member))
#define RING AT(ring) /* and what is behind */
    {MEMBER(producer.tail, 1), {AT(producer.tail)}},
    {MEMBER(producer.tail, 8), {AT(producer.tail), RING}},
    {MEMBER(producer.tail, -UINT64_C(8)), {AT(producer.tail), RING}},
    {MEMBER(producer.tail, FAR), {AT(producer.tail)}},
    {MEMBER(producer.tail, -FAR), {AT(producer.tail)}},
    {MEMBER(producer.puts, 1), {AT(producer.puts), AT(producer.puts_next)}},
    {MEMBER(producer.puts, -UINT64_C(1)), {AT(producer.puts), AT(producer.puts_next)}},
    {MEMBER(producer.puts, UINT64_C(1) << 32), {AT(producer.puts)}},
    {MEMBER(producer.puts, -FAR), {AT(producer.puts)}},
    {MEMBER(producer.puts_next, FAR), {AT(producer.puts_next)}},
    {MEMBER(producer.puts_next, -UINT64_C(1)), {AT(producer.puts_next)}},
    {MEMBER(producer.head_seen, FAR), {AT(producer.head_seen)}},
    {MEMBER(producer.head_seen, 4096), {AT(producer.head_seen)}},
    {MEMBER(producer.gets_seen, 100), {AT(producer.gets_seen)}},
    {MEMBER(producer.gets_seen, FAR), {AT(producer.gets_seen)}},
    {MEMBER(producer.reserved, 8), {AT(producer.reserved), AT(producer.limit)}},
    {MEMBER(producer.reserved, FAR), {AT(producer.reserved)}},
    {MEMBER(producer.reserved, -UINT64_C(4096)), {AT(producer.limit)}},
    {MEMBER(producer.limit, 8), {AT(producer.limit)}},
    {MEMBER(producer.limit, -UINT64_C(8)), {AT(producer.limit)}},
    {MEMBER(consumer.head, 1), {AT(consumer.head), AT(producer.tail)}},
    {MEMBER(consumer.head, 8), {AT(consumer.head), RING}},
    {MEMBER(consumer.head, -UINT64_C(8)), {AT(consumer.head), RING}},
    {MEMBER(consumer.head, FAR), {AT(consumer.head), AT(producer.tail)}},
    {MEMBER(consumer.gets, 1), {AT(consumer.gets), RING, AT(consumer.gets_next)}},
    {MEMBER(consumer.gets, -UINT64_C(1)), {AT(consumer.gets), RING, AT(consumer.gets_next)}},
    {MEMBER(consumer.gets, FAR), {AT(consumer.gets), AT(producer.puts), AT(consumer.gets_next)}},
    {MEMBER(consumer.gets_next, 1), {AT(consumer.gets_next)}},
    {MEMBER(consumer.gets_next, FAR), {AT(consumer.gets_next)}},
    {MEMBER(state.shutdown, 3), {AT(state.shutdown)}},
    {MEMBER(state.shutdown, 1U << 31), {AT(state.shutdown)}},
    {MEMBER(tasks.done, 100), {AT(tasks.done)}},
    {MEMBER(tasks.done, -UINT64_C(100)), {AT(tasks.done)}},
};

static uint64_t load_member(const struct segment *segment, const struct member *member) {
  uint64_t value = 0;
  memcpy(&value, (const uint8_t *)segment + member->offset, member->size);
  return value;
}

static void store_member(struct segment *segment, const struct member *member, uint64_t value) {
  memcpy((uint8_t *)segment + member->offset, &value, member->size);
}

static bool is_expected(const int64_t found[3], int64_t damage) {
  for (size_t i = 0; i < 3; i++) {
    if (found[i] != 0 && (damage == found[i] || (found[i] == RING && damage >= RING))) {
      return true;
    }
  }
  return false;
}

static void expect_every_damage(shmq *queue, struct segment *segment) {
  for (size_t i = 0; i < sizeof damages / sizeof damages[0]; i++) {
    const struct member *member = &damages[i].damaged;
    const uint64_t value = load_member(segment, member);
    expect_sound(queue);
    store_member(segment, member, value + member->change);
    const int result = shmq_check(queue);
    const int64_t damage = damage_of(queue);
    store_member(segment, member, value);
    if (result != -EPROTO || !is_expected(damages[i].found, damage)) {
      FAIL("damage %d of the member at %d: check gives %d, damage at %d", (int)i,
           (int)member->offset, result, (int)damage);
    }
  }
  expect_sound(queue);
}

/* Each bit of it counts. */
static void expect_every_bit_of_account(shmq *queue, _Atomic uint64_t *value) {
  const uint64_t sound = atomic_load(value);
  for (unsigned bit = 0; bit < 64; bit++) {
    atomic_store(value, sound ^ (UINT64_C(1) << bit));
    CHECK_RESULT(shmq_check(queue), -EPROTO);
    CHECK_EQ(damage_of(queue), AT(accounts));
  }
  atomic_store(value, sound);
  expect_sound(queue);
}

static void a_damaged_account_of_removed_messages_is_found(void) {
  char name[NAME_SIZE];
  uint8_t messages[100];
  uint32_t lengths[5];
  uint64_t positions[5];
  uint64_t position = 0;
  shmq *queue = queue_create(name, 0, SMALL_RING);
  struct segment *segment = segment_map(name);
  for (uint64_t id = 0; id < 5; id++) {
    put_message(queue, 10, id);
  }
  CHECK_RESULT(shmq_scan(queue, &position, messages, sizeof messages, lengths, positions, 5, 0), 5);
  CHECK_RESULT(shmq_remove(queue, positions[1], 0), 1);
  CHECK_RESULT(shmq_remove(queue, positions[3], 0), 1);
  struct account *account = &segment->accounts[segment->state.removals % 2];
  CHECK_EQ(account->announced, positions[3]);
  expect_every_bit_of_account(queue, &account->removed);
  expect_every_bit_of_account(queue, &account->passed);
  /* The head passes the first. */
  get_message(queue, 10, 0);
  account = &segment->accounts[segment->state.removals % 2];
  CHECK_EQ(account->next, positions[2]);
  expect_every_bit_of_account(queue, &account->removed);
  expect_every_bit_of_account(queue, &account->passed);
  expect_every_bit_of_account(queue, &account->passing);
  /* A mark that was not counted. */
  _Atomic uint64_t *front = (_Atomic uint64_t *)(void *)(segment->ring + positions[2]);
  atomic_fetch_xor(front, COMMITTED | PADDING);
  CHECK_RESULT(shmq_check(queue), -EPROTO);
  CHECK_EQ(damage_of(queue), (int64_t)offsetof(struct segment, accounts));
  atomic_fetch_xor(front, COMMITTED | PADDING);
  expect_sound(queue);
  segment_unmap(segment);
  queue_destroy(queue, name);
}

static void a_damaged_member_is_found_beside_messages(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  struct segment *segment = segment_map(name);
  for (uint64_t id = 0; id < 20; id++) {
    put_message(queue, 40, id);
  }
  for (uint64_t id = 0; id < 5; id++) {
    get_message(queue, 40, id);
    CHECK_RESULT(shmq_task_done(queue), 0);
  }
  expect_every_damage(queue, segment);
  segment_unmap(segment);
  queue_destroy(queue, name);
}

static void a_limit_that_is_exceeded_is_found(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 20, SMALL_RING);
  struct segment *segment = segment_map(name);
  for (uint64_t id = 0; id < 20; id++) {
    put_message(queue, 40, id);
  }
  expect_sound(queue);
  segment->producer.puts++;
  CHECK_RESULT(shmq_check(queue), -EPROTO);
  CHECK_EQ(damage_of(queue), AT(producer.puts));
  segment_unmap(segment);
  queue_destroy(queue, name);
}

static void memory_that_nobody_would_give_back_is_found(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, 1 << 24);
  struct segment *segment = segment_map(name);
  for (uint64_t id = 0; id < 100; id++) {
    put_message(queue, 60000, id);
  }
  expect_sound(queue);
  atomic_store(&segment->state.extended, 0);
  CHECK_RESULT(shmq_check(queue), -EPROTO);
  CHECK_EQ(damage_of(queue), AT(state.extended));
  segment_unmap(segment);
  queue_destroy(queue, name);
}

static void messages_that_no_memory_backs_are_found(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, 1 << 20);
  struct segment *segment = segment_map(name);
  put_message(queue, 1000, 1);
  put_message(queue, 1000, 2);
  segment->producer.reserved = 1500;
  segment->producer.limit = 1500;
  CHECK_RESULT(shmq_check(queue), -EPROTO);
  CHECK_EQ(damage_of(queue), RING + 1008);
  segment_unmap(segment);
  queue_destroy(queue, name);
}

static void every_byte_of_the_identity_counts(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  struct segment *segment = segment_map(name);
  uint8_t *bytes = (uint8_t *)segment;
  for (size_t i = 0; i < sizeof segment->identity; i++) {
    bytes[i] ^= 0x10;
    CHECK_RESULT(shmq_check(queue), -EPROTO);
    CHECK_EQ(damage_of(queue), 0);
    bytes[i] ^= 0x10;
  }
  expect_sound(queue);
  segment_unmap(segment);
  queue_destroy(queue, name);
}

#define LENGTH_BITS 30

/* Bits of the length that do not change the record's size are the message's own matter. */
static bool changes_size(uint64_t word, uint64_t other) {
  return ((word & LENGTH_MAX) + 7) / 8 != ((other & LENGTH_MAX) + 7) / 8;
}

static void expect_every_bit(shmq *queue, struct segment *segment, uint64_t offset) {
  _Atomic uint64_t *word = (_Atomic uint64_t *)(void *)(segment->ring + offset);
  const uint64_t sound = atomic_load(word);
  for (unsigned bit = 0; bit < 64; bit++) {
    const uint64_t damaged = sound ^ (UINT64_C(1) << bit);
    if (sound != 0 && bit < LENGTH_BITS && !changes_size(sound, damaged)) {
      continue;
    }
    atomic_store(word, damaged);
    if (shmq_check(queue) != -EPROTO) {
      FAIL("bit %u of the word at %d does not count", bit, (int)offset);
    }
    const int64_t damage = damage_of(queue);
    if (sound != 0 && bit <= LENGTH_BITS) {
      /* A wrong length, or padding where there is none, may lead astray before it is seen. */
      CHECK(damage >= RING || damage == AT(producer.puts));
    } else {
      CHECK_EQ(damage, RING + (int64_t)offset);
    }
  }
  atomic_store(word, sound);
}

/* Of records, of padding in front of which they end, and of the terminator. */
static void every_bit_of_a_commit_word_counts(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  struct segment *segment = segment_map(name);
  steer(queue, segment, SMALL_RING - 304);
  for (uint64_t id = 0; id < 6; id++) {
    put_message(queue, 100 + id, id);
  }
  expect_sound(queue);
  uint64_t records = 0;
  for (uint64_t offset = SMALL_RING - 304; offset != tail_offset(segment);) {
    const uint64_t word = atomic_load((_Atomic uint64_t *)(void *)(segment->ring + offset));
    if ((word & PADDING) != 0) {
      offset = 0;
      continue;
    }
    expect_every_bit(queue, segment, offset);
    offset += 8 + ((word & LENGTH_MAX) + 7) / 8 * 8;
    records++;
  }
  CHECK_EQ(records, 6);
  expect_every_bit(queue, segment, tail_offset(segment));
  expect_sound(queue);
  segment_unmap(segment);
  queue_destroy(queue, name);
}

struct holder {
  shmq *queue;
  _Atomic bool *ready;
};

static void hold_and_stay(void *argument) {
  const struct holder *holder = argument;
  void *data;
  const void *front;
  CHECK_RESULT(shmq_reserve(holder->queue, 10, &data, 0), 0);
  CHECK_RESULT(shmq_peek(holder->queue, &front, 0), 10);
  atomic_store(holder->ready, true);
  WAIT_UNTIL(false);
}

/* Leaves a queue with a message to others, and both ends to be repaired. */
static void die_with_both_ends(shmq *queue) {
  struct holder holder = {queue, shared_memory(sizeof *holder.ready)};
  put_message(queue, 10, 1);
  const pid_t pid = process_start(hold_and_stay, &holder);
  WAIT_UNTIL(atomic_load(holder.ready));
  process_kill(pid);
}

static int64_t put_anytime(void *queue) {
  return shmq_put(queue, NULL, 0, SHMQ_FOREVER);
}

static int64_t get_anytime(void *queue) {
  char message[10];
  return shmq_get(queue, message, sizeof message, SHMQ_FOREVER);
}

static void a_producers_end_that_can_not_be_repaired_is_damage_for_everybody(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  struct segment *segment = segment_map(name);
  die_with_both_ends(queue);
  atomic_store((_Atomic uint64_t *)(void *)(segment->ring + tail_offset(segment)), 7);
  for (int i = 0; i < 3; i++) {
    CHECK_RESULT(shmq_check(queue), -EPROTO);
    CHECK_EQ(damage_of(queue), AT(producer.tail));
    CHECK_RESULT(shmq_put(queue, NULL, 0, 0), -EPROTO);
    CHECK_RESULT(shmq_try_put(queue, NULL, 0), -EPROTO);
    CHECK_RESULT(put_anytime(queue), -EPROTO);
    CHECK_RESULT(in_another_thread(put_anytime, queue), -EPROTO);
    CHECK_RESULT(shmq_claim(queue, SHMQ_PRODUCER), -EPROTO);
    CHECK_RESULT(shmq_shutdown(queue, 0), -EPROTO);
  }
  CHECK_RESULT(get_anytime(queue), 10);
  segment_unmap(segment);
  queue_destroy(queue, name);
}

static void a_consumers_end_that_can_not_be_repaired_is_damage_for_everybody(void) {
  char name[NAME_SIZE];
  shmq *queue = queue_create(name, 0, SMALL_RING);
  struct segment *segment = segment_map(name);
  die_with_both_ends(queue);
  segment->consumer.gets_next = FAR;
  for (int i = 0; i < 3; i++) {
    CHECK_RESULT(shmq_check(queue), -EPROTO);
    CHECK_EQ(damage_of(queue), AT(consumer.head));
    CHECK_RESULT(shmq_get(queue, NULL, 0, 0), -EPROTO);
    CHECK_RESULT(shmq_try_get(queue, NULL, 0), -EPROTO);
    CHECK_RESULT(get_anytime(queue), -EPROTO);
    CHECK_RESULT(in_another_thread(get_anytime, queue), -EPROTO);
    CHECK_RESULT(shmq_claim(queue, SHMQ_CONSUMER), -EPROTO);
    CHECK_RESULT(put_anytime(queue), 0);
  }
  segment_unmap(segment);
  queue_destroy(queue, name);
}

static const struct test_case cases[] = {
    CASE(a_queue_is_sound_wherever_its_messages_lie),
    CASE(a_queue_is_sound_after_any_calls),
    CASE(a_queue_is_sound_after_deaths),
    CASE(a_check_changes_nothing),
    CASE(an_end_in_anothers_hands_is_waited_for_in_vain),
    CASE(a_claimed_end_is_looked_at_unless_it_is_in_use),
    CASE(what_was_found_stays_until_the_next_look),
    CASE(a_damaged_member_is_found_beside_messages),
    CASE(a_damaged_account_of_removed_messages_is_found),
    CASE(a_limit_that_is_exceeded_is_found),
    CASE(memory_that_nobody_would_give_back_is_found),
    CASE(messages_that_no_memory_backs_are_found),
    CASE(every_byte_of_the_identity_counts),
    CASE(every_bit_of_a_commit_word_counts),
    CASE(a_producers_end_that_can_not_be_repaired_is_damage_for_everybody),
    CASE(a_consumers_end_that_can_not_be_repaired_is_damage_for_everybody),
};

TEST_MAIN(cases)
