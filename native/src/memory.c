/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "memory.h"

#include <errno.h>
#include <fcntl.h>

int memory_reserve(int fd, uint64_t offset, uint64_t length) {
  int error;
  do {
    error = posix_fallocate(fd, (off_t)offset, (off_t)length);
  } while (error == EINTR);
  return error == ENOMEM || error == EFBIG ? -ENOSPC : -error;
}
