/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * A /dev/shm of the case alone: to fill it, and to see everything in it.
 */
#ifndef TEST_PRIVATE_SHM_H
#define TEST_PRIVATE_SHM_H

#include <stdbool.h>
#include <stddef.h>

/* Mounts an empty tmpfs with `options`, as "size=4m", on /dev/shm, in a mount namespace of this
 * process. Returns false where that is not allowed. */
bool private_shm_mount(const char *options);

/* Counts what lies in /dev/shm. */
size_t private_shm_objects(void);

#endif
