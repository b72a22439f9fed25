/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * A fuzzer of damaged segments. Its input is the make of a queue, what is in it, and a program of
 * calls and damages. Whatever the damage: every call ends soon, with an answer or an error, without
 * undefined behaviour and without an access outside the mapping.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <shmq.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>

#include "guards.h"
#include "input.h"
#include "layout.h"
#include "names.h"
#include "private_shm.h"

#define MILLISECOND INT64_C(1000000)
#define COUNT_OF(array) (sizeof array / sizeof array[0])

/* Messages of a walk at most. */
#define MANY 200

/* Calls and damages of one input: more find no more. */
#define STEPS_MOST 40

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* abort and not exit, which the fuzzer would not notice. */
static void require(bool holds, const char *what, int64_t value) {
  if (!holds) {
    fprintf(stderr, "not so: %s (%lld)\n", what, (long long)value);
    abort();
  }
}

struct fuzz {
  struct input input;
  char name[NAME_SIZE];
  shmq *queue;
  struct segment *segment; /* a second mapping, to damage */
  uint64_t ring;
  uint64_t size; /* of the segment */
};

static uint8_t buffer[1 << 18];

/* --- damage --- */

static bool overlaps_mutex(uint64_t offset) {
  static const size_t mutexes[] = {offsetof(struct segment, producer.mutex),
                                   offsetof(struct segment, consumer.mutex)};
  for (size_t i = 0; i < COUNT_OF(mutexes); i++) {
    if (offset + WORD_SIZE > mutexes[i] && offset < mutexes[i] + sizeof(pthread_mutex_t)) {
      return true;
    }
  }
  return false;
}

/* Offset in the segment of the word in which damage is of interest. */
static uint64_t take_place(struct fuzz *fuzz) {
  const struct segment *segment = fuzz->segment;
  const uint8_t kind = take_byte(&fuzz->input);
  const uint64_t step = kind < 128 ? 0 : take_byte(&fuzz->input) * WORD_SIZE;
  uint64_t ring_offset = 0;
  switch (kind % 6) {
    case 0:
      return offsetof(struct segment, producer.tail) + step % (SPACING - sizeof(pthread_mutex_t));
    case 1:
      return offsetof(struct segment, consumer.head) + step % (SPACING - sizeof(pthread_mutex_t));
    case 2: /* all that lies behind */
      return offsetof(struct segment, consumer) + SPACING + step % (4 * SPACING);
    case 3: /* the next record that is got */
      ring_offset = atomic_load_explicit(&segment->consumer.head, memory_order_relaxed) + step;
      break;
    case 4: /* the place of the next that is put */
      ring_offset = atomic_load_explicit(&segment->producer.tail, memory_order_relaxed) + step;
      break;
    default:
      ring_offset = take_number(&fuzz->input, 3) * WORD_SIZE;
      break;
  }
  return HEADER_SIZE + ring_offset % fuzz->ring / WORD_SIZE * WORD_SIZE;
}

/* Of a message that fits, or nearly. */
static uint64_t take_record_length(struct fuzz *fuzz) {
  return take_number(&fuzz->input, 3) % (2 * fuzz->ring);
}

/* A word that is nearly right goes further before it is noticed. */
static uint64_t take_word(struct fuzz *fuzz, uint64_t word) {
  const struct segment *segment = fuzz->segment;
  const uint8_t kind = take_byte(&fuzz->input);
  switch (kind % 9) {
    case 0:
      return take_number(&fuzz->input, 8);
    case 1:
      return word + (uint64_t)((int8_t)take_byte(&fuzz->input) * (int64_t)WORD_SIZE);
    case 2:
      return word + (uint64_t)(int8_t)take_byte(&fuzz->input);
    case 3:
      return word ^ UINT64_C(1) << take_byte(&fuzz->input) % 64;
    case 4: /* a record of the number that is due, or nearly */
      return (atomic_load_explicit(&segment->producer.puts, memory_order_relaxed) +
              (uint64_t)(int8_t)take_byte(&fuzz->input))
                 << 32 |
             COMMITTED | take_record_length(fuzz);
    case 5: /* the same record, of another length */
      return (word & ~LENGTH_MAX) | take_record_length(fuzz);
    case 6: /* padding */
      return word | COMMITTED | PADDING;
    case 7: /* a message that was removed, or was not */
      return word ^ (COMMITTED | PADDING);
    default:
      return 0;
  }
}

