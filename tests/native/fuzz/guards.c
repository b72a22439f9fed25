/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "guards.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

/* No length of a message and no damaged offset reaches further. Address space, no memory. */
#define GUARD ((size_t)2 << 30)

#define MAPPINGS_MOST 16

static struct {
  uint8_t *address; /* NULL: free */
  size_t length;
} mappings[MAPPINGS_MOST];

void *__real_mmap(void *address, size_t length, int protection, int flags, int file, off_t offset);
int __real_munmap(void *address, size_t length);
void *__wrap_mmap(void *address, size_t length, int protection, int flags, int file, off_t offset);
int __wrap_munmap(void *address, size_t length);

/* Straight to the kernel: a sanitizer need not know of the guards. */
static void *map_guards(size_t length) {
  const long address = syscall(SYS_mmap, NULL, length, PROT_NONE,
                               MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  return (void *)address;
}

void *__wrap_mmap(void *address, size_t length, int protection, int flags, int file, off_t offset) {
  if (file < 0 || address != NULL) {
    return __real_mmap(address, length, protection, flags, file, offset);
  }
  size_t i = 0;
  while (mappings[i].address != NULL) {
    if (++i == MAPPINGS_MOST) {
      abort();
    }
  }
  uint8_t *guards = map_guards(length + 2 * GUARD);
  if (guards == MAP_FAILED) {
    abort();
  }
  void *mapped = __real_mmap(guards + GUARD, length, protection, flags | MAP_FIXED, file, offset);
  if (mapped == MAP_FAILED) {
    const int error = errno;
    syscall(SYS_munmap, guards, length + 2 * GUARD);
    errno = error;
    return MAP_FAILED;
  }
  mappings[i].address = mapped;
  mappings[i].length = length;
  return mapped;
}

int __wrap_munmap(void *address, size_t length) {
  for (size_t i = 0; i < MAPPINGS_MOST; i++) {
    if (address != NULL && mappings[i].address == address) {
      if (mappings[i].length != length) {
        abort();
      }
      mappings[i].address = NULL;
      __real_munmap(address, length);
      return (int)syscall(SYS_munmap, (uint8_t *)address - GUARD, length + 2 * GUARD);
    }
  }
  return __real_munmap(address, length);
}

bool is_mapped_behind(const void *data, size_t length, size_t offset) {
  const uintptr_t begin = (uintptr_t)data;
  for (size_t i = 0; i < MAPPINGS_MOST; i++) {
    const uintptr_t first = (uintptr_t)mappings[i].address + offset;
    const uintptr_t end = (uintptr_t)mappings[i].address + mappings[i].length;
    if (mappings[i].address != NULL && begin >= first && begin <= end && length <= end - begin) {
      return true;
    }
  }
  return false;
}
