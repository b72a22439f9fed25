/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "pass.h"

#include "end.h"
#include "look.h"
#include "reclaim.h"
#include "ring.h"
#include "wake.h"

int pass_some(struct handle *handle) {
  int result = end_borrow(handle, CONSUMERS);
  if (result == 0) {
    result = ring_pass(&handle->mapping);
    end_return(handle, CONSUMERS);
  }
  return result;
}

void pass_rest(struct handle *handle) {
  const struct mapping *mapping = &handle->mapping;
  int result = 1;
  while (result == 1 && !handle_is_closing(handle)) {
    result = pass_some(handle);
    wake_producer_for_rest(mapping);
  }
  if (result == 0 && reclaim_is_possible(mapping) && !look_for_message(mapping)) {
    reclaim_after_drain(handle);
  }
}