/* The library reads the segment as atomic words. */
static void write_word(struct fuzz *fuzz, uint64_t offset) {
  uint64_t *word = (uint64_t *)(void *)((uint8_t *)fuzz->segment + offset);
  __atomic_store_n(word, take_word(fuzz, *word), __ATOMIC_RELAXED);
}

/* The mutexes apart: the C library itself trusts a mutex that is in use. */
static void damage(struct fuzz *fuzz) {
  const uint64_t offset = take_place(fuzz);
  if (!overlaps_mutex(offset)) {
    write_word(fuzz, offset);
  }
}

/* As if the owner of a lock that nobody has had died with it: the next is to repair that end, or
 * what is left of it. What the kernel does is to set this bit, in glibc's mutex its first word. */
static void let_owner_die(struct fuzz *fuzz) {
  pthread_mutex_t *mutex = take_byte(&fuzz->input) % 2 == 0 ? &fuzz->segment->producer.mutex
                                                            : &fuzz->segment->consumer.mutex;
  uint32_t unlocked = 0;
  __atomic_compare_exchange_n((uint32_t *)(void *)mutex, &unlocked, FUTEX_OWNER_DIED, false,
                              __ATOMIC_RELAXED, __ATOMIC_RELAXED);
}

/* While nobody has the queue open, mutexes and identity too, whose checksum is then put right. */
static void damage_closed(struct fuzz *fuzz) {
  const uint8_t kind = take_byte(&fuzz->input);
  if (kind % 4 != 0) {
    damage(fuzz);
    return;
  }
  struct identity *identity = &fuzz->segment->identity;
  write_word(fuzz, take_byte(&fuzz->input) * WORD_SIZE % (3 * SPACING));
  uint64_t hash = UINT64_C(0xcbf29ce484222325);
  for (size_t i = 0; i < offsetof(struct identity, checksum); i++) {
    hash = (hash ^ ((const uint8_t *)identity)[i]) * UINT64_C(0x100000001b3);
  }
  identity->checksum = hash;
}

/* --- calls --- */

/* What any call may say of a damaged queue. */
static void require_answer(const char *call, int64_t result, int64_t most) {
  static const int errors[] = {EAGAIN, EBUSY, EDEADLK, EINVAL,    EMSGSIZE,
                               ENOSPC, EPERM, EPROTO,  ESHUTDOWN, ETIMEDOUT};
  if (result >= 0) {
    require(result <= most, call, result);
    return;
  }
  for (size_t i = 0; i < COUNT_OF(errors); i++) {
    if (result == -errors[i]) {
      return;
    }
  }
  require(false, call, result);
}

static int64_t take_timeout(struct fuzz *fuzz) {
  return take_byte(&fuzz->input) % 4 == 0 ? MILLISECOND : 0;
}

static size_t take_size(struct fuzz *fuzz) {
  const uint64_t length = take_length(&fuzz->input);
  return length < sizeof buffer ? length : sizeof buffer;
}

static size_t take_capacity(struct fuzz *fuzz) {
  return take_byte(&fuzz->input) % 2 == 0 ? sizeof buffer : take_size(fuzz);
}

/* A buffer that is exactly so long, so that the address sanitizer sees a byte beyond. */
static void *allocate(size_t size) {
  void *memory = malloc(size > 0 ? size : 1);
  require(memory != NULL, "memory", (int64_t)size);
  return memory;
}

static void put(struct fuzz *fuzz) {
  const size_t length = take_size(fuzz);
  void *message = allocate(length);
  memset(message, take_byte(&fuzz->input), length);
  require_answer("shmq_put", shmq_put(fuzz->queue, message, length, take_timeout(fuzz)), 0);
  free(message);
}

static void get(struct fuzz *fuzz) {
  const size_t capacity = take_capacity(fuzz);
  void *message = allocate(capacity);
  require_answer("shmq_get", shmq_get(fuzz->queue, message, capacity, take_timeout(fuzz)),
                 (int64_t)fuzz->ring);
  free(message);
}

