/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "ring_look.h"

#include <fcntl.h>
#include <inttypes.h>
#include <shmq.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check.h"
#include "layout.h"
#include "names.h"

/* Looks while others keep changing the header. */
#define TRIES 1000

/* What st_blocks counts. */
#define BLOCK_SIZE 512

/* The header, and what is wrong with the ring behind it, if something is. */
struct reader {
  int object;
  _Alignas(struct segment) uint8_t bytes[HEADER_SIZE];
  char wrong[160];
};

int look_open(const char *name) {
  char path[PATH_SIZE];
  object_path(name, path);
  return (int)CHECK_CALL(open(path, O_RDWR | O_CLOEXEC));
}

static const struct segment *header_of(const struct reader *reader) {
  return (const struct segment *)(const void *)reader->bytes;
}

static uint64_t word_of(const struct reader *reader, uint64_t position) {
  uint64_t word;
  const uint64_t offset = position % header_of(reader)->identity.ring_size;
  CHECK_EQ(pread(reader->object, &word, sizeof word, (off_t)(HEADER_SIZE + offset)), sizeof word);
  return word;
}

static uint64_t next_lap(const struct reader *reader, uint64_t position) {
  const uint64_t size = header_of(reader)->identity.ring_size;
  return (position / size + 1) * size;
}

static bool is_padding(uint64_t word) {
  return (word & (COMMITTED | PADDING)) == (COMMITTED | PADDING);
}

static uint64_t behind_record(struct reader *reader, uint64_t position, uint64_t word) {
  const uint64_t length = word & LENGTH_MAX;
  const uint64_t behind = position + WORD_SIZE + (length + WORD_SIZE - 1) / WORD_SIZE * WORD_SIZE;
  if ((word & (COMMITTED | PADDING)) == 0 || behind > next_lap(reader, position)) {
    snprintf(reader->wrong, sizeof reader->wrong, "word 0x%" PRIx64 " at position %" PRIu64, word,
             position);
  }
  return behind;
}

/* Walks from the tail over what is committed, and returns where the terminator is. */
static uint64_t look_at_producers(struct reader *reader, struct look *look) {
  const struct segment *header = header_of(reader);
  uint64_t position = header->producer.tail;
  look->puts = header->producer.puts;
  for (uint64_t word; reader->wrong[0] == '\0' && (word = word_of(reader, position)) != 0;) {
    look->tail_behind = true;
    if (is_padding(word)) {
      position = next_lap(reader, position);
      continue;
    }
    if ((int32_t)((uint32_t)(word >> 32) - (uint32_t)look->puts) >= 0) {
      look->puts_behind = true;
      look->puts++;
    }
    position = behind_record(reader, position, word);
    if (position - header->producer.tail > 2 * header->identity.ring_size) {
      snprintf(reader->wrong, sizeof reader->wrong, "no terminator");
    }
  }
  return position;
}

/* Walks from the head to the terminator, over all messages. */
static void look_at_consumers(struct reader *reader, struct look *look, uint64_t terminator) {
  const struct segment *header = header_of(reader);
  uint64_t position = header->consumer.head;
  uint64_t front = look->puts;
  uint64_t sequence = 0;
  uint64_t waiting = 0;
  for (uint64_t word; reader->wrong[0] == '\0' && position < terminator &&
                      (word = word_of(reader, position)) != 0;) {
    if (is_padding(word)) {
      position = next_lap(reader, position);
      continue;
    }
    const uint64_t number = look->puts - ((uint32_t)look->puts - (uint32_t)(word >> 32));
    const bool removed = (word & COMMITTED) == 0;
    if (front == look->puts) {
      front = number;
      sequence = number;
      look->front_removed = removed;
    }
    waiting += !removed;
    if (number != sequence) {
      snprintf(reader->wrong, sizeof reader->wrong, "record %" PRIu64 " in the place of %" PRIu64,
               number, sequence);
    }
    sequence++;
    position = behind_record(reader, position, word);
  }
  look->gets = look->puts - waiting;
  const bool all = front == look->puts || sequence == look->puts;
  if (reader->wrong[0] == '\0' && (position != terminator || !all)) {
    snprintf(reader->wrong, sizeof reader->wrong,
             "records end at position %" PRIu64 " and the terminator is at %" PRIu64
             "; the last is not %" PRIu64,
             position, terminator, look->puts);
  }
  look->get_announced =
      header->consumer.gets_next != header->consumer.gets && front == header->consumer.gets;
  look->gets_behind = front != header->consumer.gets;
  const struct account *account = &header->accounts[header->state.removals % 2];
  if (header->state.removals != 0 && account->announced != UINT64_MAX &&
      account->announced >= header->consumer.head) {
    const uint64_t kind = word_of(reader, account->announced) & (COMMITTED | PADDING);
    look->removal_announced = kind == COMMITTED;
    look->removal_marked = kind == PADDING;
  }
}

static void look_at_state(struct reader *reader, struct look *look) {
  const struct segment *header = header_of(reader);
  struct stat status;
  CHECK_CALL(fstat(reader->object, &status));
  look->done = header->tasks.done;
  look->shutdown = header->state.shutdown;
  look->claimed = (header->state.claimed[0] != 0 ? SHMQ_PRODUCER : 0) |
                  (header->state.claimed[1] != 0 ? SHMQ_CONSUMER : 0);
  look->reserved = header->producer.reserved;
  look->limit = header->producer.limit;
  look->backed = (uint64_t)status.st_blocks * BLOCK_SIZE;
  if (reader->wrong[0] == '\0' &&
      (look->backed < HEADER_SIZE + look->reserved || look->backed > HEADER_SIZE + look->limit)) {
    snprintf(reader->wrong, sizeof reader->wrong,
             "%" PRIu64 " bytes of memory, reserved %" PRIu64 ", limit %" PRIu64, look->backed,
             look->reserved, look->limit);
  }
}

static void read_header(const struct reader *reader, uint8_t bytes[HEADER_SIZE]) {
  CHECK_EQ(pread(reader->object, bytes, HEADER_SIZE, 0), HEADER_SIZE);
}

struct look look_at(int object) {
  static struct reader reader;
  static uint8_t again[HEADER_SIZE];
  struct look look;
  for (int tries = 0; tries < TRIES; tries++) {
    look = (struct look){0};
    reader.object = object;
    reader.wrong[0] = '\0';
    read_header(&reader, reader.bytes);
    const uint64_t terminator = look_at_producers(&reader, &look);
    look_at_consumers(&reader, &look, terminator);
    look_at_state(&reader, &look);
    read_header(&reader, again);
    if (memcmp(reader.bytes, again, HEADER_SIZE) == 0) {
      break;
    }
  }
  if (reader.wrong[0] != '\0') {
    FAIL("the ring is damaged: %s", reader.wrong);
  }
  return look;
}
