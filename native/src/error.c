/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <errno.h>

#include "shmq.h"

const char *shmq_version(void) {
  return SHMQ_VERSION;
}

const char *shmq_strerror(int error) {
  switch (error < 0 ? -error : error) {
    case 0:
      return "Success.";
    case EACCES:
      return "Permission denied: the queue's mode does not let this user read and write it.";
    case EAGAIN:
      return "At this moment the queue has no message to get, no room for the message to put, or "
             "tasks that are not done.";
    case EBADF:
      return "The queue is closed, or was never opened, in this process: open it again.";
    case EBUSY:
      return "Another handle has claimed this end of the queue, or its lock is held by a process "
             "that does not run: try again, or give a timeout.";
    case EDEADLK:
      return "This thread is between shmq_reserve and shmq_commit, or shmq_peek and shmq_consume, "
             "on this queue: end that first.";
    case EEXIST:
      return "A queue of this name exists already: open it, or unlink it first.";
    case EINVAL:
      return "Invalid argument: a name has 1 to 200 of A-Z a-z 0-9 . _ - and begins with a letter "
             "or digit; pointers are not NULL; timeouts are 0, positive, or SHMQ_FOREVER.";
    case EMFILE:
      return "This process has too many open files: close some, or raise its limit (ulimit -n).";
    case EMSGSIZE:
      return "The message is longer than what is to hold it: give a larger buffer, reserve more, "
             "or create the queue with a larger max_bytes.";
    case ENFILE:
      return "The host has too many open files: raise the limit (fs.file-max).";
    case ENOENT:
      return "There is no queue of this name on this host: create it first.";
    case ENOMEM:
      return "This process is out of memory, of address space, or of queue handles.";
    case ENOSPC:
      return "/dev/shm is full: remove what is no longer needed there, or enlarge it (mount -o "
             "remount,size=..., docker run --shm-size=...).";
    case EPERM:
      return "There is nothing to end: this thread has not reserved or peeked, or this handle has "
             "not claimed, what the call is to let go.";
    case EPROTO:
      return "What has the queue's name is not a queue of this version of shmq, or is damaged: "
             "unlink it and create it again.";
    case ESHUTDOWN:
      return "The queue is shut down: nothing can be put any more, and nothing is left to get.";
    case ETIMEDOUT:
      return "The time given to the call passed before there was a message to get, room to put, or "
             "an end of the tasks.";
    case EXDEV:
      return "The queue was made in another PID namespace or with another C library or word size: "
             "locks do not work across these; create it on this side.";
    default:
      return "The system refused the call for a reason that shmq has no advice for.";
  }
}
