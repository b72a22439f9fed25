/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "noise.h"

#include <stdio.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "clock.h"
#include "machine.h"

/* Guests' time is in user time already. Idle and iowait are left out. */
static double busy_ticks(const char *figures) {
  unsigned long long user;
  unsigned long long nice;
  unsigned long long system;
  unsigned long long interrupts;
  unsigned long long soft_interrupts;
  unsigned long long stolen;
  if (sscanf(figures, "%llu %llu %llu %*u %*u %llu %llu %llu", &user, &nice, &system, &interrupts,
             &soft_interrupts, &stolen) != 6) {
    return 0;
  }
  return (double)(user + nice + system + interrupts + soft_interrupts + stolen);
}

static bool is_of_pair(int processor) {
  return processor == processors[0] || processor == processors[1];
}

static double busy_ns(bool (*counts)(int processor)) {
  FILE *file = fopen("/proc/stat", "re");
  if (file == NULL) {
    return 0;
  }
  double ticks = 0;
  char line[512];
  while (fgets(line, sizeof line, file) != NULL) {
    int processor;
    int length;
    if (sscanf(line, "cpu%d%n", &processor, &length) == 1 && counts(processor)) {
      ticks += busy_ticks(line + length);
    }
  }
  fclose(file);
  return ticks * (double)NS_PER_S / (double)sysconf(_SC_CLK_TCK);
}

static double nanoseconds_of(struct timeval time) {
  return (double)time.tv_sec * 1e9 + (double)time.tv_usec * 1e3;
}

static double own_ns(int who) {
  struct rusage usage;
  getrusage(who, &usage);
  return nanoseconds_of(usage.ru_utime) + nanoseconds_of(usage.ru_stime);
}

double run_time_of_ns(uint64_t pid) {
  clockid_t clock;
  struct timespec time;
  if (clock_getcpuclockid((pid_t)pid, &clock) != 0 || clock_gettime(clock, &time) != 0) {
    return 0;
  }
  return (double)nanoseconds(&time);
}

double run_time_ns(const struct board *board) {
  double sum = 0;
  for (int i = 0; i < PARTICIPANTS_MAX; i++) {
    uint64_t pid = atomic_load(&board->participants[i].pid);
    sum += pid != 0 ? run_time_of_ns(pid) : 0;
  }
  return sum;
}

struct usage usage_of_pair(const struct board *board) {
  struct usage usage = {.time_ns = now_ns()};
  usage.busy_ns = busy_ns(is_of_pair);
  usage.own_ns = run_time_ns(board) + own_ns(RUSAGE_SELF);
  return usage;
}

struct usage usage_of_all(void) {
  struct usage usage = {.time_ns = now_ns()};
  usage.busy_ns = busy_ns(processor_is_allowed);
  usage.own_ns = own_ns(RUSAGE_CHILDREN) + own_ns(RUSAGE_SELF);
  return usage;
}

double noise_between(const struct usage *begin, const struct usage *end, int processors_used) {
  double others = (end->busy_ns - begin->busy_ns) - (end->own_ns - begin->own_ns);
  return others / ((double)(end->time_ns - begin->time_ns) * processors_used);
}
