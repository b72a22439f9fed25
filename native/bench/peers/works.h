/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * What the systems are measured at.
 */
#ifndef SHMQ_PEERS_WORKS_H
#define SHMQ_PEERS_WORKS_H

#include "crew.h"

/* Measures with fresh processes. What goes wrong is in the result's failure. */
void measure(const struct setting *setting, struct result *result);

/* The works: each hires its crew, and fills in the result. */

/* One sender and one receiver, each on a processor of its own. */
void measure_one_way(struct crew *crew, const struct station *station, struct result *result);

/* Messages to and fro between two processors; latencies are taken from the time that each was to
 * start at, so that a slow one counts for those that wait behind it, too. */
void measure_round_trip(struct crew *crew, const struct station *station, struct result *result);

/* Producers and consumers that run wherever the kernel has them run. */
void measure_many_to_many(struct crew *crew, const struct station *station, struct result *result);

/* A consumer that waits for a message which does not come. */
void measure_idle(struct crew *crew, const struct station *station, struct result *result);

/* --- what they have in common --- */

/* Hires as many producers and consumers as the setting says, to play these parts; `pinned` to a
 * processor each, or wherever the kernel has them run. Returns false if that fails. */
bool hire_players(struct crew *crew, const struct station *station, part *producer, part *consumer,
                  bool pinned);

/* Starts the crew. Returns false if that fails. */
bool start_play(struct crew *crew, const struct setting *setting);

/* Has the crew come to an end, and checks that all that was sent was received, once. */
bool end_play(struct crew *crew, const struct setting *setting);

/* Parts: until the control says stop. A producer says that no more comes if it is the last one. */
void play_producer(const struct station *station);
void play_consumer(const struct station *station);

void make_source(const struct station *station, struct source *source);
void make_sink(const struct station *station, struct sink *sink);

/* Receives, and ends the participant if that fails or what came is not what is to come. */
void receive_checked(const struct station *station, void *channel, struct sink *sink);

#endif
