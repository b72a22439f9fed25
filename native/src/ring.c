/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "ring.h"

#include <errno.h>

#include "clock.h"
#include "copy.h"
#include "inline.h"
#include "look.h"
#include "memory.h"
#include "record.h"
#include "removal.h"
#include "smaller.h"
#include "spin.h"

/* A queue that is mostly drained stays within this many bytes of the ring's beginning, which fit
 * the processor's second-level cache, however large the ring is. */
#define WINDOW (UINT64_C(512) << 10)

/* A producer that did not start again at the beginning, because much was in the ring, looks once
 * more after so many bytes; one that has waited in vain, after a whole window. */
#define REWIND_RETRY (WINDOW / 8)

/* A consumer that keeps pace has seldom emptied the ring just when a producer looks: it is left
 * some time to take so many bytes. */
#define DRAIN_BYTES (WINDOW / 4)
#define DRAIN_NS (10 * NANOS_PER_MICRO)

/* A batch is committed in pieces of about so many bytes, so that consumers need not wait for all of
 * a long one. */
#define PIECE (UINT64_C(32) << 10)

/* High-water marks are looked after where it costs nothing, which is when the queue holds clearly
 * more than they say: a look takes the consumers' line away from them. */
#define MESSAGES_LAG 64
#define BYTES_LAG (UINT64_C(64) << 10)

void ring_init(const struct mapping *mapping) {
  mapping->segment->producer.rewind_at = WINDOW;
  memory_init(mapping);
}

uint64_t ring_max_length(const struct mapping *mapping) {
  uint64_t longest = usable(mapping) - WORD_SIZE;
  return longest < LENGTH_MAX ? longest : LENGTH_MAX;
}

/* The commit word of the record at this position, behind the padding if there is some; 0 if there
 * is no record. */
static uint64_t record_word_at(const struct mapping *mapping, uint64_t position) {
  uint64_t word = load_word(mapping, position);
  return is_padding(word) ? load_word(mapping, position + to_end(mapping, position)) : word;
}

/* --- by who has the producers' end --- */

static uint64_t load_tail(const struct mapping *mapping) {
  return atomic_load_explicit(&mapping->segment->producer.tail, memory_order_relaxed);
}

static uint64_t load_puts(const struct mapping *mapping) {
  return atomic_load_explicit(&mapping->segment->producer.puts, memory_order_relaxed);
}

static void raise_mark(_Atomic uint64_t *mark, uint64_t value) {
  if (value > atomic_load_explicit(mark, memory_order_relaxed)) {
    atomic_store_explicit(mark, value, memory_order_relaxed);
  }
}

/* Number of messages in the queue, when the message number `puts` is about to be put, the head is
 * at this position and its word is this. */
static uint64_t count_waiting(uint64_t puts, uint64_t word, const struct removals *removals) {
  if (word == 0) {
    return 0;
  }
  uint64_t records = (uint32_t)((uint32_t)puts - sequence_of(word));
  uint64_t holes = removals->removed - removals->passed;
  return holes < records ? records - holes : 0;
}

/* Looks how far the consumers have come, for whoever is about to put the message number `puts`.
 * Returns what look_at_progress said then. The number of messages taken is read off the oldest
 * record and not off the consumers' count, which lags for as long as nobody repairs what a consumer
 * left that died between its two steps. */
static COLD uint64_t look_at_consumers(const struct mapping *mapping, uint64_t puts) {
  struct producer_end *producer = &mapping->segment->producer;
  uint64_t head = atomic_load_explicit(&mapping->segment->consumer.head, memory_order_acquire);
  uint64_t word = record_word_at(mapping, head);
  /* If the head moves on meanwhile, more is passed than belongs to it, and the count is too high
   * rather than too low; and progress is seen at once. */
  struct removals removals = removal_account(mapping, head);
  uint64_t waiting = count_waiting(puts, word, &removals);
  producer->head_seen = head;
  producer->gets_seen = puts - waiting;
  raise_mark(&mapping->segment->counters.most_messages, waiting);
  raise_mark(&mapping->segment->counters.most_bytes, load_tail(mapping) - head);
  return head + removals.removed;
}

/* `puts` and `end` are as the queue would be with the message. */
static bool has_room(const struct mapping *mapping, uint64_t puts, uint64_t end) {
  const struct producer_end *producer = &mapping->segment->producer;
  return (mapping->max_messages == 0 || puts - producer->gets_seen <= mapping->max_messages) &&
         end - producer->head_seen <= usable(mapping);
}

