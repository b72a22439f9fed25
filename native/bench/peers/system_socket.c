/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * A pair of connected Unix sockets. Several consumers cannot share one: a stream has one reader.
 */
#include <errno.h>
#include <sys/socket.h>

#include "stream.h"
#include "systems.h"

static int open_sockets(const struct setting *setting, void **channel) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
    return -errno;
  }
  return open_stream(setting, ends[0], ends[1], channel);
}

const struct system unix_socket = {
    .name = "Unix domain socket",
    .language = "C",
    .waits = {[ONE_WAY] = BIT(SLEEP), [ROUND_TRIP] = BIT(SPIN) | BIT(SLEEP), [IDLE] = BIT(SLEEP)},
    .open = open_sockets,
    .close = close_stream,
    .send = send_to_stream,
    .receive = receive_from_stream,
};
