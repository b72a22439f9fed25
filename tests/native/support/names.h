/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Names for the queues of a test and the objects behind them.
 */
#ifndef TEST_NAMES_H
#define TEST_NAMES_H

#include <stdbool.h>
#include <stddef.h>

#define SHM_DIRECTORY "/dev/shm"
#define NAME_SIZE 201
#define PATH_SIZE 256

/* All names of this run of the program begin alike, and like nobody else's. Before any other call.
 */
void names_start(const char *program);

/* A name that no process has used before. */
void fresh_name(char name[NAME_SIZE]);

/* The path of the queue's object. */
void object_path(const char *name, char path[PATH_SIZE]);

/* Whether anything lies there. */
bool object_exists(const char *name);

/* Removes every object of this run that is still there, and returns how many there were; says so on
 * standard error. Also finds objects that only contain a name of this run, as temporary ones might.
 */
size_t names_remove_leftovers(void);

#endif
