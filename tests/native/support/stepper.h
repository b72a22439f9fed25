/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Runs a function in a process that is traced, instruction by instruction, so that it can be killed
 * or stopped between any two of them.
 */
#ifndef TEST_STEPPER_H
#define TEST_STEPPER_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "process.h"

/* What a tracer waits for, in memory that it shares with the victim. */
typedef bool condition_function(void *argument);

struct victim {
  pid_t pid;
  _Atomic bool *left; /* it has left its function; shared with it */
};

/* Skips the case if processes may not be traced here; then keeps this process and the victims it
 * starts on one processor, where a step takes a quarter of the time. */
void stepper_begin(void);

/* Starts a victim. It runs `prepare` (if not NULL) at full speed and stands before `function`. One
 * victim after the other may use the same struct, which begins as zero. */
void victim_start(struct victim *victim, process_function *prepare, process_function *function,
                  void *argument);

/* One instruction, or one system call, or one pair of exclusive instructions. Returns false if the
 * victim has left its function. */
bool victim_step(struct victim *victim);

/* Whether the victim has not left its function yet. */
bool victim_runs(const struct victim *victim);

/* Whether its next instruction is a system call. */
bool victim_at_system_call(const struct victim *victim);

/* Up to `count` instructions, fewer if it leaves its function. Returns how many it did. */
uint64_t victim_steps(struct victim *victim, uint64_t count);

/* Steps until the condition holds. Returns false if the victim left its function before. */
bool victim_step_until(struct victim *victim, condition_function *condition, void *argument);

/* Lets it run up to the next entry to or exit from a system call. Returns false if it has left its
 * function. */
bool victim_next_system_call(struct victim *victim);

/* Lets it run until it sleeps in a futex. */
void victim_fall_asleep(struct victim *victim);

/* After victim_fall_asleep: whether it has been woken and stands behind its sleep. */
bool victim_awake(struct victim *victim);

/* SIGKILL; returns when it is gone. */
void victim_kill(struct victim *victim);

/* Ends the tracing and leaves it stopped as by SIGSTOP. */
void victim_leave_stopped(struct victim *victim);

#endif
