/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "stream.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#define READ_BYTES ((size_t)65536)

struct channel {
  int input;
  int output;
  size_t bytes; /* of a message */
  size_t room;
  size_t begun; /* bytes of a message whose rest has not come */
  unsigned char *buffer;
};

int open_stream(const struct setting *setting, int input, int output, void **channel) {
  struct channel *own = calloc(1, sizeof *own);
  /* Room for what one read has, behind the beginning of a message. */
  size_t room = setting->bytes + (setting->bytes > READ_BYTES ? setting->bytes : READ_BYTES);
  unsigned char *buffer = aligned_alloc(64, room);
  if (own == NULL || buffer == NULL) {
    free(own);
    free(buffer);
    close(input);
    close(output);
    return -ENOMEM;
  }
  *own = (struct channel){
      .input = input, .output = output, .bytes = setting->bytes, .room = room, .buffer = buffer};
  *channel = own;
  if (setting->wait == SPIN &&
      (fcntl(input, F_SETFL, O_NONBLOCK) != 0 || fcntl(output, F_SETFL, O_NONBLOCK) != 0)) {
    return -errno;
  }
  return 0;
}

void close_stream(void *channel) {
  struct channel *own = channel;
  close(own->input);
  close(own->output);
  free(own->buffer);
  free(own);
}

/* Nothing can be written or read at the moment, or a signal came. */
static bool is_passing(int error) {
  return error == EAGAIN || error == EINTR;
}

int send_bytes_to_stream(void *channel, const void *data) {
  const struct channel *own = channel;
  const unsigned char *message = data;
  for (size_t written = 0; written < own->bytes;) {
    ssize_t length = write(own->output, message + written, own->bytes - written);
    if (length >= 0) {
      written += (size_t)length;
    } else if (!is_passing(errno)) {
      return -errno;
    }
  }
  return 0;
}

/* Hands the whole messages over, and moves the beginning of another to the front. */
static void take_whole_messages(struct channel *own, struct sink *sink) {
  size_t taken = 0;
  for (; own->begun - taken >= own->bytes; taken += own->bytes) {
    take_message(sink, own->buffer + taken, own->bytes);
  }
  own->begun -= taken;
  memmove(own->buffer, own->buffer + taken, own->begun);
}

int send_to_stream(void *channel, struct source *source) {
  return send_bytes_to_stream(channel, next_message(source));
}

int receive_from_stream(void *channel, struct sink *sink) {
  struct channel *own = channel;
  while (own->begun < own->bytes) {
    ssize_t length = read(own->input, own->buffer + own->begun, own->room - own->begun);
    if (length == 0) {
      return -EPIPE;
    }
    if (length > 0) {
      own->begun += (size_t)length;
    } else if (!is_passing(errno)) {
      return -errno;
    }
  }
  take_whole_messages(own, sink);
  return 0;
}
