/*
 * Notes what a process does to the files below POWERCUT_ROOT, in the order in which it was done, in POWERCUT_LOG: what it
 * writes, cuts off, renames, takes away, and what it has the disk confirm. Loaded before the C library (LD_PRELOAD).
 *
 * Where POWERCUT_SLOW says so many milliseconds, the disk takes as long for all that it confirms.
 *
 * A note: operation, length of the path (both 4 bytes), offset, length of what follows (both 8), the path, what follows.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum { WRITTEN = 1, CUT = 2, SYNCED = 3, RENAMED = 4, REMOVED = 5 };

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static int notes = -1;
static const char *root;
static long slow;

__attribute__((constructor)) static void begin(void) {
  const char *file = getenv("POWERCUT_LOG");
  const char *milliseconds = getenv("POWERCUT_SLOW");
  root = getenv("POWERCUT_ROOT");
  slow = milliseconds ? atol(milliseconds) : 0;
  if (file && root) notes = syscall(SYS_openat, AT_FDCWD, file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

/* The index of a write-ahead log is shared memory: no disk has it after a power cut. */
static int is_watched(const char *path) {
  size_t length = strlen(path);
  return notes >= 0 && strncmp(path, root, strlen(root)) == 0 && !(length > 4 && strcmp(path + length - 4, "-shm") == 0);
}

static int path_of(int fd, char *path) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, PATH_MAX - 1);
  if (length <= 0) return 0;
  path[length] = 0;
  return is_watched(path);
}

static void whole(const void *data, size_t length) {
  for (const char *at = data; length > 0;) {
    ssize_t done = syscall(SYS_write, notes, at, length);
    if (done < 0) abort();
    at += done;
    length -= done;
  }
}

static void note(uint32_t operation, const char *path, uint64_t offset, const void *data, uint64_t length) {
  uint32_t head[2] = {operation, (uint32_t)strlen(path)};
  uint64_t place[2] = {offset, length};
  int before = errno;
  pthread_mutex_lock(&turn);
  whole(head, sizeof head);
  whole(place, sizeof place);
  whole(path, head[1]);
  whole(data, length);
  pthread_mutex_unlock(&turn);
  errno = before;
}

#define REAL(name) ((typeof(&name))dlsym(RTLD_NEXT, #name))

static off_t end_of(int fd, off_t offset) {
  struct stat found;
  return (fcntl(fd, F_GETFL) & O_APPEND) && fstat(fd, &found) == 0 ? found.st_size : offset;
}

ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) {
  char path[PATH_MAX];
  ssize_t done = REAL(pwrite)(fd, data, length, offset);
  if (done > 0 && path_of(fd, path)) note(WRITTEN, path, offset, data, done);
  return done;
}

ssize_t pwrite64(int fd, const void *data, size_t length, off64_t offset) {
  return pwrite(fd, data, length, offset);
}

ssize_t write(int fd, const void *data, size_t length) {
  char path[PATH_MAX];
  int watched = path_of(fd, path);
  off_t offset = watched ? end_of(fd, lseek(fd, 0, SEEK_CUR)) : 0;
  ssize_t done = REAL(write)(fd, data, length);
  if (watched && done > 0) note(WRITTEN, path, offset, data, done);
  return done;
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
  ssize_t all = 0;
  char path[PATH_MAX];
  if (!path_of(fd, path)) return REAL(writev)(fd, parts, count);
  for (int at = 0; at < count; at++) {
    ssize_t done = write(fd, parts[at].iov_base, parts[at].iov_len);
    if (done < 0) return all > 0 ? all : done;
    all += done;
    if ((size_t)done < parts[at].iov_len) break;
  }
  return all;
}

ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t offset) {
  ssize_t all = 0;
  for (int at = 0; at < count; at++) {
    ssize_t done = pwrite(fd, parts[at].iov_base, parts[at].iov_len, offset + all);
    if (done < 0) return all > 0 ? all : done;
    all += done;
    if ((size_t)done < parts[at].iov_len) break;
  }
  return all;
}

ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t offset) {
  return pwritev(fd, parts, count, offset);
}

int ftruncate(int fd, off_t length) {
  char path[PATH_MAX];
  int failed = REAL(ftruncate)(fd, length);
  if (!failed && path_of(fd, path)) note(CUT, path, length, "", 0);
  return failed;
}

int ftruncate64(int fd, off64_t length) { return ftruncate(fd, length); }

static int confirmed(int fd, int failed) {
  char path[PATH_MAX];
  if (failed || !path_of(fd, path)) return failed;
  struct timespec time = {slow / 1000, slow % 1000 * 1000000};
  while (slow > 0 && nanosleep(&time, &time) != 0) continue;
  note(SYNCED, path, 0, "", 0);
  return 0;
}

int fsync(int fd) { return confirmed(fd, REAL(fsync)(fd)); }

int fdatasync(int fd) { return confirmed(fd, REAL(fdatasync)(fd)); }

int rename(const char *from, const char *to) {
  int failed = REAL(rename)(from, to);
  if (!failed && is_watched(from)) note(RENAMED, from, 0, to, strlen(to));
  return failed;
}

int unlink(const char *path) {
  int failed = REAL(unlink)(path);
  if (!failed && is_watched(path)) note(REMOVED, path, 0, "", 0);
  return failed;
}

static int opened(int fd, int flags) {
  char path[PATH_MAX];
  if (fd >= 0 && (flags & O_TRUNC) && path_of(fd, path)) note(CUT, path, 0, "", 0);
  return fd;
}

#define MODE(flags) \
  mode_t mode = 0; \
  if (flags & (O_CREAT | O_TMPFILE)) { \
    va_list more; \
    va_start(more, flags); \
    mode = va_arg(more, mode_t); \
    va_end(more); \
  }

int open(const char *path, int flags, ...) {
  MODE(flags)
  return opened(REAL(open)(path, flags, mode), flags);
}

int open64(const char *path, int flags, ...) {
  MODE(flags)
  return opened(REAL(open64)(path, flags, mode), flags);
}
