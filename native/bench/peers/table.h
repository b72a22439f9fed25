/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Every measurement of a run as a table, for people.
 */
#ifndef SHMQ_PEERS_TABLE_H
#define SHMQ_PEERS_TABLE_H

#include "options.h"

void begin_table(const struct options *options);
void write_row(const struct measurement *measurement);

#endif
