/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * How much of a long test is run: with SHMQ_TEST_SHARE=N in the environment, each N-th of its kill
 * points and rounds, for a machine that is slow.
 */
#ifndef TEST_SHARE_H
#define TEST_SHARE_H

#include <stdint.h>

/* N, or 1 if everything is run. */
uint64_t test_share(void);

#endif
