// A disk that can lose power, fill up, slow down and break: preloaded under the server's process (LD_PRELOAD), it stands
// between SQLite, or anybody, and the files of one directory.
//
//   DISK_SHIM_DIRECTORY  the directory; nothing else is touched
//   DISK_SHIM_CONTROL    a file of int32s that is mapped into memory: whoever writes there steers the disk at once
//   DISK_SHIM_JOURNAL    where each change of the directory is noted in order; none where it is not set
//
// A flush is noted twice, when it begins and when it has succeeded: what was changed before the first is on the disk
// after the second. With a journal the real flush is left out: the journal alone says what a power cut leaves.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum control { WRITE_ERROR, FLUSH_ERROR, FLUSH_MILLISECONDS, SWALLOW_FLUSHES, IS_FULL, OPEN_ERROR, FREE_MEGABYTES, FAULTS, CONTROLS };

#define MAX_FILES 65536
#define MAX_NAMES 256

static volatile int32_t *control;
static char directory[4096];
static size_t directory_length;
static int journal = -1;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

// What a descriptor stands for: 0 nothing of ours, else the number of a file (from 1), or -1 the directory itself.
static int32_t files[MAX_FILES];
// Numbers of files by inode: a name that is removed and made again is another file.
static struct { ino_t inode; int32_t file; } known[MAX_NAMES];
static int32_t last_file;

static int (*real_open)(const char *, int, ...);
static int (*real_openat)(int, const char *, int, ...);
static int (*real_close)(int);
static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off64_t);
static int (*real_ftruncate)(int, off64_t);
static int (*real_fallocate)(int, int, off64_t, off64_t);
static int (*real_posix_fallocate)(int, off64_t, off64_t);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static int (*real_unlink)(const char *);
static int (*real_rename)(const char *, const char *);
static int (*real_statfs)(const char *, struct statfs64 *);
static int (*real_statvfs)(const char *, struct statvfs64 *);

