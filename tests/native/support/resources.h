/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * What this process holds.
 */
#ifndef TEST_RESOURCES_H
#define TEST_RESOURCES_H

#include <stddef.h>

/* Open descriptors. */
size_t open_descriptors(void);

/* Mappings of objects in /dev/shm. */
size_t shm_mappings(void);

#endif
