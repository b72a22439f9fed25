/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * What a message costs is some two hundred instructions, of which the call of a function is twenty:
 * the straight way through a call is one function, and what seldom happens is out of its way.
 */
#ifndef SHMQ_INLINE_H
#define SHMQ_INLINE_H

#define HOT inline __attribute__((always_inline))
#define COLD __attribute__((cold, noinline))

#endif
