/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The native methods of the Java class io.shmq.jni.JniBinding: one function each of shmq.h, whose
 * results they return as they are. A handle or an address of memory outside the Java heap is a
 * jlong. What an array holds is copied, never pinned: a pinned array holds up the garbage collector
 * for as long as C takes.
 */
#include <errno.h>
#include <jni.h>
#include <stdint.h>

#include "shmq.h"

/* Longest message that goes through an array, in bytes; Binding.ARRAY_MAX in Java. */
enum { ARRAY_MAX = 16 * 1024 };

#define UNUSED __attribute__((unused))
#define NATIVE(result, name) JNIEXPORT result JNICALL Java_io_shmq_jni_JniBinding_##name
#define CONTEXT JNIEnv *env UNUSED, jobject self UNUSED

_Static_assert(sizeof(jlong) == sizeof(shmq *) && sizeof(jlong) == sizeof(size_t) &&
                   sizeof(jlong) == sizeof(ssize_t),
               "a handle, an address and a length are a jlong");

static shmq *handle(jlong value) {
  return (shmq *)(intptr_t)value;
}

static void *address(jlong value) {
  return (void *)(intptr_t)value;
}

NATIVE(jint, create)
(CONTEXT, jstring name, jint flags, jlong max_messages, jlong max_bytes, jint mode,
 jlongArray queue) {
  const struct shmq_options options = {.size = sizeof options,
                                       .flags = (uint32_t)flags,
                                       .max_messages = max_messages,
                                       .max_bytes = (uint64_t)max_bytes,
                                       .mode = (uint32_t)mode};
  const char *text = (*env)->GetStringUTFChars(env, name, NULL);
  if (!text) {
    return -ENOMEM;
  }
  shmq *created = NULL;
  const int result = shmq_create(text, &options, &created);
  (*env)->ReleaseStringUTFChars(env, name, text);
  const jlong value = (jlong)(intptr_t)created;
  (*env)->SetLongArrayRegion(env, queue, 0, 1, &value);
  return result;
}

NATIVE(jint, open)(CONTEXT, jstring name, jlongArray queue) {
  const char *text = (*env)->GetStringUTFChars(env, name, NULL);
  if (!text) {
    return -ENOMEM;
  }
  shmq *opened = NULL;
  const int result = shmq_open(text, &opened);
  (*env)->ReleaseStringUTFChars(env, name, text);
  const jlong value = (jlong)(intptr_t)opened;
  (*env)->SetLongArrayRegion(env, queue, 0, 1, &value);
  return result;
}

NATIVE(jint, close)(CONTEXT, jlong queue) {
  return shmq_close(handle(queue));
}

NATIVE(jint, unlink)(CONTEXT, jstring name) {
  const char *text = (*env)->GetStringUTFChars(env, name, NULL);
  if (!text) {
    return -ENOMEM;
  }
  const int result = shmq_unlink(text);
  (*env)->ReleaseStringUTFChars(env, name, text);
  return result;
}

NATIVE(jint, put)(CONTEXT, jlong queue, jlong data, jlong length, jlong timeout_ns) {
  return shmq_put(handle(queue), address(data), (size_t)length, timeout_ns);
}

NATIVE(jlong, get)(CONTEXT, jlong queue, jlong buffer, jlong capacity, jlong timeout_ns) {
  return shmq_get(handle(queue), address(buffer), (size_t)capacity, timeout_ns);
}

NATIVE(jint, tryPut)(CONTEXT, jlong queue, jbyteArray array, jint offset, jint length) {
  jbyte message[ARRAY_MAX];
  if (length > ARRAY_MAX) {
    return -EBUSY;
  }
  (*env)->GetByteArrayRegion(env, array, offset, length, message);
  if ((*env)->ExceptionCheck(env)) {
    return -EINVAL;
  }
  return shmq_try_put(handle(queue), message, (size_t)length);
}

NATIVE(jlong, tryGet)(CONTEXT, jlong queue, jbyteArray array, jint offset, jint capacity) {
  jbyte message[ARRAY_MAX];
  const size_t room = capacity < ARRAY_MAX ? (size_t)capacity : ARRAY_MAX;
  const ssize_t length = shmq_try_get(handle(queue), message, room);
  if (length >= 0 && (size_t)length <= room) {
    (*env)->SetByteArrayRegion(env, array, offset, (jsize)length, message);
  }
  return length;
}

