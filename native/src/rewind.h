/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Starting an empty ring again at its beginning, which takes both ends. DESIGN.md, section 3.
 */
#ifndef SHMQ_REWIND_H
#define SHMQ_REWIND_H

#include "handle.h"

/* Brings both ends of the empty ring to its beginning. By who has the producers' end. Returns 0, or
 * an error of end_borrow if the consumers' end is not to be had at this moment. */
int rewind_ring(struct handle *handle);

#endif
