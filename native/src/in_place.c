/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Putting and getting without a copy: the caller has the end from one call to the next.
 */
#include <errno.h>
#include <stddef.h>

#include "end.h"
#include "get.h"
#include "put.h"
#include "ring.h"
#include "shmq.h"

/* --- putting --- */

static int reserve(struct handle *handle, size_t length, void **data, int64_t timeout_ns) {
  struct grip *grip = &handle->grips[PRODUCERS];
  struct wait wait = {.timeout_ns = timeout_ns};
  struct place place;
  int result = put_begin(handle, length, &wait, &place);
  if (result != 0) {
    return result;
  }
  grip->place = place;
  grip->length = length;
  handle_begin_section(handle, PRODUCERS);
  *data = ring_payload(&handle->mapping, &place);
  return 0;
}

int shmq_reserve(shmq *queue, size_t length, void **data, int64_t timeout_ns) {
  struct handle *handle;
  int result = handle_enter(queue, &handle);
  if (result != 0) {
    return result;
  }
  if (data == NULL || !is_timeout(timeout_ns)) {
    result = -EINVAL;
  } else if (length > ring_max_length(&handle->mapping)) {
    result = -EMSGSIZE;
  } else {
    result = reserve(handle, length, data, timeout_ns);
  }
  handle_leave(handle);
  return result;
}

/* Ends the section and gives the producers' end back. */
static void end_reservation(struct handle *handle, bool has_put) {
  handle_end_section(handle, PRODUCERS);
  put_finish(handle, has_put);
  handle_unpin(handle);
}

int shmq_commit(shmq *queue, size_t length) {
  struct handle *handle;
  int result = handle_in_section(queue, PRODUCERS, &handle);
  if (result != 0) {
    return result;
  }
  const struct grip *grip = &handle->grips[PRODUCERS];
  if (handle_is_closing(handle)) {
    end_reservation(handle, false);
    return -EBADF;
  }
  if (length > grip->length) {
    return -EMSGSIZE;
  }
  ring_commit(&handle->mapping, &grip->place, length);
  end_reservation(handle, true);
  return 0;
}

int shmq_abort(shmq *queue) {
  struct handle *handle;
  int result = handle_in_section(queue, PRODUCERS, &handle);
  if (result == 0) {
    result = handle_is_closing(handle) ? -EBADF : 0;
    end_reservation(handle, false);
  }
  return result;
}

/* --- getting --- */

static ssize_t peek(struct handle *handle, const void **data, int64_t timeout_ns) {
  struct grip *grip = &handle->grips[CONSUMERS];
  struct wait wait = {.timeout_ns = timeout_ns};
  struct place place;
  uint64_t length;
  int result = get_begin(handle, &wait, &place, &length);
  if (result != 0) {
    return result;
  }
  grip->place = place;
  grip->length = length;
  handle_begin_section(handle, CONSUMERS);
  *data = ring_payload(&handle->mapping, &place);
  return (ssize_t)length;
}

ssize_t shmq_peek(shmq *queue, const void **data, int64_t timeout_ns) {
  struct handle *handle;
  ssize_t result = handle_enter(queue, &handle);
  if (result != 0) {
    return result;
  }
  if (data == NULL || !is_timeout(timeout_ns)) {
    result = -EINVAL;
  } else {
    result = peek(handle, data, timeout_ns);
  }
  handle_leave(handle);
  return result;
}

/* Ends the section and gives the consumers' end back. */
static void end_look(struct handle *handle, bool has_taken) {
  handle_end_section(handle, CONSUMERS);
  get_finish(handle, has_taken);
  handle_unpin(handle);
}

int shmq_consume(shmq *queue) {
  struct handle *handle;
  int result = handle_in_section(queue, CONSUMERS, &handle);
  if (result != 0) {
    return result;
  }
  const struct grip *grip = &handle->grips[CONSUMERS];
  bool closing = handle_is_closing(handle);
  if (!closing) {
    get_take(handle, &grip->place, grip->length);
  }
  end_look(handle, !closing);
  return closing ? -EBADF : 0;
}

int shmq_release(shmq *queue) {
  struct handle *handle;
  int result = handle_in_section(queue, CONSUMERS, &handle);
  if (result == 0) {
    result = handle_is_closing(handle) ? -EBADF : 0;
    end_look(handle, false);
  }
  return result;
}
