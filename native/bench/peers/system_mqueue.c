/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "systems.h"

#define LIMITS "/proc/sys/fs/mqueue/"

struct channel {
  mqd_t queue;
  size_t bytes;
  char *buffer;
};

/* Returns 0 if there is no such limit, as where the kernel has no message queues. */
static long limit(const char *file) {
  FILE *stream = fopen(file, "re");
  long value = 0;
  if (stream != NULL) {
    if (fscanf(stream, "%ld", &value) != 1) {
      value = 0;
    }
    fclose(stream);
  }
  return value;
}

static const char *unavailable(const struct setting *setting) {
  static char reason[160];
  long most = limit(LIMITS "msgsize_max");
  if (most == 0) {
    return "the kernel has no POSIX message queues (no " LIMITS ")";
  }
  snprintf(reason, sizeof reason,
           "messages have no more than %ld bytes here (" LIMITS
           "msgsize_max); longer ones are left out",
           most);
  return (long)setting->bytes > most ? reason : NULL;
}

static int open_queue(const struct setting *setting, void **channel) {
  static unsigned number;
  char name[64];
  snprintf(name, sizeof name, "/shmq-bench-peers-%ld-%u", (long)getpid(), number++);
  struct channel *own = calloc(1, sizeof *own);
  char *buffer = aligned_alloc(64, setting->bytes);
  if (own == NULL || buffer == NULL) {
    free(own);
    free(buffer);
    return -ENOMEM;
  }
  /* As many messages as anyone may have. */
  struct mq_attr attributes = {.mq_maxmsg = limit(LIMITS "msg_max"),
                               .mq_msgsize = (long)setting->bytes};
  int flags = O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | (setting->wait == SPIN ? O_NONBLOCK : 0);
  *own = (struct channel){
      .queue = mq_open(name, flags, 0600, &attributes), .bytes = setting->bytes, .buffer = buffer};
  if (own->queue == (mqd_t)-1) {
    int error = -errno;
    free(buffer);
    free(own);
    return error;
  }
  mq_unlink(name);
  *channel = own;
  return 0;
}

static void close_queue(void *channel) {
  struct channel *own = channel;
  mq_close(own->queue);
  free(own->buffer);
  free(own);
}

static int send(void *channel, struct source *source) {
  const struct channel *own = channel;
  const char *message = next_message(source);
  while (mq_send(own->queue, message, own->bytes, 0) != 0) {
    if (errno != EAGAIN && errno != EINTR) {
      return -errno;
    }
  }
  return 0;
}

static int receive(void *channel, struct sink *sink) {
  const struct channel *own = channel;
  ssize_t length;
  while ((length = mq_receive(own->queue, own->buffer, own->bytes, NULL)) < 0) {
    if (errno != EAGAIN && errno != EINTR) {
      return -errno;
    }
  }
  take_message(sink, own->buffer, (size_t)length);
  return 0;
}

const struct system message_queue = {
    .name = "POSIX message queue",
    .language = "C",
    .waits = {[ONE_WAY] = BIT(SLEEP),
              [ROUND_TRIP] = BIT(SPIN) | BIT(SLEEP),
              [MANY_TO_MANY] = BIT(SLEEP),
              [IDLE] = BIT(SLEEP)},
    .unavailable = unavailable,
    .open = open_queue,
    .close = close_queue,
    .send = send,
    .receive = receive,
};