static void try_put(struct fuzz *fuzz) {
  const size_t length = take_size(fuzz);
  void *message = allocate(length);
  memset(message, take_byte(&fuzz->input), length);
  require_answer("shmq_try_put", shmq_try_put(fuzz->queue, message, length), 0);
  free(message);
}

static void try_get(struct fuzz *fuzz) {
  const size_t capacity = take_capacity(fuzz);
  void *message = allocate(capacity);
  require_answer("shmq_try_get", shmq_try_get(fuzz->queue, message, capacity), (int64_t)fuzz->ring);
  free(message);
}

static void ask(struct fuzz *fuzz) {
  require_answer("shmq_qsize", shmq_qsize(fuzz->queue), INT64_MAX);
  require_answer("shmq_empty", shmq_empty(fuzz->queue), 1);
  require_answer("shmq_full", shmq_full(fuzz->queue), 1);
  require_answer("shmq_max_messages", shmq_max_messages(fuzz->queue), INT64_MAX);
  require_answer("shmq_set_spin", shmq_set_spin(fuzz->queue, take_byte(&fuzz->input)), 0);
  require_answer("shmq_max_length", shmq_max_length(fuzz->queue), (int64_t)fuzz->ring);
}

/* One to four messages of one length. */
static void put_many(struct fuzz *fuzz) {
  struct iovec messages[4];
  const size_t length = take_size(fuzz);
  const size_t count = 1 + take_byte(&fuzz->input) % COUNT_OF(messages);
  void *message = allocate(length);
  memset(message, take_byte(&fuzz->input), length);
  for (size_t i = 0; i < count; i++) {
    messages[i] = (struct iovec){message, length};
  }
  require_answer("shmq_put_many", shmq_put_many(fuzz->queue, messages, count, take_timeout(fuzz)),
                 (int64_t)count);
  free(message);
}

static void get_many(struct fuzz *fuzz) {
  const size_t capacity = take_capacity(fuzz);
  const size_t count = 1 + take_byte(&fuzz->input) % 8;
  void *messages = allocate(capacity);
  uint32_t *lengths = allocate(count * sizeof *lengths);
  const ssize_t got =
      shmq_get_many(fuzz->queue, messages, capacity, lengths, count, take_timeout(fuzz));
  require_answer("shmq_get_many", got, (int64_t)count);
  uint64_t sum = 0;
  for (ssize_t i = 0; i < got; i++) {
    sum += lengths[i];
  }
  require(sum <= capacity, "lengths within the capacity", (int64_t)sum);
  free(lengths);
  free(messages);
}

static void remove_at(struct fuzz *fuzz, uint64_t position) {
  require_answer("shmq_remove", shmq_remove(fuzz->queue, position, take_timeout(fuzz)), 1);
}

/* From the front, from a position that a walk came to, or from anywhere; removes what it saw, or
 * what is anywhere. */
static void scan_and_remove(struct fuzz *fuzz) {
  const size_t capacity = take_capacity(fuzz);
  const size_t count = 1 + take_byte(&fuzz->input) % 8;
  void *messages = allocate(capacity);
  uint32_t *lengths = allocate(count * sizeof *lengths);
  uint64_t *positions = allocate(count * sizeof *positions);
  uint64_t position = take_byte(&fuzz->input) % 2 == 0 ? 0 : take_size(fuzz) * WORD_SIZE;
  ssize_t copied = 1;
  for (int i = 0; i < 3 && copied > 0; i++) {
    copied = shmq_scan(fuzz->queue, &position, messages, capacity, lengths, positions, count,
                       take_timeout(fuzz));
    require_answer("shmq_scan", copied, (int64_t)count);
    uint64_t sum = 0;
    for (ssize_t j = 0; j < copied; j++) {
      sum += lengths[j];
    }
    require(sum <= capacity, "lengths within the capacity", (int64_t)sum);
  }
  for (ssize_t j = 0; j < copied; j++) {
    remove_at(fuzz, positions[j]);
  }
  if (copied <= 0) {
    remove_at(fuzz, position + take_byte(&fuzz->input) * WORD_SIZE);
  }
  free(positions);
  free(lengths);
  free(messages);
}

