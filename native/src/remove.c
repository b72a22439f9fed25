/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Taking a message out of the middle.
 */
#include <errno.h>

#include "get.h"
#include "look.h"
#include "ring.h"
#include "shmq.h"

static int remove_at(struct handle *handle, uint64_t position, int64_t timeout_ns) {
  struct wait wait = {.timeout_ns = timeout_ns};
  int result = end_take(handle, CONSUMERS, &wait);
  if (result != 0) {
    return result;
  }
  bool is_shut = look_at_shutdown(&handle->mapping) == SHMQ_SHUT;
  result = is_shut ? -ESHUTDOWN : ring_remove(&handle->mapping, position);
  get_finish(handle, result == 1);
  return result;
}

int shmq_remove(shmq *queue, uint64_t position, int64_t timeout_ns) {
  struct handle *handle;
  int result = handle_enter(queue, &handle);
  if (result == 0) {
    result = is_timeout(timeout_ns) ? remove_at(handle, position, timeout_ns) : -EINVAL;
    handle_leave(handle);
  }
  return result;
}
