/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "segment_view.h"

#include <fcntl.h>
#include <linux/futex.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check.h"
#include "names.h"
#include "queues.h"

struct segment *segment_map(const char *name) {
  char path[PATH_SIZE];
  struct stat status;
  object_path(name, path);
  const int file = (int)CHECK_CALL(open(path, O_RDWR | O_CLOEXEC));
  CHECK_CALL(fstat(file, &status));
  void *segment = mmap(NULL, (size_t)status.st_size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  CHECK(segment != MAP_FAILED);
  close(file);
  return segment;
}

void segment_unmap(struct segment *segment) {
  CHECK_CALL(munmap(segment, HEADER_SIZE + segment->identity.ring_size));
}

/* The futex of a mutex, glibc's or musl's: both keep the owner as the kernel's robust list wants
 * it. */
pid_t mutex_owner(const struct segment *segment, const pthread_mutex_t *mutex) {
  const size_t offset = segment->identity.mutex_library == MUTEX_MUSL ? sizeof(uint32_t) : 0;
  const void *word = (const uint8_t *)mutex + offset;
  return (pid_t)(__atomic_load_n((const uint32_t *)word, __ATOMIC_ACQUIRE) & FUTEX_TID_MASK);
}

uint64_t tail_offset(const struct segment *segment) {
  return atomic_load(&segment->producer.tail) % segment->identity.ring_size;
}

uint64_t head_offset(const struct segment *segment) {
  return atomic_load(&segment->consumer.head) % segment->identity.ring_size;
}

bool committed_at(const struct segment *segment, uint64_t position) {
  const void *word = segment->ring + position % segment->identity.ring_size;
  return (__atomic_load_n((const uint64_t *)word, __ATOMIC_ACQUIRE) & COMMITTED) != 0;
}

/* Moves the ends forward by `distance` bytes, in records that do not cross the ring's end. */
static void advance(shmq *queue, uint64_t distance) {
  const uint64_t most = ((uint64_t)shmq_max_length(queue) + WORD_SIZE) / 2 / WORD_SIZE * WORD_SIZE;
  while (distance > 0) {
    const uint64_t record = distance < most ? distance : most;
    put_message(queue, record - WORD_SIZE, 0);
    get_message(queue, record - WORD_SIZE, 0);
    distance -= record;
  }
}

void steer(shmq *queue, const struct segment *segment, uint64_t offset) {
  CHECK_RESULT(shmq_empty(queue), 1);
  if (offset < tail_offset(segment)) {
    advance(queue, segment->identity.ring_size - tail_offset(segment));
  }
  if (offset > tail_offset(segment)) {
    advance(queue, offset - tail_offset(segment));
  }
  CHECK_EQ(tail_offset(segment), offset);
}
