/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "rewind.h"

#include "end.h"
#include "ring.h"

int rewind_ring(struct handle *handle) {
  int result = end_borrow(handle, CONSUMERS);
  if (result == 0) {
    ring_turn(&handle->mapping);
    ring_skip(&handle->mapping);
    end_return(handle, CONSUMERS);
  }
  return result;
}
