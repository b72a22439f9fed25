/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * What messages say, so that a lost, doubled or torn one is found out.
 *
 * The n-th message of a producer carries the value producer << 48 | n. One of 64 bytes says so in
 * each of its eight words, in another way in each. A longer one says it in its first word, its
 * last, and one whose place moves on with n, so that all places have their turn.
 */
#ifndef SHMQ_PEERS_CONTENT_H
#define SHMQ_PEERS_CONTENT_H

#include <string.h>

#include "setting.h"

#define PRODUCER_SHIFT 48
#define NUMBER_MASK ((UINT64_C(1) << PRODUCER_SHIFT) - 1)

/* The value of the message behind the last: there are no more. */
#define END_VALUE UINT64_MAX

/* Has odd multiples of the golden ratio differ in about half of their bits. */
#define WORD_CONSTANT(i) ((uint64_t)(i)*UINT64_C(0x9e3779b97f4a7c15))

struct source {
  uint64_t producer; /* in place; all ones in a source that has ended */
  uint64_t next;
  size_t bytes;
  size_t most;      /* messages that one send may take */
  uint64_t *buffer; /* for systems that are given a message to copy */
};

/* What has come from one producer. */
struct account {
  uint64_t next; /* the least number that may come */
  uint64_t count;
  uint64_t sum; /* of the numbers */
};

struct sink {
  size_t bytes;
  uint64_t producers;
  bool alone; /* no other consumer: every number must come */
  uint64_t received;
  int ends;         /* messages that said so */
  bool broken;      /* one came that must not; the rest says how */
  size_t length;    /* that it had */
  uint64_t value;   /* that it carried */
  uint64_t awaited; /* number */
  struct account accounts[PARTIES_MAX];
};

static inline uint64_t next_value(struct source *source) {
  return source->producer | source->next++;
}

/* Writes the next message to `place`. */
static inline void write_next(struct source *source, void *place) {
  uint64_t *words = place;
  uint64_t value = next_value(source);
  if (source->bytes == SMALL_MESSAGE) {
    for (size_t i = 0; i < SMALL_MESSAGE / sizeof *words; i++) {
      words[i] = value ^ WORD_CONSTANT(i);
    }
    return;
  }
  size_t last = source->bytes / sizeof *words - 1;
  words[0] = value;
  words[1 + value % (last - 1)] = value ^ WORD_CONSTANT(1);
  words[last] = value ^ WORD_CONSTANT(2);
}

/* Returns the next message, good until the next call. */
static inline const void *next_message(struct source *source) {
  write_next(source, source->buffer);
  return source->buffer;
}

/* From here on the source has the last message, over and over. */
static inline void end_source(struct source *source) {
  source->producer = END_VALUE;
  source->most = 1;
}

static inline void take_value(struct sink *sink, uint64_t value, size_t length, bool torn) {
  if (value == END_VALUE && !torn) {
    sink->ends++;
    return;
  }
  uint64_t producer = value >> PRODUCER_SHIFT;
  uint64_t number = value & NUMBER_MASK;
  struct account *account = &sink->accounts[producer < sink->producers ? producer : 0];
  if (torn || producer >= sink->producers || number < account->next ||
      (sink->alone && number != account->next)) {
    if (!sink->broken) {
      sink->broken = true;
      sink->length = length;
      sink->value = value;
      sink->awaited = account->next;
    }
    return;
  }
  account->next = number + 1;
  account->count++;
  account->sum += number;
  sink->received++;
}

/* Checks a message that was received. */
static inline void take_message(struct sink *sink, const void *data, size_t length) {
  const uint64_t *words = data;
  if (length != sink->bytes) {
    take_value(sink, length < sizeof *words ? 0 : words[0], length, true);
    return;
  }
  uint64_t value = words[0];
  uint64_t difference = 0;
  if (length == SMALL_MESSAGE) {
    for (size_t i = 1; i < SMALL_MESSAGE / sizeof *words; i++) {
      difference |= words[i] ^ value ^ WORD_CONSTANT(i);
    }
  } else {
    size_t last = length / sizeof *words - 1;
    difference |= words[1 + value % (last - 1)] ^ value ^ WORD_CONSTANT(1);
    difference |= words[last] ^ value ^ WORD_CONSTANT(2);
  }
  take_value(sink, value, length, difference != 0);
}

#endif
