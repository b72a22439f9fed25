/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Whether everything in the segment is as DESIGN.md, section 3, says that it is.
 */
#include <errno.h>
#include <stddef.h>

#include "end.h"
#include "memory.h"
#include "record.h"
#include "removal.h"
#include "shmq.h"

/* Offsets of the members that are named as damaged. */
#define PRODUCER(member) ((int64_t)offsetof(struct segment, producer.member))
#define CONSUMER(member) ((int64_t)offsetof(struct segment, consumer.member))
#define STATE(member) ((int64_t)offsetof(struct segment, state.member))
#define ACCOUNTS ((int64_t)offsetof(struct segment, accounts))
#define SOUND ((int64_t)-1)

/* What the two ends say, read with both taken. */
struct ends {
  uint64_t tail;
  uint64_t puts;
  uint64_t head;
  uint64_t gets;
  uint64_t holes; /* records of removed messages that the head has not passed */
};

static uint64_t load(const _Atomic uint64_t *value) {
  return atomic_load_explicit(value, memory_order_relaxed);
}

static struct ends ends_of(const struct mapping *mapping) {
  const struct segment *segment = mapping->segment;
  uint64_t head = load(&segment->consumer.head);
  struct removals removals = removal_account(mapping, head);
  return (struct ends){.tail = load(&segment->producer.tail),
                       .puts = load(&segment->producer.puts),
                       .head = head,
                       .gets = load(&segment->consumer.gets),
                       .holes = removals.removed - removals.passed};
}

static int64_t check_positions(const struct mapping *mapping, const struct ends *ends) {
  const struct producer_end *producer = &mapping->segment->producer;
  if (ends->tail % WORD_SIZE != 0 || ends->tail - ends->head > usable(mapping)) {
    return PRODUCER(tail);
  }
  if (ends->head % WORD_SIZE != 0) {
    return CONSUMER(head);
  }
  if (ends->puts - ends->gets > mapping->ring_size / WORD_SIZE) {
    return PRODUCER(puts);
  }
  if (ends->holes > ends->puts - ends->gets) {
    return ACCOUNTS;
  }
  if (mapping->max_messages > 0 && ends->puts - ends->gets - ends->holes > mapping->max_messages) {
    return PRODUCER(puts);
  }
  /* Ahead of puts only where a producer died right before its commit. */
  uint64_t puts_next = load(&producer->puts_next);
  if (puts_next - ends->puts > mapping->ring_size / WORD_SIZE) {
    return PRODUCER(puts_next);
  }
  if (mapping->segment->consumer.gets_next != ends->gets) {
    return CONSUMER(gets_next);
  }
  if (ends->head - producer->head_seen > ends->head) {
    return PRODUCER(head_seen);
  }
  uint64_t gone = ends->gets + ends->holes;
  if (gone - producer->gets_seen > gone) {
    return PRODUCER(gets_seen);
  }
  return SOUND;
}

static int64_t check_memory(const struct mapping *mapping) {
  const struct producer_end *producer = &mapping->segment->producer;
  if (producer->reserved > mapping->ring_size) {
    return PRODUCER(reserved);
  }
  if (producer->limit != producer->reserved) {
    return PRODUCER(limit);
  }
  bool extended = atomic_load_explicit(&mapping->segment->state.extended, memory_order_relaxed);
  return producer->reserved > MEMORY_KEPT && !extended ? STATE(extended) : SOUND;
}

static int64_t check_state(const struct mapping *mapping, const struct ends *ends) {
  const struct segment *segment = mapping->segment;
  if (atomic_load_explicit(&segment->state.shutdown, memory_order_relaxed) > SHMQ_SHUT) {
    return STATE(shutdown);
  }
  if (load(&segment->tasks.done) > ends->puts) {
    return (int64_t)offsetof(struct segment, tasks.done);
  }
  return SOUND;
}

static int64_t place_in_segment(const struct mapping *mapping, uint64_t position) {
  return (int64_t)(HEADER_SIZE + offset_of(mapping, position));
}

/* Walks from the head to the tail over whole records, each numbered one more than the last. */
static int64_t check_records(const struct mapping *mapping, const struct ends *ends) {
  uint64_t position = ends->head;
  uint64_t sequence = ends->gets;
  uint64_t holes = 0;
  while (position != ends->tail) {
    uint64_t word = load_word(mapping, position);
    uint64_t size = 0;
    if (word == padding_word(sequence) && offset_of(mapping, position) != 0) {
      size = to_end(mapping, position);
    } else if (is_record_or_removed(mapping, position, word) &&
               sequence_of(word) == (uint32_t)sequence) {
      size = record_size(length_of(word));
      sequence++;
      holes += is_removed(word);
    }
    bool backed = offset_of(mapping, position) + size <= mapping->segment->producer.reserved ||
                  is_padding(word);
    if (size == 0 || size > ends->tail - position || !backed) {
      return place_in_segment(mapping, position);
    }
    position += size;
  }
  if (sequence != ends->puts) {
    return PRODUCER(puts);
  }
  if (holes != ends->holes) {
    return ACCOUNTS;
  }
  return load_word(mapping, position) == 0 ? SOUND : place_in_segment(mapping, position);
}

/* With both ends taken. Returns the offset of the first damage, or SOUND. */
static int64_t find_damage(const struct mapping *mapping) {
  const struct ends ends = ends_of(mapping);
  int64_t damage = segment_is_as_mapped(mapping) ? SOUND : 0;
  if (damage == SOUND) {
    damage = check_positions(mapping, &ends);
  }
  if (damage == SOUND) {
    damage = check_memory(mapping);
  }
  if (damage == SOUND) {
    damage = check_state(mapping, &ends);
  }
  return damage == SOUND ? check_records(mapping, &ends) : damage;
}

/* Takes both ends and looks. An end that cannot be repaired is damage too. */
static int check(struct handle *handle, int64_t *damage) {
  const struct mapping *mapping = &handle->mapping;
  int result = end_borrow_patiently(handle, PRODUCERS);
  if (result != 0) {
    *damage = PRODUCER(tail);
    return result;
  }
  result = end_borrow_patiently(handle, CONSUMERS);
  if (result == 0) {
    *damage = find_damage(mapping);
    result = *damage == SOUND ? 0 : -EPROTO;
    end_return(handle, CONSUMERS);
  } else {
    *damage = CONSUMER(head);
  }
  end_return(handle, PRODUCERS);
  return result;
}

int shmq_check(shmq *queue) {
  struct handle *handle;
  int result = handle_enter(queue, &handle);
  if (result != 0) {
    return result;
  }
  int64_t damage = SOUND;
  result = check(handle, &damage);
  if (result == 0 || result == -EPROTO) {
    atomic_store_explicit(&handle->damage, damage, memory_order_relaxed);
  }
  handle_leave(handle);
  return result;
}
