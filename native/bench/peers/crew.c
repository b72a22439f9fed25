/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "crew.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "clock.h"
#include "machine.h"
#include "program.h"

#define POLL_NS (NS_PER_S / 1000)

void say_failure(char *failure, size_t size, const char *format, ...) {
  if (failure[0] != '\0') {
    return;
  }
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(failure, size, format, arguments);
  va_end(arguments);
}

int open_crew(struct crew *crew, struct board *board, double patience, char *failure,
              size_t failure_size) {
  *crew = (struct crew){
      .board = board, .patience = patience, .failure = failure, .failure_size = failure_size};
  return pipe2(crew->gate, O_CLOEXEC) == 0 ? 0 : -errno;
}

/* In a child. */
static void stay_with(pid_t parent) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) {
    _exit(EXIT_FAILURE);
  }
}

/* Returns the child's pid in the parent, 0 in the child, or a negative errno value. */
static pid_t fork_child(struct crew *crew, bool leads_group) {
  if (crew->count == PARTICIPANTS_MAX) {
    return -EAGAIN;
  }
  fflush(NULL);
  pid_t parent = getpid();
  pid_t child = fork();
  if (child < 0) {
    return -errno;
  }
  if (child == 0) {
    stay_with(parent);
    if (leads_group) {
      setpgid(0, 0);
    }
    close(crew->gate[1]);
    return 0;
  }
  if (leads_group) {
    setpgid(child, child);
  }
  crew->pids[crew->count] = child;
  crew->leads_group[crew->count++] = leads_group;
  return child;
}

int hire(struct crew *crew, const struct station *station, part *play, int processor) {
  pid_t child = fork_child(crew, false);
  if (child != 0) {
    return child < 0 ? child : 0;
  }
  pin(processor);
  struct station own = *station;
  own.gate = crew->gate[0];
  play(&own);
  _exit(EXIT_SUCCESS);
}

int hire_program(struct crew *crew, const struct station *station, const struct program *program) {
  pid_t child = fork_child(crew, true);
  if (child != 0) {
    return child < 0 ? child : 0;
  }
  struct station own = *station;
  own.gate = crew->gate[0];
  fcntl(own.gate, F_SETFD, 0);
  fcntl(own.descriptor, F_SETFD, 0);
  program->become(&own);
  _exit(EXIT_FAILURE);
}

static void note_end(struct crew *crew, int index, int status) {
  crew->ended[index] = true;
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) {
    return;
  }
  for (int i = 0; i < PARTICIPANTS_MAX; i++) {
    const char *reason = crew->board->participants[i].failure;
    if (reason[0] != '\0') {
      say_failure(crew->failure, crew->failure_size, "%.*s",
                  (int)sizeof crew->board->participants[i].failure, reason);
    }
  }
  if (WIFSIGNALED(status)) {
    say_failure(crew->failure, crew->failure_size, "a participant was killed by signal=%d (%s)",
                WTERMSIG(status), strsignal(WTERMSIG(status)));
  }
  say_failure(crew->failure, crew->failure_size, "a participant ended with status=%d",
              WEXITSTATUS(status));
}

/* Returns how many have not ended. */
static int look_who_ended(struct crew *crew) {
  int left = 0;
  for (int i = 0; i < crew->count; i++) {
    int status;
    if (!crew->ended[i] && waitpid(crew->pids[i], &status, WNOHANG) == crew->pids[i]) {
      note_end(crew, i, status);
    }
    left += !crew->ended[i];
  }
  return left;
}

bool crew_is_well(struct crew *crew) {
  look_who_ended(crew);
  return crew->failure[0] == '\0';
}

static int count_ready(const struct board *board) {
  int ready = 0;
  for (int i = 0; i < PARTICIPANTS_MAX; i++) {
    ready += atomic_load(&board->participants[i].pid) != 0;
  }
  return ready;
}

static int64_t end_of_patience(const struct crew *crew) {
  return now_ns() + (int64_t)(crew->patience * (double)NS_PER_S);
}

bool start_crew(struct crew *crew, int participants) {
  int64_t deadline = end_of_patience(crew);
  int ready;
  while ((ready = count_ready(crew->board)) < participants) {
    if (now_ns() > deadline) {
      say_failure(crew->failure, crew->failure_size,
                  "not all participants were ready in time: ready=%d participants=%d seconds=%g",
                  ready, participants, crew->patience);
    }
    if (!crew_is_well(crew)) {
      return false;
    }
    sleep_ns(POLL_NS);
  }
  close(crew->gate[1]);
  crew->gate[1] = -1;
  return true;
}

uint64_t received_by(const struct participant *first, int count) {
  uint64_t received = 0;
  for (int i = 0; i < count; i++) {
    received += atomic_load(&first[i].received);
  }
  return received;
}

bool await_message(struct crew *crew, const struct participant *first, int count, uint64_t seen) {
  int64_t deadline = end_of_patience(crew);
  while (received_by(first, count) <= seen && crew_is_well(crew)) {
    if (now_ns() > deadline) {
      say_failure(crew->failure, crew->failure_size,
                  "participants hang: no message came for seconds=%g", crew->patience);
    }
    sleep_ns(POLL_NS);
  }
  return crew_is_well(crew);
}

bool end_crew(struct crew *crew) {
  int64_t deadline = end_of_patience(crew);
  int left;
  while ((left = look_who_ended(crew)) > 0 && crew->failure[0] == '\0') {
    if (now_ns() > deadline) {
      say_failure(crew->failure, crew->failure_size,
                  "participants hang: left=%d of=%d seconds=%g after the end", left, crew->count,
                  crew->patience);
    }
    sleep_ns(POLL_NS);
  }
  return crew->failure[0] == '\0';
}

void close_crew(struct crew *crew) {
  for (int i = 0; i < crew->count; i++) {
    if (crew->leads_group[i] && crew->failure[0] != '\0') {
      kill(-crew->pids[i], SIGKILL);
    }
    if (!crew->ended[i]) {
      kill(crew->pids[i], SIGKILL);
      waitpid(crew->pids[i], NULL, 0);
      crew->ended[i] = true;
    }
  }
  close(crew->gate[0]);
  if (crew->gate[1] >= 0) {
    close(crew->gate[1]);
  }
}

void await_start(const struct station *station) {
  atomic_store(&station->self->pid, (uint64_t)getpid());
  char byte;
  while (read(station->gate, &byte, 1) < 0 && errno == EINTR) {
  }
}

void give_up(const struct station *station, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(station->self->failure, sizeof station->self->failure, format, arguments);
  va_end(arguments);
  _exit(EXIT_FAILURE);
}

void must(const struct station *station, const char *what, int result) {
  if (result < 0) {
    give_up(station, "%s failed: error=%d (%s)", what, -result, strerror(-result));
  }
}
