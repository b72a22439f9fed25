/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The repair of one end of the queue after its owner died. It only rolls forward, never guesses,
 * and may itself be killed anywhere. DESIGN.md, section 4.
 */
#ifndef SHMQ_RECOVERY_H
#define SHMQ_RECOVERY_H

#include "grip.h"
#include "segment.h"

/* To be called by who has the end. Returns 0, or -EPROTO if the ring is damaged. */
int recover(const struct mapping *mapping, enum end end);

#endif
