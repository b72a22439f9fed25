/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The first process of the emulated machine: runs the program that the kernel's command line names
 * behind "--", says on the console how it ended, and switches the machine off.
 */
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"

static void mount_at(const char *type, const char *directory) {
  CHECK(mkdir(directory, 0755) == 0 || access(directory, F_OK) == 0);
  CHECK_CALL(mount(type, directory, type, 0, NULL));
}

static void prepare_machine(void) {
  mount_at("devtmpfs", "/dev");
  mount_at("tmpfs", "/dev/shm");
  mount_at("proc", "/proc");
  mount_at("sysfs", "/sys");
}

/* Orphans come to the first process too. */
static int wait_for(pid_t program) {
  for (;;) {
    int status;
    if (CHECK_CALL(wait(&status)) == program) {
      return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
  }
}

int main(int argc, char **argv) {
  CHECK(argc > 1);
  prepare_machine();
  const pid_t program = (pid_t)CHECK_CALL(fork());
  if (program == 0) {
    execv(argv[1], argv + 1);
    FAIL("%s cannot be run", argv[1]);
  }
  /* The last line on the console, which the script beside this file looks for. */
  printf("exit status %d\n", wait_for(program));
  fflush(stdout);
  sync();
  reboot(RB_POWER_OFF);
}
