/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "segment.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "clock.h"
#include "lock.h"
#include "memory.h"
#include "ring.h"

#define DEFAULT_MODE 0600
#define FD_PATH_MAX 32

/* The start time in /proc/PID/stat. */
#define START_FIELD 22

/* Whoever keeps others from attaching is about to unlink the object and needs microseconds. */
#define ATTACH_TRIES 1000

/* --- who is there --- */

static int presence_lock(int fd, enum presence_byte byte, short type) {
  struct flock lock = {.l_type = type, .l_whence = SEEK_SET, .l_start = byte, .l_len = 1};
  if (fcntl(fd, F_OFD_SETLK, &lock) == 0) {
    return 0;
  }
  return errno == EAGAIN || errno == EACCES ? -EBUSY : -errno;
}

int presence_claim(const struct mapping *mapping, enum presence_byte byte) {
  return presence_lock(mapping->fd, byte, F_WRLCK);
}

void presence_let_go(const struct mapping *mapping, enum presence_byte byte) {
  presence_lock(mapping->fd, byte, F_UNLCK);
}

bool presence_of_others(const struct mapping *mapping, enum presence_byte byte) {
  struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = byte, .l_len = 1};
  /* When in doubt, somebody is. */
  return fcntl(mapping->fd, F_OFD_GETLK, &lock) != 0 || lock.l_type != F_UNLCK;
}

/* --- the object --- */