__attribute__((constructor)) static void begin(void) {
  real_open = dlsym(RTLD_NEXT, "open64");
  real_openat = dlsym(RTLD_NEXT, "openat64");
  real_close = dlsym(RTLD_NEXT, "close");
  real_write = dlsym(RTLD_NEXT, "write");
  real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
  real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
  real_fallocate = dlsym(RTLD_NEXT, "fallocate64");
  real_posix_fallocate = dlsym(RTLD_NEXT, "posix_fallocate64");
  real_fsync = dlsym(RTLD_NEXT, "fsync");
  real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
  real_unlink = dlsym(RTLD_NEXT, "unlink");
  real_rename = dlsym(RTLD_NEXT, "rename");
  real_statfs = dlsym(RTLD_NEXT, "statfs64");
  real_statvfs = dlsym(RTLD_NEXT, "statvfs64");
  const char *where = getenv("DISK_SHIM_DIRECTORY"), *steering = getenv("DISK_SHIM_CONTROL"), *noted = getenv("DISK_SHIM_JOURNAL");
  if (where == NULL || steering == NULL || strlen(where) >= sizeof directory) return;
  int fd = real_open(steering, O_RDWR | O_CLOEXEC);
  if (fd < 0) return;
  void *mapped = mmap(NULL, CONTROLS * sizeof(int32_t), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  real_close(fd);
  if (mapped == MAP_FAILED) return;
  if (noted != NULL) journal = real_open(noted, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  strcpy(directory, where);
  directory_length = strlen(where);
  control = mapped;
}

// The name below the directory; an empty one for the directory itself; NULL for all else.
static const char *ours(const char *path) {
  if (control == NULL || path == NULL || strncmp(path, directory, directory_length) != 0) return NULL;
  const char *rest = path + directory_length;
  if (*rest == '\0') return rest;
  return *rest == '/' ? rest + 1 : NULL;
}

static int32_t file_of(int fd) { return control != NULL && fd >= 0 && fd < MAX_FILES ? files[fd] : 0; }

// Memory that processes share is lost with them, and made anew.
static int is_memory(const char *name) {
  size_t length = strlen(name);
  return length >= 4 && strcmp(name + length - 4, "-shm") == 0;
}

static int fail(int error) {
  __atomic_add_fetch(&control[FAULTS], 1, __ATOMIC_SEQ_CST);
  errno = error;
  return -1;
}

// One entry: what, which file, two numbers, the time, and bytes.
static void note(char what, int32_t file, int64_t first, int64_t second, const void *bytes, uint32_t length) {
  if (journal < 0) return;
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  struct __attribute__((packed)) { int32_t what, file; int64_t first, second, time; uint32_t length; } head =
      {what, file, first, second, (int64_t)now.tv_sec * 1000000000 + now.tv_nsec, length};
  struct iovec parts[2] = {{&head, sizeof head}, {(void *)bytes, length}};
  if (writev(journal, parts, 2) != (ssize_t)(sizeof head + length)) abort();
}

static int opened(int fd, const char *name, int is_new, int flags) {
  if (fd < 0 || fd >= MAX_FILES) return fd;
  if (*name == '\0') {
    files[fd] = -1;
    return fd;
  }
  struct stat64 status;
  if (is_memory(name) || fstat64(fd, &status) != 0) return fd;
  if (S_ISDIR(status.st_mode)) return fd;
  int slot = 0;
  while (slot < MAX_NAMES && known[slot].file != 0 && known[slot].inode != status.st_ino) slot++;
  if (slot == MAX_NAMES) abort();
  if (is_new || known[slot].file == 0) {
    known[slot].inode = status.st_ino;
    known[slot].file = ++last_file;
    note(is_new ? 'C' : 'O', last_file, 0, 0, name, strlen(name));
  }
  files[fd] = known[slot].file;
  if (flags & O_TRUNC) note('T', files[fd], 0, 0, NULL, 0);
  return fd;
}

static int open_ours(int at, const char *path, int flags, mode_t mode) {
  const char *name = ours(path);
  if (name == NULL) return at == AT_FDCWD ? real_open(path, flags, mode) : real_openat(at, path, flags, mode);
  int changes = (flags & O_ACCMODE) != O_RDONLY;
  if (changes && control[OPEN_ERROR] != 0) return fail(control[OPEN_ERROR]);
  pthread_mutex_lock(&lock);
  struct stat64 status;
  int is_new = (flags & O_CREAT) && stat64(path, &status) != 0;
  int fd = is_new && control[IS_FULL] ? fail(ENOSPC) : opened(real_open(path, flags, mode), name, is_new, flags);
  pthread_mutex_unlock(&lock);
  return fd;
}

#define MODE(flags) mode_t mode = 0; if ((flags) & (O_CREAT | O_TMPFILE)) { va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); }
int open(const char *path, int flags, ...) { MODE(flags) return open_ours(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags) return open_ours(AT_FDCWD, path, flags, mode); }
int openat(int at, const char *path, int flags, ...) { MODE(flags) return open_ours(at, path, flags, mode); }
int openat64(int at, const char *path, int flags, ...) { MODE(flags) return open_ours(at, path, flags, mode); }

int close(int fd) {
  if (control != NULL && fd >= 0 && fd < MAX_FILES) files[fd] = 0;
  return real_close != NULL ? real_close(fd) : -1;
}

// How much of a write a full disk takes: what overwrites, and nothing beyond the end.
static ssize_t room(int fd, off64_t offset, size_t length) {
  if (!control[IS_FULL]) return length;
  struct stat64 status;
  if (fstat64(fd, &status) != 0 || offset >= status.st_size) return 0;
  return offset + (off64_t)length <= status.st_size ? (ssize_t)length : status.st_size - offset;
}

static ssize_t write_ours(int fd, const void *bytes, size_t length, off64_t offset) {
  int32_t file = files[fd];
  if (control[WRITE_ERROR] != 0) return fail(control[WRITE_ERROR]);
  ssize_t most = room(fd, offset, length);
  if (most == 0 && length > 0) return fail(ENOSPC);
  pthread_mutex_lock(&lock);
  ssize_t written = real_pwrite(fd, bytes, most, offset);
  if (written > 0) note('W', file, offset, written, bytes, written);
  pthread_mutex_unlock(&lock);
  return written;
}

// What other processes' memory is made of grows too.
static int is_short_of_room(int fd, off64_t end) {
  if (control == NULL || !control[IS_FULL]) return 0;
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = '\0';
  struct stat64 status;
  return ours(path) != NULL && fstat64(fd, &status) == 0 && end > status.st_size;
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) {
  if (file_of(fd) > 0) return write_ours(fd, bytes, length, offset);
  return is_short_of_room(fd, offset + length) ? fail(ENOSPC) : real_pwrite(fd, bytes, length, offset);
}
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) { return pwrite64(fd, bytes, length, offset); }

ssize_t write(int fd, const void *bytes, size_t length) {
  if (file_of(fd) <= 0) return real_write(fd, bytes, length);
  off64_t offset = lseek64(fd, 0, SEEK_CUR);
  ssize_t written = write_ours(fd, bytes, length, offset);
  if (written > 0) lseek64(fd, offset + written, SEEK_SET);
  return written;
}

int ftruncate64(int fd, off64_t size) {
  int32_t file = file_of(fd);
  if (file <= 0) return is_short_of_room(fd, size) ? fail(ENOSPC) : real_ftruncate(fd, size);
  if (control[WRITE_ERROR] != 0) return fail(control[WRITE_ERROR]);
  pthread_mutex_lock(&lock);
  int result = real_ftruncate(fd, size);
  if (result == 0) note('T', file, size, 0, NULL, 0);
  pthread_mutex_unlock(&lock);
  return result;
}
int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

// Room that is only promised is not given here: who asks for it writes instead.
int fallocate64(int fd, int mode, off64_t offset, off64_t length) {
  return file_of(fd) > 0 ? fail(EOPNOTSUPP) : real_fallocate(fd, mode, offset, length);
}
int fallocate(int fd, int mode, off_t offset, off_t length) { return fallocate64(fd, mode, offset, length); }
int posix_fallocate64(int fd, off64_t offset, off64_t length) {
  return file_of(fd) > 0 ? EOPNOTSUPP : real_posix_fallocate(fd, offset, length);
}
int posix_fallocate(int fd, off_t offset, off_t length) { return posix_fallocate64(fd, offset, length); }

static int flush(int fd, int (*real)(int)) {
  int32_t file = file_of(fd);
  if (file == 0) return real(fd);
  if (control[FLUSH_MILLISECONDS] > 0 || journal >= 0) {
    static int64_t last;
    int64_t number = __atomic_add_fetch(&last, 1, __ATOMIC_SEQ_CST);
    pthread_mutex_lock(&lock);
    note('S', file, number, 0, NULL, 0);
    pthread_mutex_unlock(&lock);
    // In small steps: a disk that is mended goes on at once.
    struct timespec step = {0, 1000000};
    for (int32_t passed = 0; passed < control[FLUSH_MILLISECONDS]; passed++) nanosleep(&step, NULL);
    if (control[FLUSH_ERROR] != 0) return fail(control[FLUSH_ERROR]);
    if (control[SWALLOW_FLUSHES]) return 0;
    pthread_mutex_lock(&lock);
    note('E', file, number, 0, NULL, 0);
    pthread_mutex_unlock(&lock);
    return journal >= 0 ? 0 : real(fd);
  }
  return control[FLUSH_ERROR] != 0 ? fail(control[FLUSH_ERROR]) : real(fd);
}
int fsync(int fd) { return flush(fd, real_fsync); }
int fdatasync(int fd) { return flush(fd, real_fdatasync); }

int unlink(const char *path) {
  const char *name = ours(path);
  if (name == NULL) return real_unlink(path);
  if (control[OPEN_ERROR] != 0) return fail(control[OPEN_ERROR]);
  pthread_mutex_lock(&lock);
  struct stat64 status;
  int is_there = stat64(path, &status) == 0;
  int result = real_unlink(path);
  if (result == 0 && is_there && !is_memory(name)) {
    for (int slot = 0; slot < MAX_NAMES; slot++)
      if (known[slot].inode == status.st_ino) known[slot].inode = 0;
    note('U', 0, 0, 0, name, strlen(name));
  }
  pthread_mutex_unlock(&lock);
  return result;
}

int rename(const char *from, const char *to) {
  if (ours(from) == NULL && ours(to) == NULL) return real_rename(from, to);
  return fail(EXDEV);  // Nobody renames in a data directory while it is served; who begins to has to be noted here.
}

int statfs64(const char *path, struct statfs64 *status) {
  int result = real_statfs(path, status);
  if (result == 0 && ours(path) != NULL && control[FREE_MEGABYTES] > 0)
    status->f_bavail = status->f_bfree = (uint64_t)control[FREE_MEGABYTES] * 1024 * 1024 / status->f_bsize;
  return result;
}
int statfs(const char *path, struct statfs *status) { return statfs64(path, (struct statfs64 *)status); }
int statvfs64(const char *path, struct statvfs64 *status) {
  int result = real_statvfs(path, status);
  if (result == 0 && ours(path) != NULL && control[FREE_MEGABYTES] > 0)
    status->f_bavail = status->f_bfree = (uint64_t)control[FREE_MEGABYTES] * 1024 * 1024 / status->f_frsize;
  return result;
}
int statvfs(const char *path, struct statvfs *status) { return statvfs64(path, (struct statvfs64 *)status); }
