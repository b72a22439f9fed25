/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Mappings of files between guards, so that an access outside is a crash: the linker puts these
 * functions in the place of mmap and munmap.
 */
#ifndef FUZZ_GUARDS_H
#define FUZZ_GUARDS_H

#include <stdbool.h>
#include <stddef.h>

/* Whether the bytes lie in one mapping of a file, `offset` or more bytes from its beginning. */
bool is_mapped_behind(const void *data, size_t length, size_t offset);

#endif
