/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The repair of one end of the queue after the owner of its lock died. It only rolls forward, never
 * guesses, and may itself be killed anywhere. DESIGN.md, section 4.
 */
#ifndef SHMQ_RECOVERY_H
#define SHMQ_RECOVERY_H

#include "segment.h"

/* To be called with LOCK_OWNER_DIED. Returns 0 with the lock still held, or -EPROTO with the lock
 * given up for good: the ring is damaged. */
int recover_producer(const struct mapping *mapping);
int recover_consumer(const struct mapping *mapping);

#endif
