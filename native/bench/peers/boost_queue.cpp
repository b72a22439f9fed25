/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "boost_queue.h"

#include <unistd.h>

#include <boost/interprocess/ipc/message_queue.hpp>
#include <boost/version.hpp>
#include <cerrno>
#include <exception>
#include <new>
#include <string>

using boost::interprocess::message_queue;

namespace {

message_queue *queue_of(void *queue) {
  return static_cast<message_queue *>(queue);
}

// What Boost throws does not leave this file.
template <typename Call>
int without_exceptions(Call call) {
  try {
    call();
    return 0;
  } catch (const boost::interprocess::interprocess_exception &exception) {
    return exception.get_native_error() > 0 ? -exception.get_native_error() : -EIO;
  } catch (const std::bad_alloc &) {
    return -ENOMEM;
  } catch (const std::exception &) {
    return -EIO;
  }
}

}  // namespace

int boost_queue_open(size_t messages, size_t bytes, void **queue) {
  static unsigned number;
  return without_exceptions([&] {
    std::string name =
        "shmq-bench-peers-" + std::to_string(getpid()) + "-" + std::to_string(number++);
    *queue = new message_queue(boost::interprocess::create_only, name.c_str(), messages, bytes);
    // Children inherit the memory.
    message_queue::remove(name.c_str());
  });
}

void boost_queue_close(void *queue) {
  delete queue_of(queue);
}

int boost_queue_send(void *queue, const void *data, size_t bytes) {
  return without_exceptions([&] { queue_of(queue)->send(data, bytes, 0); });
}

int boost_queue_receive(void *queue, void *buffer, size_t bytes, size_t *length) {
  return without_exceptions([&] {
    unsigned priority;
    queue_of(queue)->receive(buffer, bytes, *length, priority);
  });
}

int boost_queue_send_polling(void *queue, const void *data, size_t bytes) {
  return without_exceptions([&] {
    while (!queue_of(queue)->try_send(data, bytes, 0)) {
    }
  });
}

int boost_queue_receive_polling(void *queue, void *buffer, size_t bytes, size_t *length) {
  return without_exceptions([&] {
    unsigned priority;
    while (!queue_of(queue)->try_receive(buffer, bytes, *length, priority)) {
    }
  });
}

const char *boost_queue_version() {
  return BOOST_LIB_VERSION;
}
