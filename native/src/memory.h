/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Memory behind the segment. A page of /dev/shm is reserved before it is first touched: to touch
 * one that cannot be had kills the process.
 */
#ifndef SHMQ_MEMORY_H
#define SHMQ_MEMORY_H

#include <stdint.h>

/* The ring is reserved in steps of this many bytes. */
#define RESERVE_STEP (UINT64_C(256) << 10)

/* Reserves the bytes [offset, offset + length) of the object behind fd. Returns 0, or -ENOSPC with
 * nothing reserved if the host has no memory for them. */
int memory_reserve(int fd, uint64_t offset, uint64_t length);

#endif
