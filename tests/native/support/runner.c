/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "runner.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "check.h"
#include "clock.h"
#include "names.h"
#include "random.h"
#include "share.h"

#define SKIPPED 77

/* A machine on which a share of a test is run has so many times as long for each case. */
#define SLOWER 3

void skip(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  printf("SKIPPED: ");
  vprintf(format, arguments);
  printf("\n");
  fflush(stdout);
  va_end(arguments);
  _exit(SKIPPED);
}

static pid_t start_case(const struct test_case *test, const sigset_t *child_ended) {
  fflush(stdout);
  const pid_t pid = (pid_t)CHECK_CALL(fork());
  if (pid != 0) {
    setpgid(pid, pid);
    return pid;
  }
  setpgid(0, 0);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  sigprocmask(SIG_UNBLOCK, child_ended, NULL);
  test->run();
  /* exit, not _exit: lets a sanitizer look for leaks */
  exit(0);
}

/* Waits for the process until the deadline. Returns whether it ended. */
static bool wait_for(pid_t pid, int64_t deadline, const sigset_t *child_ended, int *status) {
  for (;;) {
    if (waitpid(pid, status, WNOHANG) == pid) {
      return true;
    }
    const int64_t left = deadline - now();
    if (left <= 0) {
      return false;
    }
    const struct timespec timeout = {left / SECOND, left % SECOND};
    sigtimedwait(child_ended, NULL, &timeout);
  }
}

/* Kills what is left of the case's processes and returns whether anything was. */
static bool end_group(pid_t group) {
  while (waitpid(-1, NULL, WNOHANG) > 0) {
  }
  const bool left = kill(-group, 0) == 0 || errno == EPERM;
  kill(-group, SIGKILL);
  /* The program is the subreaper: orphans of the case are its children. */
  while (waitpid(-1, NULL, 0) > 0 || errno == EINTR) {
  }
  return left;
}

enum outcome { PASSED, FAILED, NOT_RUN };

/* Most of a case is not what a share shortens. */
static int seconds_for(const struct test_case *test) {
  return test_share() > 1 ? SLOWER * test->seconds : test->seconds;
}

static enum outcome run_case(const struct test_case *test, const sigset_t *child_ended) {
  const int64_t start = now();
  int status = 0;
  const pid_t pid = start_case(test, child_ended);
  const bool ended = wait_for(pid, start + seconds_for(test) * SECOND, child_ended, &status);
  const bool processes_left = end_group(pid);
  const size_t objects_left = names_remove_leftovers();
  const double seconds = (double)(now() - start) / (double)SECOND;

  const bool exited = ended && WIFEXITED(status);
  if (exited && WEXITSTATUS(status) == SKIPPED) {
    printf("skipped %s\n", test->name);
    return NOT_RUN;
  }
  const bool passed = exited && WEXITSTATUS(status) == 0 && !processes_left && objects_left == 0;
  if (passed) {
    printf("ok      %s, %.3f s\n", test->name, seconds);
    return PASSED;
  }
  printf("FAILED  %s, %.3f s: ", test->name, seconds);
  if (!ended) {
    printf("not done within %d s\n", seconds_for(test));
  } else if (WIFSIGNALED(status)) {
    printf("killed by signal %d (%s)\n", WTERMSIG(status), strsignal(WTERMSIG(status)));
  } else if (WEXITSTATUS(status) != 0) {
    printf("exit status %d\n", WEXITSTATUS(status));
  } else {
    printf("left %s behind\n", processes_left ? "processes" : "objects in " SHM_DIRECTORY);
  }
  return FAILED;
}

static bool chosen(const struct test_case *test, int argc, char **argv) {
  if (argc == 0) {
    return true;
  }
  for (int i = 0; i < argc; i++) {
    if (strcmp(argv[i], test->name) == 0) {
      return true;
    }
  }
  return false;
}

static uint64_t choose_seed(int *argc, char ***argv) {
  const char *text = getenv("SHMQ_TEST_SEED");
  if (*argc >= 2 && strcmp((*argv)[0], "--seed") == 0) {
    text = (*argv)[1];
    *argc -= 2;
    *argv += 2;
  }
  return text != NULL ? strtoull(text, NULL, 0) : (uint64_t)now();
}

int run_cases(int argc, char **argv, const struct test_case *cases, size_t count) {
  sigset_t child_ended;
  sigemptyset(&child_ended);
  sigaddset(&child_ended, SIGCHLD);
  sigprocmask(SIG_BLOCK, &child_ended, NULL);
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  /* What a case has printed is not lost when a check ends it. */
  setvbuf(stdout, NULL, _IOLBF, 0);
  names_start(argv[0]);
  argc--;
  argv++;
  random_set_seed(choose_seed(&argc, &argv));
  printf("seed %" PRIu64 "\n", random_seed());

  size_t passed = 0;
  size_t failed = 0;
  for (size_t i = 0; i < count; i++) {
    if (chosen(&cases[i], argc, argv)) {
      const enum outcome outcome = run_case(&cases[i], &child_ended);
      passed += outcome == PASSED;
      failed += outcome == FAILED;
    }
  }
  if (failed > 0) {
    printf("%zu failed; repeat with --seed %" PRIu64 "\n", failed, random_seed());
    return 1;
  }
  return passed > 0 ? 0 : SKIPPED;
}