/* So many messages, and so many bytes, the queue may hold until the marks are looked after. */
static uint64_t messages_unmarked(const struct mapping *mapping) {
  return MESSAGES_LAG +
         atomic_load_explicit(&mapping->segment->counters.most_messages, memory_order_relaxed);
}

static uint64_t bytes_unmarked(const struct mapping *mapping) {
  return BYTES_LAG +
         atomic_load_explicit(&mapping->segment->counters.most_bytes, memory_order_relaxed);
}

static bool is_above_marks(const struct mapping *mapping, uint64_t puts, uint64_t end) {
  const struct producer_end *producer = &mapping->segment->producer;
  return puts - producer->gets_seen > messages_unmarked(mapping) ||
         end - producer->head_seen > bytes_unmarked(mapping);
}

/* Member by member: a structure that is copied behind its making is loaded by a vector, which waits
 * for the stores before it (see copy.h). */
static void place_at(const struct mapping *mapping, uint64_t tail, uint64_t size,
                     struct place *place) {
  uint64_t rest = to_end(mapping, tail);
  place->begin = tail;
  place->position = size <= rest ? tail : tail + rest;
}

uint64_t ring_behind(const struct place *place, uint64_t length) {
  return place->position + record_size(length);
}

bool ring_is_to_rewind(const struct mapping *mapping) {
  return load_tail(mapping) >= mapping->segment->producer.rewind_at && mapping->ring_size > WINDOW;
}

static void delay_rewind(const struct mapping *mapping, uint64_t bytes) {
  mapping->segment->producer.rewind_at = load_tail(mapping) + bytes;
}

int ring_place(const struct mapping *mapping, uint64_t length, struct place *place,
               uint64_t *progress) {
  const struct producer_end *producer = &mapping->segment->producer;
  uint64_t tail = load_tail(mapping);
  uint64_t puts = load_puts(mapping);
  place_at(mapping, tail, record_size(length), place);
  uint64_t end = ring_behind(place, length);
  if (has_room(mapping, puts + 1, end) && !is_above_marks(mapping, puts + 1, end)) {
    return 0;
  }
  *progress = look_at_consumers(mapping, puts);
  if (has_room(mapping, puts + 1, end)) {
    return 0;
  }
  if (tail - producer->head_seen > usable(mapping)) {
    return -EPROTO;
  }
  /* Nobody but a producer changes what lies behind it. */
  uint64_t word = record_word_at(mapping, producer->head_seen);
  if (word == 0) {
    /* Empty, and yet a message that fits an empty ring finds no room where the last one ended. */
    return RING_TURN;
  }
  return is_removed(word) && end - producer->head_seen > usable(mapping) ? RING_GO_ON : -EAGAIN;
}

void ring_look_ahead(const struct mapping *mapping, struct straight *straight) {
  const struct producer_end *producer = &mapping->segment->producer;
  uint64_t messages = messages_unmarked(mapping);
  if (mapping->max_messages != 0) {
    messages = smaller(messages, mapping->max_messages);
  }
  straight->until = producer->head_seen + smaller(bytes_unmarked(mapping), usable(mapping));
  straight->puts = producer->gets_seen + messages;
  if (mapping->ring_size > WINDOW) {
    straight->until = smaller(straight->until, producer->rewind_at);
  }
}

/* Offset in the ring behind the record and the terminator that follows it. */
static uint64_t backing_end(const struct mapping *mapping, const struct place *place,
                            uint64_t length) {
  uint64_t end = offset_of(mapping, place->position) + record_size(length) + WORD_SIZE;
  return end < mapping->ring_size ? end : mapping->ring_size;
}

bool ring_is_backed(const struct mapping *mapping, const struct place *place, uint64_t length) {
  return memory_covers(mapping, backing_end(mapping, place, length));
}

int ring_back(const struct mapping *mapping, const struct place *place, uint64_t length) {
  return memory_extend(mapping, backing_end(mapping, place, length));
}

void *ring_payload(const struct mapping *mapping, const struct place *place) {
  return mapping->segment->ring + offset_of(mapping, place->position) + WORD_SIZE;
}

/* The word that makes the record, or its padding, reachable: it belongs to place->begin. Where
 * there is padding the record's own word is stored here, out of reach until then. */
static uint64_t first_word(const struct mapping *mapping, const struct place *place,
                           uint64_t sequence, uint64_t length) {
  uint64_t word = record_word(sequence, length);
  if (place->position == place->begin) {
    return word;
  }
  store_word(mapping, place->position, word);
  return padding_word(sequence);
}

void ring_commit(const struct mapping *mapping, const struct place *place, uint64_t length) {
  uint64_t puts = load_puts(mapping);
  uint64_t word = first_word(mapping, place, puts, length);
  record_commit(mapping, place->begin, word, ring_behind(place, length), puts + 1);
}

