/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Every measurement of a run as JSON.
 */
#ifndef SHMQ_PEERS_JSON_H
#define SHMQ_PEERS_JSON_H

#include <stdio.h>

#include "options.h"

struct json {
  FILE *file;
  size_t measurements; /* written */
};

/* Opens `path`, or standard output for "-", and writes what is known of the run. Returns 0 or a
 * negative errno value. */
int begin_json(struct json *json, const char *path, const struct options *options);
void write_json(struct json *json, const struct measurement *measurement);

/* Returns 0, or a negative errno value if not all could be written. */
int end_json(struct json *json);

#endif
