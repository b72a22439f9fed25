/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "share.h"

#include <stdlib.h>

#include "check.h"

uint64_t test_share(void) {
  const char *text = getenv("SHMQ_TEST_SHARE");
  if (text == NULL) {
    return 1;
  }
  char *end;
  const uint64_t share = strtoull(text, &end, 10);
  if (share == 0 || *end != '\0') {
    FAIL("SHMQ_TEST_SHARE is \"%s\", expected a positive number", text);
  }
  return share;
}
