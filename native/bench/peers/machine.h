/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The machine that is measured on.
 */
#ifndef SHMQ_PEERS_MACHINE_H
#define SHMQ_PEERS_MACHINE_H

#include <stdbool.h>

/* As a processor: no particular one. */
#define ANY_PROCESSOR (-1)

/* The first two processors that this process may use. */
extern int processors[2];

/* Returns whether there are two. */
bool find_processors(void);

/* Has this process run on one processor, or wherever it could in the beginning. */
void pin(int processor);

int processors_allowed(void);
bool processor_is_allowed(int processor);

/* Texts are static. */
const char *processor_model(void);
const char *kernel_version(void);
const char *compiler_version(void);

/* Returns the path of a file beside this program, static until the next call, or NULL. */
const char *beside_program(const char *name);

#endif
