/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "look.h"

#include <unistd.h>

#include "memory.h"
#include "record.h"
#include "removal.h"
#include "sanitizer.h"
#include "shmq.h"

#define CACHE_LINE 64

/* Looks are repeated while others overtake them; after so many times one at messages that rush by
 * is as good as any. */
#define TRIES 16

static bool is_kept(const struct mapping *mapping, uint64_t position) {
  return offset_of(mapping, position) < MEMORY_KEPT;
}

/* Reads a word through the kernel, for which a page that was given back is no different from one
 * full of zeros: to touch it would allocate it, and to touch it when there is no memory would kill
 * the process. */
static uint64_t read_word(const struct mapping *mapping, uint64_t position) {
  uint64_t words[2] = {0, 1};
  /* Not until it was the same twice is it whole. */
  for (int i = 0; words[0] != words[1]; i = !i) {
    off_t offset = (off_t)(HEADER_SIZE + offset_of(mapping, position));
    if (pread(mapping->fd, &words[i], sizeof words[i], offset) != (ssize_t)sizeof words[i]) {
      return 0;
    }
  }
  atomic_thread_fence(memory_order_acquire);
  return words[0];
}

/* By then others may have taken that record, and a producer may be copying a payload to its place:
 * the callers see by the position, read again, whether this was a commit word. */
uint64_t look_at_word(const struct mapping *mapping, uint64_t position) {
  if (!is_kept(mapping, position)) {
    return read_word(mapping, position);
  }
  sanitizer_unsure_begin();
  uint64_t word = load_word(mapping, position);
  sanitizer_unsure_end();
  return word;
}

/* The commit word of the record at this position, behind the padding if there is some; 0 if there
 * is no record yet. */
static uint64_t look_at_record(const struct mapping *mapping, uint64_t position) {
  uint64_t word = look_at_word(mapping, position);
  return is_padding(word) ? look_at_word(mapping, position + to_end(mapping, position)) : word;
}

static uint64_t load_head(const struct mapping *mapping) {
  return atomic_load_explicit(&mapping->segment->consumer.head, memory_order_acquire);
}

/* The word that `look` finds at the head. */
static uint64_t look_at_head(const struct mapping *mapping,
                             uint64_t (*look)(const struct mapping *mapping, uint64_t position)) {
  for (uint64_t head = load_head(mapping);;) {
    uint64_t word = look(mapping, head);
    /* Positions never come back: if the head is still the same, this was its word. */
    uint64_t again = load_head(mapping);
    if (again == head) {
      /* Of a short message the rest then comes along with its word, also while that is polled. */
      __builtin_prefetch(mapping->segment->ring + offset_of(mapping, head + CACHE_LINE));
      return word;
    }
    head = again;
  }
}

bool look_for_message(const struct mapping *mapping) {
  uint64_t word = look_at_head(mapping, look_at_record);
  return word != 0 && (__builtin_expect(!is_removed(word), 1) || look_at_count(mapping) > 0);
}

bool look_for_record(const struct mapping *mapping) {
  return look_at_head(mapping, look_at_record) != 0;
}

bool look_is_cheap(const struct mapping *mapping) {
  return is_kept(mapping, load_head(mapping));
}

bool look_for_work(const struct mapping *mapping) {
  return look_at_head(mapping, look_at_word) != 0;
}

uint64_t look_at_puts(const struct mapping *mapping) {
  const struct producer_end *producer = &mapping->segment->producer;
  uint64_t puts = 0;
  for (int tries = 0; tries < TRIES; tries++) {
    uint64_t tail = look_at_tail(mapping);
    puts = atomic_load_explicit(&producer->puts, memory_order_acquire);
    if (look_at_record(mapping, tail) == 0) {
      return puts;
    }
    /* Committed, and not all of it counted yet. What puts is about to become was stored before the
     * commit, and belongs to it as long as the tail is the same. */
    uint64_t next = atomic_load_explicit(&producer->puts_next, memory_order_acquire);
    if (look_at_tail(mapping) == tail) {
      return next;
    }
  }
  return puts;
}

/* Number of messages that were put, and neither taken nor removed, while the head is at this
 * position and its word is this. */
static uint64_t count_behind(const struct mapping *mapping, uint64_t head, uint64_t word) {
  uint64_t count = 0;
  struct removals before = removal_account(mapping, head);
  for (int tries = 0; word != 0 && tries < TRIES; tries++) {
    count = (uint32_t)look_at_puts(mapping) - sequence_of(word);
    struct removals after = removal_account(mapping, head);
    uint64_t holes = after.removed - after.passed;
    count -= holes < count ? holes : count;
    /* If nothing was removed meanwhile, that was so when the puts were read. */
    if (after.removed == before.removed) {
      break;
    }
    before = after;
  }
  return count;
}

uint64_t look_at_count(const struct mapping *mapping) {
  if (look_at_shutdown(mapping) == SHMQ_SHUT) {
    return 0;
  }
  /* From the commit words at both ends and not from puts - gets: exact also while somebody is
   * between a commit and its count, or died there. */
  uint64_t count = 0;
  uint64_t head = load_head(mapping);
  for (int tries = 0; tries < TRIES; tries++) {
    count = count_behind(mapping, head, look_at_record(mapping, head));
    uint64_t again = load_head(mapping);
    if (again == head) {
      break;
    }
    head = again;
  }
  return mapping->max_messages > 0 && count > mapping->max_messages ? mapping->max_messages : count;
}

uint64_t look_at_bytes(const struct mapping *mapping) {
  uint64_t head = load_head(mapping);
  uint64_t tail = look_at_tail(mapping);
  /* Another may have died between a commit and its step of the tail. */
  return tail >= head && tail - head <= usable(mapping) ? tail - head : 0;
}

/* A put passes what was removed at the front, if it needs the room. */
static bool is_full_by_bytes(const struct mapping *mapping) {
  return look_at_bytes(mapping) + record_size(0) > usable(mapping) &&
         !is_removed(look_at_head(mapping, look_at_record));
}

bool look_if_full(const struct mapping *mapping) {
  uint64_t count = look_at_count(mapping);
  return count > 0 && (is_full_by_bytes(mapping) ||
                       (mapping->max_messages > 0 && count >= mapping->max_messages));
}

uint64_t look_at_progress(const struct mapping *mapping) {
  uint64_t head = load_head(mapping);
  return head + removal_account(mapping, head).removed;
}

bool look_for_progress(const struct mapping *mapping, uint64_t progress) {
  return look_at_progress(mapping) != progress;
}
