/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "process.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"
#include "clock.h"

pid_t process_start(process_function *function, void *argument) {
  fflush(stdout);
  const pid_t parent = getpid();
  const pid_t pid = (pid_t)CHECK_CALL(fork());
  if (pid != 0) {
    return pid;
  }
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) {
    _exit(1);
  }
  function(argument);
  fflush(stdout);
  _exit(0);
}

void process_join(pid_t pid) {
  int status;
  CHECK_EQ(waitpid(pid, &status, 0), pid);
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    FAIL("process %d ended with wait status 0x%x", (int)pid, (unsigned)status);
  }
}

void process_kill(pid_t pid) {
  int status;
  CHECK_CALL(kill(pid, SIGKILL));
  do {
    CHECK_EQ(waitpid(pid, &status, __WALL), pid);
  } while (!WIFSIGNALED(status) && !WIFEXITED(status));
}

void process_stop(pid_t pid) {
  int status;
  CHECK_CALL(kill(pid, SIGSTOP));
  CHECK_EQ(waitpid(pid, &status, WUNTRACED), pid);
  CHECK(WIFSTOPPED(status));
}

/* Reads a small file of /proc/TID into `text`, and returns whether there is one. */
static bool read_proc(pid_t tid, const char *file_name, char *text, size_t size) {
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/%s", (int)tid, file_name);
  const int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    return false;
  }
  const ssize_t length = read(file, text, size - 1);
  close(file);
  text[length > 0 ? length : 0] = '\0';
  return length > 0;
}

/* The state is asked for too: one that a tracer or a signal has stopped within the call does not
 * sleep in it. */
bool asleep(pid_t tid) {
  char text[512];
  if (!read_proc(tid, "syscall", text, sizeof text) || strtol(text, NULL, 10) != SYS_futex ||
      !read_proc(tid, "stat", text, sizeof text)) {
    return false;
  }
  const char *behind_name = strrchr(text, ')');
  return behind_name != NULL && behind_name[2] == 'S';
}

void *shared_memory(size_t size) {
  void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  CHECK(memory != MAP_FAILED);
  return memory;
}

void barrier_pass(struct barrier *barrier, unsigned parties) {
  atomic_fetch_add(&barrier->arrived, 1);
  WAIT_UNTIL(atomic_load(&barrier->arrived) >= parties);
}
