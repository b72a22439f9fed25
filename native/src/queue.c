/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The queue's life and state.
 */
#include <errno.h>

#include "handle.h"
#include "look.h"
#include "patience.h"
#include "ring.h"
#include "segment.h"
#include "shmq.h"
#include "wake.h"

int shmq_create(const char *name, const struct shmq_options *options, shmq **queue) {
  if (queue == NULL) {
    return -EINVAL;
  }
  struct mapping mapping;
  int result = segment_create(name, options, &mapping);
  if (result != 0) {
    return result;
  }
  shmq *created;
  result = handle_open(&mapping, &created);
  if (result != 0) {
    return result;
  }
  /* Last, so that a call that fails leaves nothing. */
  result = segment_publish(&mapping);
  if (result == 0) {
    *queue = created;
  } else {
    shmq_close(created);
  }
  return result;
}

int shmq_open(const char *name, shmq **queue) {
  if (queue == NULL) {
    return -EINVAL;
  }
  struct mapping mapping;
  int result = segment_open(name, &mapping);
  return result == 0 ? handle_open(&mapping, queue) : result;
}

int shmq_close(shmq *queue) {
  struct handle *handle;
  int result = handle_enter(queue, &handle);
  if (result != 0) {
    return result;
  }
  handle_abandon_sections(handle);
  result = handle_close(handle);
  if (result == 0) {
    /* Sleepers of other processes look around and go back to sleep. */
    wake_all(&handle->mapping);
  }
  handle_leave(handle);
  return result;
}

int shmq_unlink(const char *name) {
  return segment_unlink(name);
}

/* Answers a question about the state of an open queue. */
static int64_t ask(shmq *queue, int64_t (*question)(const struct mapping *mapping)) {
  struct handle *handle;
  int64_t result = handle_enter(queue, &handle);
  if (result == 0) {
    result = question(&handle->mapping);
    handle_leave(handle);
  }
  return result;
}

static int64_t count(const struct mapping *mapping) {
  return (int64_t)look_at_count(mapping);
}

static int64_t is_empty(const struct mapping *mapping) {
  return look_at_shutdown(mapping) == SHMQ_SHUT || !look_for_message(mapping);
}

static int64_t is_full(const struct mapping *mapping) {
  return look_if_full(mapping);
}

static int64_t max_messages(const struct mapping *mapping) {
  return (int64_t)mapping->max_messages;
}

static int64_t max_length(const struct mapping *mapping) {
  return (int64_t)ring_max_length(mapping);
}

int64_t shmq_qsize(shmq *queue) {
  return ask(queue, count);
}

int shmq_empty(shmq *queue) {
  return (int)ask(queue, is_empty);
}

int shmq_full(shmq *queue) {
  return (int)ask(queue, is_full);
}

int64_t shmq_max_messages(shmq *queue) {
  return ask(queue, max_messages);
}

int64_t shmq_max_length(shmq *queue) {
  return ask(queue, max_length);
}

int shmq_set_spin(shmq *queue, int64_t spin_ns) {
  struct handle *handle;
  int result = handle_enter(queue, &handle);
  if (result != 0) {
    return result;
  }
  if (spin_ns >= 0 || spin_ns == SHMQ_SPIN_ADAPTIVE) {
    patience_set(&handle->get_patience, spin_ns);
    patience_set(&handle->put_patience, spin_ns);
    patience_set(&handle->join_patience, spin_ns);
  } else {
    result = -EINVAL;
  }
  handle_leave(handle);
  return result;
}