static void write_payload(const struct mapping *mapping, const struct place *place,
                          const struct iovec *message) {
  if (message->iov_len > 0) {
    copy_in(ring_payload(mapping, place), message->iov_base, message->iov_len);
  }
}

/* Finds room for the next message of a batch that has `count` so far and ends at `next`. */
static bool place_behind(const struct mapping *mapping, uint64_t next, uint64_t count,
                         uint64_t length, struct place *place) {
  uint64_t puts = load_puts(mapping);
  place_at(mapping, next, record_size(length), place);
  if (!has_room(mapping, puts + count + 1, ring_behind(place, length))) {
    look_at_consumers(mapping, puts);
  }
  return has_room(mapping, puts + count + 1, ring_behind(place, length));
}

size_t ring_put(const struct mapping *mapping, const struct place *place,
                const struct iovec *messages, size_t count, back_function *back) {
  uint64_t puts = load_puts(mapping);
  uint64_t word = first_word(mapping, place, puts, messages[0].iov_len);
  write_payload(mapping, place, &messages[0]);
  uint64_t next = ring_behind(place, messages[0].iov_len);
  size_t put = 1;
  for (; put < count && next - place->begin < PIECE; put++) {
    const struct iovec *message = &messages[put];
    struct place here;
    if (!place_behind(mapping, next, put, message->iov_len, &here) ||
        (!ring_is_backed(mapping, &here, message->iov_len) &&
         back(mapping, &here, message->iov_len) != 0)) {
      break;
    }
    write_payload(mapping, &here, message);
    store_word(mapping, here.begin, first_word(mapping, &here, puts + put, message->iov_len));
    next = ring_behind(&here, message->iov_len);
  }
  record_commit(mapping, place->begin, word, next, puts + put);
  return put;
}

bool ring_drains(const struct mapping *mapping) {
  uint64_t head = atomic_load_explicit(&mapping->segment->consumer.head, memory_order_acquire);
  if (load_tail(mapping) - head > DRAIN_BYTES) {
    delay_rewind(mapping, REWIND_RETRY);
    return false;
  }
  delay_rewind(mapping, WINDOW);
  struct spin spin = spin_begin(DRAIN_NS);
  while (!ring_is_empty(mapping)) {
    if (!spin_again(&spin)) {
      return false;
    }
  }
  return true;
}

void ring_turn(const struct mapping *mapping) {
  uint64_t tail = load_tail(mapping);
  if (offset_of(mapping, tail) == 0) {
    return;
  }
  uint64_t beginning = tail + to_end(mapping, tail);
  store_word(mapping, beginning, 0);
  atomic_store_explicit(word_at(mapping, tail), padding_word(load_puts(mapping)),
                        memory_order_release);
  atomic_store_explicit(&mapping->segment->producer.tail, beginning, memory_order_release);
  mapping->segment->producer.rewind_at = beginning + WINDOW;
}

bool ring_is_empty(const struct mapping *mapping) {
  uint64_t head = atomic_load_explicit(&mapping->segment->consumer.head, memory_order_acquire);
  return record_word_at(mapping, head) == 0;
}

static uint64_t load_gets(const struct mapping *mapping) {
  return atomic_load_explicit(&mapping->segment->consumer.gets, memory_order_relaxed);
}

uint64_t ring_count_taken(const struct mapping *mapping) {
  return load_gets(mapping);
}

/* --- by who has the consumers' end --- */

bool ring_has_work(const struct mapping *mapping) {
  return load_word(mapping, atomic_load_explicit(&mapping->segment->consumer.head,
                                                 memory_order_relaxed)) != 0;
}

void ring_skip(const struct mapping *mapping) {
  struct consumer_end *consumer = &mapping->segment->consumer;
  uint64_t head = atomic_load_explicit(&consumer->head, memory_order_relaxed);
  if (is_padding(load_word(mapping, head))) {
    atomic_store_explicit(&consumer->head, head + to_end(mapping, head), memory_order_release);
  }
}

/* Result of find_record where the word is none of a message, with the place and length if it is
 * that of a removed one. */
static COLD int find_other(const struct mapping *mapping, uint64_t word, uint64_t sequence,
                           struct place *place, uint64_t *length) {
  if (word == 0) {
    return -EAGAIN;
  }
  if (!is_removed(word) || !has_room_for(mapping, place->position, word) ||
      sequence_of(word) != (uint32_t)sequence) {
    return -EPROTO;
  }
  place->sequence = sequence;
  *length = length_of(word);
  return RING_GO_ON;
}

