/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "board.h"

#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

int open_board(struct board **board, int *descriptor) {
  int fd = memfd_create("shmq-bench-peers", MFD_CLOEXEC);
  if (fd < 0) {
    return -errno;
  }
  if (ftruncate(fd, sizeof **board) != 0) {
    int error = -errno;
    close(fd);
    return error;
  }
  /* No participant is to wait for a page while it is timed. */
  void *memory =
      mmap(NULL, sizeof **board, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, fd, 0);
  if (memory == MAP_FAILED) {
    int error = -errno;
    close(fd);
    return error;
  }
  *board = memory;
  *descriptor = fd;
  return 0;
}

void close_board(struct board *board, int descriptor) {
  munmap(board, sizeof *board);
  close(descriptor);
}
