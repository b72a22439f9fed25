/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Copying short messages.
 */
#ifndef SHMQ_COPY_H
#define SHMQ_COPY_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Longer ones are copied by memcpy. */
#define COPY_SHORT_MAX 128

/* In. A processor can forward a store that is still on its way to a load of the same bytes, but not
 * several stores to one wider load: that waits until they have reached the cache, and with them all
 * older ones, whose lines a consumer has. Messages are mostly written word by word, so that memcpy
 * with its vectors would wait for a cache line's way and more with each short message. */
static inline void copy_words(uint8_t *to, const uint8_t *from, size_t words) {
  for (size_t i = 0; i < words; i++) {
    uint64_t word;
    memcpy(&word, from + i * sizeof word, sizeof word);
    /* Not to be merged with its neighbours. */
    __asm__("" : "+r"(word));
    memcpy(to + i * sizeof word, &word, sizeof word);
  }
}

/* Of a message of at most COPY_SHORT_MAX bytes. */
static inline void copy_short_in(void *to, const void *from, size_t length) {
  size_t whole = length & ~(sizeof(uint64_t) - 1);
  copy_words(to, from, whole / sizeof(uint64_t));
  for (size_t i = whole; i < length; i++) {
    ((uint8_t *)to)[i] = ((const uint8_t *)from)[i];
  }
}

static inline void copy_in(void *to, const void *from, size_t length) {
  if (length > COPY_SHORT_MAX) {
    memcpy(to, from, length);
  } else {
    copy_short_in(to, from, length);
  }
}

#define VECTOR 16

/* Out, of a message of at most COPY_SHORT_MAX bytes, by vectors: whoever reads the copy by these
 * or by anything smaller does not wait. */
static inline void copy_short_out(void *to, const void *from, size_t length) {
  uint8_t *target = (uint8_t *)to;
  const uint8_t *source = (const uint8_t *)from;
  size_t done = 0;
  for (; done + VECTOR <= length; done += VECTOR) {
    memcpy(target + done, source + done, VECTOR);
  }
  for (; done < length; done++) {
    target[done] = source[done];
  }
}

#endif