/* Looks for the record numbered `sequence` at this position, or behind the padding there. Returns 0
 * with its place and length; -EAGAIN if there is none, RING_GO_ON if its message was removed,
 * -EPROTO. */
static HOT int find_record(const struct mapping *mapping, uint64_t position, uint64_t sequence,
                           struct place *place, uint64_t *length) {
  uint64_t word = load_word(mapping, position);
  if (is_padding(word)) {
    position += to_end(mapping, position);
    word = load_word(mapping, position);
  }
  place->position = position;
  if (__builtin_expect(!is_record(mapping, position, word), 0)) {
    return find_other(mapping, word, sequence, place, length);
  }
  if (sequence_of(word) != (uint32_t)sequence) {
    return -EPROTO;
  }
  place->sequence = sequence;
  *length = length_of(word);
  return 0;
}

/* Goes over records of removed messages from this place on, where the first of them is. */
static COLD int go_over_removed(const struct mapping *mapping, struct place *place,
                                uint64_t *length) {
  int result = RING_GO_ON;
  for (int i = 0; i < RING_AT_ONCE && result == RING_GO_ON; i++) {
    place->position = ring_behind(place, *length);
    place->sequence++;
    result = find_record(mapping, place->position, place->sequence, place, length);
  }
  return result;
}

/* Finds the first message from this position on, where the record numbered `sequence` is or will
 * be. */
static HOT int find(const struct mapping *mapping, uint64_t position, uint64_t sequence,
                    struct place *place, uint64_t *length) {
  int result = find_record(mapping, position, sequence, place, length);
  return __builtin_expect(result == RING_GO_ON, 0) ? go_over_removed(mapping, place, length)
                                                   : result;
}

static uint64_t load_head(const struct mapping *mapping) {
  return atomic_load_explicit(&mapping->segment->consumer.head, memory_order_relaxed);
}

static int find_at_head(const struct mapping *mapping, struct place *place, uint64_t *length) {
  ring_skip(mapping);
  return find_record(mapping, load_head(mapping), load_gets(mapping), place, length);
}

/* Whoever has left them there has let us in between, or died. */
static COLD int pass_and_find(const struct mapping *mapping, struct place *place,
                              uint64_t *length) {
  int result = ring_pass(mapping);
  return result < 0 ? result : find_at_head(mapping, place, length);
}

int ring_front(const struct mapping *mapping, struct place *place, uint64_t *length) {
  int result = find_at_head(mapping, place, length);
  return __builtin_expect(result == RING_GO_ON, 0) ? pass_and_find(mapping, place, length) : result;
}

int ring_next(const struct mapping *mapping, struct place *place, uint64_t *length) {
  return find(mapping, ring_behind(place, *length), place->sequence + 1, place, length);
}

bool ring_is_last(const struct mapping *mapping, const struct place *place, uint64_t length) {
  return load_word(mapping, ring_behind(place, length)) == 0;
}

/* Goes on from `end`, where records end, over those that were committed behind it, until it has
 * come to the position, or has passed it, or there are no more. Returns where it is then. */
static uint64_t walk(const struct mapping *mapping, uint64_t end, uint64_t position) {
  while (end < position) {
    uint64_t word = load_word(mapping, end);
    if (is_padding(word)) {
      end += to_end(mapping, end);
    } else if (is_record_or_removed(mapping, end, word)) {
      end += record_size(length_of(word));
    } else {
      break;
    }
  }
  return end;
}

/* Looks whether at this position, behind that of the front, there is a record, or padding before
 * one. The front has the number `gets`. Returns 0 and the record's number; -EAGAIN if there will
 * be, -EINVAL, -EPROTO. */
static int locate(const struct mapping *mapping, uint64_t position, uint64_t front, uint64_t gets,
                  uint64_t *sequence) {
  if (position % WORD_SIZE != 0 || position - front > usable(mapping)) {
    return -EINVAL;
  }
  /* Where the other end is at work, or somebody died there, a batch may lie behind the tail. */
  uint64_t tail = atomic_load_explicit(&mapping->segment->producer.tail, memory_order_acquire);
  if (position > tail && walk(mapping, tail > front ? tail : front, position) != position) {
    return -EINVAL;
  }
  /* Before the tail lie whole records. */
  bool is_inside = position < tail;
  uint64_t record = position;
  uint64_t word = load_word(mapping, record);
  if (is_padding(word)) {
    record += to_end(mapping, record);
    word = load_word(mapping, record);
  }
  if (word == 0) {
    return is_inside ? -EPROTO : -EAGAIN;
  }
  uint64_t ahead = (uint32_t)(sequence_of(word) - (uint32_t)gets);
  if (!is_record_or_removed(mapping, record, word) || ahead == 0 ||
      ahead > (position - front) / WORD_SIZE ||
      (is_inside && record + record_size(length_of(word)) > tail)) {
    return -EPROTO;
  }
  *sequence = gets + ahead;
  return 0;
}