/* So many that they are not gone over at once, all but the first. */
static void remove_many(struct fuzz *fuzz) {
  uint32_t lengths[MANY];
  uint64_t positions[MANY];
  uint64_t position = 0;
  const size_t count = take_byte(&fuzz->input) % MANY;
  for (size_t i = 0; i < count; i++) {
    require_answer("shmq_put", shmq_put(fuzz->queue, NULL, 0, 0), 0);
  }
  const ssize_t copied =
      shmq_scan(fuzz->queue, &position, buffer, sizeof buffer, lengths, positions, MANY, 0);
  require_answer("shmq_scan", copied, MANY);
  for (ssize_t j = 1; j < copied; j++) {
    require_answer("shmq_remove", shmq_remove(fuzz->queue, positions[j], 0), 1);
  }
}

/* Room and messages in the queue itself: all their bytes are touched. */
static void require_in_ring(const char *call, const void *data, size_t length) {
  require((uintptr_t)data % WORD_SIZE == 0 && is_mapped_behind(data, length, HEADER_SIZE), call,
          (int64_t)length);
}

static void reserve(struct fuzz *fuzz) {
  const size_t length = take_size(fuzz);
  void *data = NULL;
  const int result = shmq_reserve(fuzz->queue, length, &data, take_timeout(fuzz));
  require_answer("shmq_reserve", result, 0);
  if (result == 0) {
    require_in_ring("shmq_reserve within the ring", data, length);
    memset(data, take_byte(&fuzz->input), length);
  }
}

static void commit(struct fuzz *fuzz) {
  require_answer("shmq_commit", shmq_commit(fuzz->queue, take_size(fuzz)), 0);
}

static void abort_put(struct fuzz *fuzz) {
  require_answer("shmq_abort", shmq_abort(fuzz->queue), 0);
}

static void peek(struct fuzz *fuzz) {
  const void *data = NULL;
  const ssize_t length = shmq_peek(fuzz->queue, &data, take_timeout(fuzz));
  require_answer("shmq_peek", length, (int64_t)fuzz->ring);
  if (length >= 0) {
    require_in_ring("shmq_peek within the ring", data, (size_t)length);
    uint8_t *copy = allocate((size_t)length);
    memcpy(copy, data, (size_t)length);
    free(copy);
  }
}

static void consume(struct fuzz *fuzz) {
  require_answer("shmq_consume", shmq_consume(fuzz->queue), 0);
}

static void release(struct fuzz *fuzz) {
  require_answer("shmq_release", shmq_release(fuzz->queue), 0);
}

static int take_ends(struct fuzz *fuzz) {
  return take_byte(&fuzz->input) % 4;
}

static void claim(struct fuzz *fuzz) {
  require_answer("shmq_claim", shmq_claim(fuzz->queue, take_ends(fuzz)), 0);
}

static void unclaim(struct fuzz *fuzz) {
  require_answer("shmq_unclaim", shmq_unclaim(fuzz->queue, take_ends(fuzz)), 0);
}

static void shut_down(struct fuzz *fuzz) {
  require_answer("shmq_shutdown", shmq_shutdown(fuzz->queue, take_byte(&fuzz->input) % 4 == 0), 0);
}

static void task_done(struct fuzz *fuzz) {
  require_answer("shmq_task_done", shmq_task_done(fuzz->queue), 0);
}

static void join(struct fuzz *fuzz) {
  require_answer("shmq_join", shmq_join(fuzz->queue, take_timeout(fuzz)), 0);
}

static void stat_queue(struct fuzz *fuzz) {
  struct shmq_stat stat = {.size = sizeof stat};
  require_answer("shmq_stat", shmq_stat(fuzz->queue, &stat), 0);
  require(stat.max_bytes == fuzz->ring, "size of the ring", (int64_t)stat.max_bytes);
}

/* Says where the damage is, within the segment. */
static void check(struct fuzz *fuzz) {
  struct shmq_stat stat = {.size = sizeof stat};
  const int result = shmq_check(fuzz->queue);
  require_answer("shmq_check", result, 0);
  require_answer("shmq_stat", shmq_stat(fuzz->queue, &stat), 0);
  if (result == 0) {
    require(stat.damage == -1, "sound", stat.damage);
  } else if (result == -EPROTO) {
    require(stat.damage >= 0 && stat.damage < (int64_t)fuzz->size, "place of the damage",
            stat.damage);
  }
}