static int path_of(const char *name, char path[OBJECT_PATH_MAX]) {
  static const char first[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  static const char others[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
  if (name == NULL || strnlen(name, SHMQ_NAME_MAX + 1) > SHMQ_NAME_MAX ||
      strspn(name, first) == 0 || name[strspn(name, others)] != '\0') {
    return -EINVAL;
  }
  snprintf(path, OBJECT_PATH_MAX, OBJECT_DIRECTORY "/shmq.%s", name);
  return 0;
}

/* FNV-1a over everything before the checksum: against chance, not against malice. */
static uint64_t identity_checksum(const struct identity *identity) {
  const uint8_t *bytes = (const uint8_t *)identity;
  uint64_t hash = UINT64_C(0xcbf29ce484222325);
  for (size_t i = 0; i < offsetof(struct identity, checksum); i++) {
    hash = (hash ^ bytes[i]) * UINT64_C(0x100000001b3);
  }
  return hash;
}

static int pid_namespace(uint64_t *inode) {
  struct stat status;
  if (stat("/proc/self/ns/pid", &status) != 0) {
    return -errno;
  }
  *inode = status.st_ino;
  return 0;
}

/* Start time of this process, as /proc tells it: with the pid it names one process for good. */
static uint64_t own_start(void) {
  char text[1024];
  int fd = open("/proc/self/stat", O_RDONLY | O_CLOEXEC);
  ssize_t length = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
  if (fd >= 0) {
    close(fd);
  }
  text[length > 0 ? length : 0] = '\0';
  /* Field 2 is the program's name, in parentheses, and may contain anything. */
  const char *field = strrchr(text, ')');
  for (int number = 2; field != NULL && number < START_FIELD; number++) {
    field = strchr(field + 1, ' ');
  }
  if (field == NULL) {
    return 0;
  }
  /* glibc 2.38 has another strtoull(), which the library would come to need. */
  uint64_t start = 0;
  for (field++; *field >= '0' && *field <= '9'; field++) {
    start = 10 * start + (uint64_t)(*field - '0');
  }
  return start;
}

static int identity_make(const struct shmq_options *options, uint64_t ring_size,
                         struct identity *identity) {
  *identity = (struct identity){
      .layout_version = LAYOUT_VERSION,
      .byte_order = BYTE_ORDER_MARK,
      .header_size = HEADER_SIZE,
      .word_size = sizeof(void *),
      .mutex_library = MUTEX_LIBRARY,
      .mutex_size = sizeof(pthread_mutex_t),
      .ring_size = ring_size,
      .max_messages = options->max_messages > 0 ? (uint64_t)options->max_messages : 0,
      .creator_start = own_start(),
      .flags = options->flags,
      .creator_pid = (uint32_t)getpid(),
  };
  memcpy(identity->magic, MAGIC, sizeof identity->magic);
  int result = pid_namespace(&identity->pid_namespace);
  identity->checksum = identity_checksum(identity);
  return result;
}

static bool is_ring_size(uint64_t size) {
  return size >= RING_SIZE_MIN && size <= RING_SIZE_MAX && (size & (size - 1)) == 0;
}

static int identity_check(const struct identity *identity, off_t file_size) {
  if (memcmp(identity->magic, MAGIC, sizeof identity->magic) != 0 ||
      identity->byte_order != BYTE_ORDER_MARK || identity->layout_version != LAYOUT_VERSION) {
    return -EPROTO;
  }
  if (identity->word_size != sizeof(void *) || identity->mutex_library != MUTEX_LIBRARY ||
      identity->mutex_size != sizeof(pthread_mutex_t)) {
    return -EXDEV;
  }
  uint64_t here = 0;
  int result = pid_namespace(&here);
  if (result != 0) {
    return result;
  }
  if (identity->pid_namespace != here) {
    return -EXDEV;
  }
  if (identity->checksum != identity_checksum(identity) || identity->header_size != HEADER_SIZE ||
      !is_ring_size(identity->ring_size) || identity->max_messages > INT64_MAX ||
      (uint64_t)file_size != HEADER_SIZE + identity->ring_size) {
    return -EPROTO;
  }
  return 0;
}

/* Maps the object. The mapping takes the descriptor over, also on failure. */
static int map(int fd, const struct identity *identity, struct mapping *mapping) {
  void *address =
      mmap(NULL, HEADER_SIZE + identity->ring_size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (address == MAP_FAILED) {
    int error = errno;
    close(fd);
    return -error;
  }
  mapping->segment = address;
  mapping->ring_size = identity->ring_size;
  mapping->offset_mask = identity->ring_size - WORD_SIZE;
  mapping->max_messages = identity->max_messages;
  mapping->creator_start = identity->creator_start;
  mapping->creator_pid = identity->creator_pid;
  mapping->flags = identity->flags;
  mapping->fd = fd;
  return 0;
}

static void unmap(struct mapping *mapping) {
  munmap(mapping->segment, HEADER_SIZE + mapping->ring_size);
  close(mapping->fd);
}

static int options_check(const struct shmq_options *options) {
  const size_t known = offsetof(struct shmq_options, mode) + sizeof options->mode;
  if (options == NULL || options->size < known || options->size > HEADER_SIZE) {
    return -EINVAL;
  }
  /* A caller built against a later version may use members that we do not know only as zero. */
  for (size_t i = sizeof *options; i < options->size; i++) {
    if (((const uint8_t *)options)[i] != 0) {
      return -EINVAL;
    }
  }
  if ((options->flags & ~SHMQ_AUTO_UNLINK) != 0 || (options->mode & ~UINT32_C(0777)) != 0 ||
      options->max_bytes > RING_SIZE_MAX) {
    return -EINVAL;
  }
  return 0;
}

static uint64_t ring_size_for(uint64_t max_bytes) {
  if (max_bytes == 0) {
    return RING_SIZE_DEFAULT;
  }
  uint64_t size = RING_SIZE_MIN;
  while (size < max_bytes) {
    size *= 2;
  }
  return size;
}

/* Makes the whole object without a name. Returns its descriptor or a negative errno value. */
static int make_unnamed(uint64_t ring_size, uint32_t mode) {
  int fd = open(OBJECT_DIRECTORY, O_TMPFILE | O_RDWR | O_CLOEXEC, DEFAULT_MODE);
  if (fd < 0) {
    return -errno;
  }
  int result = memory_begin(fd, ring_size);
  if (result == 0 &&
      (ftruncate(fd, (off_t)(HEADER_SIZE + ring_size)) != 0 || fchmod(fd, mode) != 0)) {
    result = -errno;
  }
  if (result == 0) {
    result = presence_lock(fd, PRESENCE_ATTACHED, F_RDLCK);
  }
  if (result != 0) {
    close(fd);
    return result;
  }
  return fd;
}

/* The one step by which the queue comes to exist for others. */
static int give_name(int fd, const char *path) {
  char unnamed[FD_PATH_MAX];
  snprintf(unnamed, sizeof unnamed, "/proc/self/fd/%d", fd);
  return linkat(AT_FDCWD, unnamed, AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0 ? 0 : -errno;
}

int segment_create(const char *name, const struct shmq_options *options, struct mapping *mapping) {
  int result = path_of(name, mapping->path);
  if (result == 0) {
    result = options_check(options);
  }
  if (result != 0) {
    return result;
  }
  /* Safety comes from the link; this only spares a taken name the work before it. */
  if (access(mapping->path, F_OK) == 0) {
    return -EEXIST;
  }
  struct identity identity;
  result = identity_make(options, ring_size_for(options->max_bytes), &identity);
  if (result != 0) {
    return result;
  }
  int fd = make_unnamed(identity.ring_size, options->mode != 0 ? options->mode : DEFAULT_MODE);
  if (fd < 0) {
    return fd;
  }
  result = map(fd, &identity, mapping);
  if (result != 0) {
    return result;
  }
  mapping->segment->identity = identity;
  result = lock_init(&mapping->segment->producer.mutex);
  if (result == 0) {
    result = lock_init(&mapping->segment->consumer.mutex);
  }
  if (result == 0) {
    ring_init(mapping);
  } else {
    unmap(mapping);
  }
  return result;
}

int segment_publish(const struct mapping *mapping) {
  return give_name(mapping->fd, mapping->path);
}

static int errno_of_open(void) {
  switch (errno) {
    case ELOOP:  /* a symbolic link */
    case EISDIR: /* a directory */
    case ENXIO:  /* a socket */
    case ENODEV:
      return -EPROTO;
    case EPERM:
      return -EACCES;
    default:
      return -errno;
  }
}

/* Attaches for the life of the descriptor. */
static int attach(int fd) {
  for (int i = 0; i < ATTACH_TRIES; i++) {
    int result = presence_lock(fd, PRESENCE_ATTACHED, F_RDLCK);
    if (result != -EBUSY) {
      return result;
    }
    nanosleep(&(struct timespec){.tv_nsec = NANOS_PER_MILLI}, NULL);
  }
  return -EBUSY;
}

static int check_and_map(int fd, struct mapping *mapping) {
  struct stat status;
  struct identity identity;
  int result = 0;
  if (fstat(fd, &status) != 0) {
    result = -errno;
  } else if (!S_ISREG(status.st_mode) ||
             pread(fd, &identity, sizeof identity, 0) != (ssize_t)sizeof identity) {
    result = -EPROTO;
  } else {
    result = identity_check(&identity, status.st_size);
  }
  if (result == 0) {
    result = attach(fd);
  }
  /* Its last user may have removed it between our open and our lock. */
  if (result == 0 && (fstat(fd, &status) != 0 || status.st_nlink == 0)) {
    result = -ENOENT;
  }
  if (result != 0) {
    close(fd);
    return result;
  }
  result = map(fd, &identity, mapping);
  if (result == 0 && !(lock_is_sound(&mapping->segment->producer.mutex) &&
                       lock_is_sound(&mapping->segment->consumer.mutex))) {
    unmap(mapping);
    result = -EPROTO;
  }
  return result;
}

int segment_open(const char *name, struct mapping *mapping) {
  int result = path_of(name, mapping->path);
  if (result != 0) {
    return result;
  }
  int fd = open(mapping->path, O_RDWR | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (fd < 0) {
    return errno_of_open();
  }
  return check_and_map(fd, mapping);
}

int segment_unlink(const char *name) {
  char path[OBJECT_PATH_MAX];
  int result = path_of(name, path);
  if (result != 0) {
    return result;
  }
  struct stat status;
  if (lstat(path, &status) != 0) {
    return -errno;
  }
  if (!S_ISREG(status.st_mode)) {
    return -EPROTO;
  }
  if (unlink(path) != 0) {
    return errno == EPERM ? -EACCES : -errno;
  }
  return 0;
}

/* True if the path still leads to the mapped object and not to a later one of the same name. */
static bool is_at_path(const struct mapping *mapping) {
  struct stat mine;
  struct stat named;
  return fstat(mapping->fd, &mine) == 0 && lstat(mapping->path, &named) == 0 &&
         mine.st_dev == named.st_dev && mine.st_ino == named.st_ino;
}

/* True if this is the last descriptor that is attached; no other can attach from then on. Of two
 * that ask at the same time at least one is told so, as both first let go. */
static bool is_last_attached(const struct mapping *mapping) {
  presence_lock(mapping->fd, PRESENCE_ATTACHED, F_UNLCK);
  return presence_lock(mapping->fd, PRESENCE_ATTACHED, F_WRLCK) == 0;
}

void segment_leave(const struct mapping *mapping) {
  if ((mapping->flags & SHMQ_AUTO_UNLINK) != 0 && is_last_attached(mapping) &&
      is_at_path(mapping)) {
    unlink(mapping->path);
  }
}

void segment_close(struct mapping *mapping) {
  segment_leave(mapping);
  unmap(mapping);
}

void segment_abandon(struct mapping *mapping) {
  unmap(mapping);
}

bool segment_is_as_mapped(const struct mapping *mapping) {
  struct identity identity = mapping->segment->identity;
  struct stat status;
  return fstat(mapping->fd, &status) == 0 && identity_check(&identity, status.st_size) == 0 &&
         identity.ring_size == mapping->ring_size &&
         identity.max_messages == mapping->max_messages &&
         lock_is_sound(&mapping->segment->producer.mutex) &&
         lock_is_sound(&mapping->segment->consumer.mutex);
}

bool segment_adopt(const struct mapping *mapping, int fd) {
  if (mmap(mapping->segment, HEADER_SIZE + mapping->ring_size, PROT_READ | PROT_WRITE,
           MAP_SHARED | MAP_FIXED, fd, 0) == MAP_FAILED) {
    return false;
  }
  return dup3(fd, mapping->fd, O_CLOEXEC) >= 0;
}

int segment_attach_again(const struct mapping *mapping) {
  char path[FD_PATH_MAX];
  snprintf(path, sizeof path, "/proc/self/fd/%d", mapping->fd);
  int fd = open(path, O_RDWR | O_CLOEXEC);
  if (fd >= 0 && presence_lock(fd, PRESENCE_ATTACHED, F_RDLCK) != 0) {
    close(fd);
    fd = -1;
  }
  return fd;
}