int ring_find(const struct mapping *mapping, uint64_t position, struct place *place,
              uint64_t *length) {
  uint64_t head = load_head(mapping);
  uint64_t sequence = load_gets(mapping);
  uint64_t front = is_padding(load_word(mapping, head)) ? head + to_end(mapping, head) : head;
  if (position <= front) {
    return find(mapping, front, sequence, place, length);
  }
  int result = locate(mapping, position, front, sequence, &sequence);
  return result == 0 ? find(mapping, position, sequence, place, length) : result;
}

/* Goes from `next`, where the record numbered `sequence` is or will be, over removed ones. */
static void skip_removed(const struct mapping *mapping, uint64_t *next, uint64_t *sequence) {
  struct place place;
  uint64_t length;
  for (int i = 0;
       i < RING_AT_ONCE && find_record(mapping, *next, *sequence, &place, &length) == RING_GO_ON;
       i++) {
    *next = ring_behind(&place, length);
    (*sequence)++;
  }
}

/* `count` messages are about to be taken, and the head is to move to `next`, where the record
 * numbered `sequence` is or will be: further, if there are removed ones. */
static COLD void pass_removed(const struct mapping *mapping, uint64_t count, uint64_t *next,
                              uint64_t *sequence) {
  struct removals removals = removal_account(mapping, load_head(mapping));
  if (removals.removed == removals.passed) {
    return;
  }
  skip_removed(mapping, next, sequence);
  uint64_t passing = *sequence - load_gets(mapping) - count;
  if (passing > 0) {
    removal_pass(mapping, &removals, *next, passing);
  }
}

void ring_take(const struct mapping *mapping, uint64_t count, const struct place *place,
               uint64_t length) {
  uint64_t next = ring_behind(place, length);
  uint64_t sequence = place->sequence + 1;
  if (__builtin_expect(removal_ever(mapping), 0)) {
    pass_removed(mapping, count, &next, &sequence);
  }
  record_take(mapping, next, sequence);
}

bool ring_is_to_pass(const struct mapping *mapping) {
  return is_removed(record_word_at(mapping, load_head(mapping)));
}

int ring_pass(const struct mapping *mapping) {
  uint64_t next = load_head(mapping);
  uint64_t sequence = load_gets(mapping);
  pass_removed(mapping, 0, &next, &sequence);
  bool moved = next != load_head(mapping);
  if (moved) {
    record_take(mapping, next, sequence);
  }
  if (!ring_is_to_pass(mapping)) {
    return 0;
  }
  return moved ? 1 : -EPROTO;
}

/* Removes the message behind the front, at this position. */
static int remove_behind(const struct mapping *mapping, uint64_t position) {
  uint64_t head = load_head(mapping);
  uint64_t sequence;
  int result = locate(mapping, position, head, load_gets(mapping), &sequence);
  if (result != 0) {
    return result == -EAGAIN ? 0 : result;
  }
  uint64_t word = load_word(mapping, position);
  if (is_padding(word)) {
    return -EINVAL;
  }
  if (is_removed(word)) {
    return 0;
  }
  struct removals removals = removal_account(mapping, head);
  removal_announce(mapping, &removals, position);
  /* The message is removed with this store. */
  atomic_store_explicit(word_at(mapping, position), removed_word(word), memory_order_release);
  return 1;
}

int ring_remove(const struct mapping *mapping, uint64_t position) {
  struct place front;
  uint64_t length;
  int result = find_at_head(mapping, &front, &length);
  uint64_t head = load_head(mapping);
  if (result == -EAGAIN || result == -EPROTO || position < head) {
    return result == -EPROTO ? result : 0;
  }
  if (position > head) {
    return remove_behind(mapping, position);
  }
  if (result == RING_GO_ON) {
    return 0;
  }
  ring_take(mapping, 1, &front, length);
  return 1;
}

/* --- by who has both ends --- */

void ring_drop(const struct mapping *mapping) {
  ring_skip(mapping);
  struct removals removals = removal_account(mapping, load_head(mapping));
  if (removals.removed != removals.passed) {
    removal_pass(mapping, &removals, load_tail(mapping), removals.removed - removals.passed);
  }
  record_take(mapping, load_tail(mapping), load_puts(mapping));
}