NATIVE(jlong, putMany)(CONTEXT, jlong queue, jlong messages, jlong count, jlong timeout_ns) {
  return shmq_put_many(handle(queue), address(messages), (size_t)count, timeout_ns);
}

NATIVE(jlong, getMany)
(CONTEXT, jlong queue, jlong buffer, jlong capacity, jlong lengths, jlong max_count,
 jlong timeout_ns) {
  return shmq_get_many(handle(queue), address(buffer), (size_t)capacity, address(lengths),
                       (size_t)max_count, timeout_ns);
}

NATIVE(jlong, scan)
(CONTEXT, jlong queue, jlong position, jlong buffer, jlong capacity, jlong lengths, jlong positions,
 jlong max_count, jlong timeout_ns) {
  return shmq_scan(handle(queue), address(position), address(buffer), (size_t)capacity,
                   address(lengths), address(positions), (size_t)max_count, timeout_ns);
}

NATIVE(jint, remove)(CONTEXT, jlong queue, jlong position, jlong timeout_ns) {
  return shmq_remove(handle(queue), (uint64_t)position, timeout_ns);
}

NATIVE(jint, reserve)(CONTEXT, jlong queue, jlong length, jlong data, jlong timeout_ns) {
  return shmq_reserve(handle(queue), (size_t)length, address(data), timeout_ns);
}

NATIVE(jint, commit)(CONTEXT, jlong queue, jlong length) {
  return shmq_commit(handle(queue), (size_t)length);
}

NATIVE(jint, abort)(CONTEXT, jlong queue) {
  return shmq_abort(handle(queue));
}

NATIVE(jlong, peek)(CONTEXT, jlong queue, jlong data, jlong timeout_ns) {
  return shmq_peek(handle(queue), address(data), timeout_ns);
}

NATIVE(jint, consume)(CONTEXT, jlong queue) {
  return shmq_consume(handle(queue));
}

NATIVE(jint, release)(CONTEXT, jlong queue) {
  return shmq_release(handle(queue));
}

NATIVE(jint, claim)(CONTEXT, jlong queue, jint ends) {
  return shmq_claim(handle(queue), ends);
}

NATIVE(jint, unclaim)(CONTEXT, jlong queue, jint ends) {
  return shmq_unclaim(handle(queue), ends);
}

NATIVE(jlong, qsize)(CONTEXT, jlong queue) {
  return shmq_qsize(handle(queue));
}

NATIVE(jint, empty)(CONTEXT, jlong queue) {
  return shmq_empty(handle(queue));
}

NATIVE(jint, full)(CONTEXT, jlong queue) {
  return shmq_full(handle(queue));
}

NATIVE(jint, shutdown)(CONTEXT, jlong queue, jint immediate) {
  return shmq_shutdown(handle(queue), immediate);
}

NATIVE(jint, taskDone)(CONTEXT, jlong queue) {
  return shmq_task_done(handle(queue));
}

NATIVE(jint, join)(CONTEXT, jlong queue, jlong timeout_ns) {
  return shmq_join(handle(queue), timeout_ns);
}

NATIVE(jint, stat)(CONTEXT, jlong queue, jlong stat) {
  return shmq_stat(handle(queue), address(stat));
}

NATIVE(jint, check)(CONTEXT, jlong queue) {
  return shmq_check(handle(queue));
}

NATIVE(jlong, maxMessages)(CONTEXT, jlong queue) {
  return shmq_max_messages(handle(queue));
}

NATIVE(jlong, maxLength)(CONTEXT, jlong queue) {
  return shmq_max_length(handle(queue));
}

NATIVE(jint, setSpin)(CONTEXT, jlong queue, jlong spin_ns) {
  return shmq_set_spin(handle(queue), spin_ns);
}

NATIVE(jstring, strerror)(CONTEXT, jint error) {
  return (*env)->NewStringUTF(env, shmq_strerror(error));
}

NATIVE(jstring, version)(CONTEXT) {
  return (*env)->NewStringUTF(env, shmq_version());
}

NATIVE(jlong, address)(CONTEXT, jobject direct) {
  return (jlong)(intptr_t)(*env)->GetDirectBufferAddress(env, direct);
}

NATIVE(void, copy)(CONTEXT, jlong from, jbyteArray array, jint offset, jint length) {
  (*env)->SetByteArrayRegion(env, array, offset, length, address(from));
}
