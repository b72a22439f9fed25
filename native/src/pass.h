/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Taking the head over the records of removed messages, however many there are: in pieces, so that
 * others need not wait for the consumers' end. DESIGN.md, section 3.
 */
#ifndef SHMQ_PASS_H
#define SHMQ_PASS_H

#include "handle.h"
#include "inline.h"

/* Passes some, by who has not the consumers' end. Returns as ring_pass or as end_borrow. */
int pass_some(struct handle *handle);

/* After messages were taken: passes all that are left at the front, and gives memory back if
 * nothing else is. What it cannot do now is left to whoever gets next, or needs the room. */
COLD void pass_rest(struct handle *handle);

#endif
