/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "setting.h"

const char *const work_names[WORKS] = {
    [ONE_WAY] = "one-way",
    [ROUND_TRIP] = "round-trip",
    [MANY_TO_MANY] = "many-to-many",
    [IDLE] = "idle",
};

const char *const wait_names[WAITS] = {
    [SPIN] = "spin",
    [SLEEP] = "sleep",
    [DEFAULT] = "default",
};

const char *const percentile_names[PERCENTILES] = {
    [P50] = "50",     [P90] = "90",       [P99] = "99",
    [P99_9] = "99.9", [P99_99] = "99.99", [LONGEST] = "max",
};