/* Closes, lets more damage happen, and opens again. Returns whether that was possible. */
static bool open_again(struct fuzz *fuzz) {
  const uint8_t damages = take_byte(&fuzz->input) % 4;
  require(shmq_close(fuzz->queue) == 0, "shmq_close", 0);
  fuzz->queue = NULL;
  for (uint8_t i = 0; i < damages; i++) {
    damage_closed(fuzz);
  }
  const int result = shmq_open(fuzz->name, &fuzz->queue);
  /* A damaged queue may believe that its name goes with its last handle. */
  require(result == 0 || result == -EPROTO || result == -EXDEV || result == -ENOENT, "shmq_open",
          result);
  return result == 0;
}

/* Every function that takes a queue. What an input means depends on their order: new ones go to the
 * end. */
static void (*const operations[])(struct fuzz *fuzz) = {
    put,        get,   try_put,         try_get,     ask,   put_many, get_many,  reserve,   commit,
    abort_put,  peek,  consume,         release,     claim, unclaim,  shut_down, task_done, join,
    stat_queue, check, scan_and_remove, remove_many,
};

/* --- one input --- */

static void create(struct fuzz *fuzz) {
  static const uint64_t rings[] = {1 << 12, 1 << 13, 1 << 16, 1 << 20};
  const struct shmq_options options = {
      .size = sizeof options,
      .max_bytes = rings[take_byte(&fuzz->input) % COUNT_OF(rings)],
      .max_messages = take_byte(&fuzz->input) % 16 * (take_byte(&fuzz->input) % 2 == 0 ? 1 : 20),
  };
  fuzz->ring = options.max_bytes;
  fuzz->size = HEADER_SIZE + fuzz->ring;
  fresh_name(fuzz->name);
  const int result = shmq_create(fuzz->name, &options, &fuzz->queue);
  require(result == 0, "shmq_create", result);
}

static void map(struct fuzz *fuzz) {
  char path[PATH_SIZE];
  object_path(fuzz->name, path);
  const int file = open(path, O_RDWR | O_CLOEXEC);
  void *segment = mmap(NULL, fuzz->size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  require(file >= 0 && segment != MAP_FAILED, "mapped", errno);
  close(file);
  fuzz->segment = segment;
}

/* Some messages, at some place of the ring. */
static void fill_somewhat(struct fuzz *fuzz) {
  const uint8_t counts = take_byte(&fuzz->input);
  for (int i = 0; i < counts % 16; i++) {
    const size_t length = take_size(fuzz);
    (void)shmq_put(fuzz->queue, buffer, length, 0);
    (void)shmq_get(fuzz->queue, buffer, sizeof buffer, 0);
  }
  for (int i = 0; i < counts / 16; i++) {
    (void)shmq_put(fuzz->queue, buffer, take_size(fuzz), 0);
  }
}

/* Returns whether the queue is still open. */
static bool step(struct fuzz *fuzz) {
  const uint8_t choice = take_byte(&fuzz->input);
  if (choice < 96) {
    damage(fuzz);
  } else if (choice < 104) {
    return open_again(fuzz);
  } else if (choice < 112) {
    let_owner_die(fuzz);
  } else {
    operations[choice % COUNT_OF(operations)](fuzz);
  }
  return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  struct fuzz fuzz = {.input = {bytes, size}};
  create(&fuzz);
  map(&fuzz);
  fill_somewhat(&fuzz);
  bool open = true;
  for (int i = 0; i < STEPS_MOST && open && fuzz.input.left > 0; i++) {
    open = step(&fuzz);
  }
  if (open) {
    require(shmq_close(fuzz.queue) == 0, "shmq_close", 0);
  }
  munmap(fuzz.segment, fuzz.size);
  const int result = shmq_unlink(fuzz.name);
  require(result == 0 || result == -ENOENT, "shmq_unlink", result);
  return 0;
}

int LLVMFuzzerInitialize(int *argc, char ***argv) {
  (void)argc;
  /* One of its own goes with the process, also if that crashes. Where there can be none, a crash
   * may leave an object. */
  (void)private_shm_mount("size=64m");
  names_start((*argv)[0]);
  return 0;
}
