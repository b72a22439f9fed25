/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "stepper.h"

#include <elf.h>
#include <errno.h>
#include <linux/futex.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"
#include "clock.h"
#include "exclusive.h"
#include "runner.h"

static bool tracing_allowed(void) {
  const pid_t pid = (pid_t)CHECK_CALL(fork());
  if (pid == 0) {
    if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) != 0) {
      _exit(1);
    }
    raise(SIGSTOP);
    _exit(0);
  }
  int status;
  CHECK_EQ(waitpid(pid, &status, 0), pid);
  if (WIFEXITED(status)) {
    return false;
  }
  CHECK_CALL(ptrace(PTRACE_CONT, pid, NULL, NULL));
  CHECK_EQ(waitpid(pid, &status, 0), pid);
  return true;
}

void stepper_begin(void) {
  if (!tracing_allowed()) {
    skip("processes may not be traced here (ptrace: not permitted)");
  }
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET((size_t)CHECK_CALL(sched_getcpu()), &one);
  CHECK_CALL(sched_setaffinity(0, sizeof one, &one));
}

/* Waits until the victim stops, which must be for `signal`. */
static void expect_stop(const struct victim *victim, int signal) {
  int status;
  CHECK_EQ(waitpid(victim->pid, &status, __WALL), victim->pid);
  if (!WIFSTOPPED(status) || WSTOPSIG(status) != signal) {
    FAIL("victim has wait status 0x%x, expected a stop by signal %d", (unsigned)status, signal);
  }
}

struct start {
  struct victim *victim;
  process_function *prepare;
  process_function *function;
  void *argument;
};

static void run_victim(void *argument) {
  const struct start *start = argument;
  if (start->prepare != NULL) {
    start->prepare(start->argument);
  }
  CHECK_CALL(ptrace(PTRACE_TRACEME, 0, NULL, NULL));
  raise(SIGSTOP);
  start->function(start->argument);
  atomic_store(start->victim->left, true);
  /* Its tracer has no use for it any more, and kills it. */
  for (;;) {
    pause();
  }
}

void victim_start(struct victim *victim, process_function *prepare, process_function *function,
                  void *argument) {
  if (victim->left == NULL) {
    victim->left = shared_memory(sizeof *victim->left);
  }
  atomic_store(victim->left, false);
  struct start start = {victim, prepare, function, argument};
  victim->pid = process_start(run_victim, &start);
  expect_stop(victim, SIGSTOP);
  CHECK_CALL(
      ptrace(PTRACE_SETOPTIONS, victim->pid, NULL, PTRACE_O_EXITKILL | PTRACE_O_TRACESYSGOOD));
}

bool victim_step(struct victim *victim) {
  if (atomic_load(victim->left)) {
    return false;
  }
  struct exclusive pair;
  const bool exclusive = exclusive_begin(&pair, victim->pid);
  CHECK_CALL(ptrace(exclusive ? PTRACE_CONT : PTRACE_SINGLESTEP, victim->pid, NULL, NULL));
  expect_stop(victim, SIGTRAP);
  if (exclusive) {
    exclusive_end(&pair, victim->pid);
  }
  return !atomic_load(victim->left);
}

bool victim_runs(const struct victim *victim) {
  return !atomic_load(victim->left);
}

bool victim_at_system_call(const struct victim *victim) {
  struct user_regs_struct registers;
  struct iovec all = {&registers, sizeof registers};
  CHECK_CALL(ptrace(PTRACE_GETREGSET, victim->pid, NT_PRSTATUS, &all));
#if defined(__x86_64__)
  const uint64_t counter = registers.rip;
  const uint64_t instruction = 0x050f;
  const uint64_t mask = 0xffff;
#else
  const uint64_t counter = registers.pc;
  const uint64_t instruction = 0xd4000001;
  const uint64_t mask = 0xffffffff;
#endif
  /* The library's function returns the word and not a status. */
  errno = 0;
  const long word = ptrace(PTRACE_PEEKTEXT, victim->pid, counter, NULL);
  CHECK_EQ(errno, 0);
  return ((uint64_t)word & mask) == instruction;
}

uint64_t victim_steps(struct victim *victim, uint64_t count) {
  uint64_t done = 0;
  while (done < count && victim_step(victim)) {
    done++;
  }
  return done;
}

bool victim_step_until(struct victim *victim, condition_function *condition, void *argument) {
  while (!condition(argument)) {
    if (!victim_step(victim)) {
      return false;
    }
  }
  return true;
}

static void run_to_system_call(const struct victim *victim) {
  CHECK_CALL(ptrace(PTRACE_SYSCALL, victim->pid, NULL, NULL));
}

#define SYSTEM_CALL_STOP (SIGTRAP | 0x80) /* PTRACE_O_TRACESYSGOOD */

bool victim_next_system_call(struct victim *victim) {
  run_to_system_call(victim);
  expect_stop(victim, SYSTEM_CALL_STOP);
  return !atomic_load(victim->left);
}

static bool enters_futex_wait(const struct victim *victim) {
  struct __ptrace_syscall_info info;
  CHECK_CALL(ptrace(PTRACE_GET_SYSCALL_INFO, victim->pid, sizeof info, &info));
  if (info.op != PTRACE_SYSCALL_INFO_ENTRY || info.entry.nr != SYS_futex) {
    return false;
  }
  const int operation = (int)info.entry.args[1] & FUTEX_CMD_MASK;
  return operation == FUTEX_WAIT || operation == FUTEX_WAIT_BITSET;
}

/* Waits until the victim sleeps or stands behind the system call. Returns whether it sleeps. */
static bool sleeps_in_call(struct victim *victim) {
  while (!victim_awake(victim)) {
    if (asleep(victim->pid)) {
      return true;
    }
    yield_briefly();
  }
  return false;
}

void victim_fall_asleep(struct victim *victim) {
  for (;;) {
    CHECK(victim_next_system_call(victim));
    if (enters_futex_wait(victim)) {
      run_to_system_call(victim);
      if (sleeps_in_call(victim)) {
        return;
      }
    }
  }
}

bool victim_awake(struct victim *victim) {
  int status;
  const pid_t stopped = waitpid(victim->pid, &status, __WALL | WNOHANG);
  CHECK_CALL(stopped);
  return stopped == victim->pid;
}

void victim_kill(struct victim *victim) {
  process_kill(victim->pid);
}

void victim_leave_stopped(struct victim *victim) {
  CHECK_CALL(ptrace(PTRACE_DETACH, victim->pid, NULL, SIGSTOP));
  int status;
  CHECK_EQ(waitpid(victim->pid, &status, WUNTRACED), victim->pid);
  CHECK(WIFSTOPPED(status));
}
