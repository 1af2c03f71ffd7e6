/* Preloaded into a process: counts its calls that change files or use sockets, ends it before or after one of them, makes one fail, and
 * logs what a power cut would undo. The crate beside it sets the variables and reads the logs.
 *
 * CRASH_PATH=FOLDER      only files in it; sockets always
 * CRASH_LOG=FILE         one line for each call: number, name, path or "socket"
 * CRASH_POINT=N          the call that CRASH_WHEN or CRASH_ERRNO is for
 * CRASH_WHEN=before|after   SIGKILL
 * CRASH_ERRNO=EIO|ENOSPC    the call fails; with CRASH_FROM=1 all later ones of files too
 * CRASH_UNDO=FILE        what each call has changed, and each sync
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define REAL(type, name, ...) ((type(*)(__VA_ARGS__))real(#name))
#define READ_AT REAL(ssize_t, pread64, int, void *, size_t, off64_t)
#define WRITE REAL(ssize_t, write, int, const void *, size_t)
#define OPEN REAL(int, open64, const char *, int, ...)

/* A call that counts. */
struct call {
    long long number;
    int locked;
};

static long long point, count;
static int kills_before, kills_after, error, from, points_fd = -1, undo_fd = -1;
static const char *folder;
static pid_t root;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void *real(const char *name)
{
    void *found = dlsym(RTLD_NEXT, name);
    if (!found)
        abort();
    return found;
}

/* A descriptor that the program does not meet by accident. */
static int open_log(const char *path)
{
    int fd = path ? OPEN(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644) : -1;
    if (fd < 0)
        return -1;
    int high = fcntl(fd, F_DUPFD_CLOEXEC, 700);
    if (high < 0)
        return fd;
    close(fd);
    return high;
}

static void take(void) { pthread_mutex_lock(&lock); }
static void give(void) { pthread_mutex_unlock(&lock); }

static void start(void)
{
    const char *text = getenv("CRASH_POINT"), *when = getenv("CRASH_WHEN"), *wanted = getenv("CRASH_ERRNO");
    char pid[32];
    point = text ? atoll(text) : -1;
    kills_before = when && !strcmp(when, "before");
    kills_after = when && !strcmp(when, "after");
    error = !wanted ? 0 : !strcmp(wanted, "ENOSPC") ? ENOSPC : EIO;
    from = getenv("CRASH_FROM") != NULL;
    folder = getenv("CRASH_PATH");
    undo_fd = open_log(getenv("CRASH_UNDO"));
    /* Programs that the first one starts count nothing. */
    if (!getenv("CRASH_ROOT")) {
        snprintf(pid, sizeof pid, "%d", (int)getpid());
        setenv("CRASH_ROOT", pid, 1);
    }
    root = atoi(getenv("CRASH_ROOT"));
    if (root == getpid())
        points_fd = open_log(getenv("CRASH_LOG"));
    pthread_atfork(take, give, give);
}

__attribute__((constructor)) static void init(void) { pthread_once(&once, start); }

/* Among processes. A lock of `flock` would stay with the children of a process that was killed. */
static void lock_undo(short type)
{
    struct flock whole = {.l_type = type, .l_whence = SEEK_SET};
    while (undo_fd >= 0 && fcntl(undo_fd, F_SETLKW, &whole) && errno == EINTR)
        ;
}

static void die(void)
{
    kill(getpid(), SIGKILL);
    for (;;)
        pause();
}

#include "target.h"

/* ---- Counting ---- */

static int fails(long long number, const char *name, int is_file)
{
    int is_sync = strstr(name, "sync") != NULL;
    int is_change = is_file && strcmp(name, "unlink") && strcmp(name, "rename") && !(is_sync && error == ENOSPC);
    return error && (number == point || (from && number > point && point > 0 && is_change));
}

/* Begins a call. Returns -1, with errno, if it is to fail. `is_file`: no other call of files comes between it and its end. */
static int begin(struct call *call, const char *name, const char *path, int is_file)
{
    *call = (struct call){.locked = is_file};
    if (is_file) {
        take();
        lock_undo(F_WRLCK);
    }
    if (getpid() != root)
        return 0;
    call->number = __atomic_add_fetch(&count, 1, __ATOMIC_SEQ_CST);
    if (points_fd >= 0) {
        char line[PATH_MAX + 64];
        int length = snprintf(line, sizeof line, "%lld %s %s\n", call->number, name, path);
        (void)!WRITE(points_fd, line, length);
    }
    if (call->number == point && kills_before)
        die();
    return fails(call->number, name, is_file) ? -1 : 0;
}

static long end(struct call *call, long result)
{
    int saved = errno;
    if (call->number && call->number == point && kills_after)
        die();
    if (call->locked) {
        lock_undo(F_UNLCK);
        give();
    }
    errno = saved;
    return result;
}

static long failed(struct call *call)
{
    errno = error;
    return end(call, -1);
}

#include "undo.h"

/* ---- Calls of files ---- */

static ssize_t write_file(int fd, const char *name, const char *path, struct stat *old, const struct iovec *parts, int number,
                          off64_t offset)
{
    struct call call;
    off64_t length = 0;
    if (begin(&call, name, path, 1))
        return failed(&call);
    fstat(fd, old); /* another thread may have written in the meantime */
    for (int part = 0; part < number; part++)
        length += parts[part].iov_len;
    off64_t at = offset >= 0 ? offset : fcntl(fd, F_GETFL) & O_APPEND ? old->st_size : lseek64(fd, 0, SEEK_CUR);
    log_bytes(WRITTEN, fd, path, old, at, length, length);
    if (offset >= 0)
        return end(&call, REAL(ssize_t, pwritev64, int, const struct iovec *, int, off64_t)(fd, parts, number, offset));
    return end(&call, REAL(ssize_t, writev, int, const struct iovec *, int)(fd, parts, number));
}

#define PWRITE(name, type) \
    ssize_t name(int fd, const void *bytes, size_t length, type offset) \
    { \
        char path[PATH_MAX]; \
        struct stat old; \
        struct iovec part = {(void *)bytes, length}; \
        if (!file_of(fd, path, &old) || offset < 0) \
            return REAL(ssize_t, name, int, const void *, size_t, type)(fd, bytes, length, offset); \
        return write_file(fd, "pwrite", path, &old, &part, 1, offset); \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

#define SOCKET(call_name, condition, call_expression) \
    { \
        struct call call; \
        if (!(condition)) \
            return call_expression; \
        if (begin(&call, call_name, "socket", 0)) \
            return failed(&call); \
        return end(&call, call_expression); \
    }

ssize_t writev(int fd, const struct iovec *parts, int number)
{
    char path[PATH_MAX];
    struct stat old;
    if (file_of(fd, path, &old))
        return write_file(fd, "write", path, &old, parts, number, -1);
    SOCKET("send", is_network(fd), REAL(ssize_t, writev, int, const struct iovec *, int)(fd, parts, number))
}

ssize_t write(int fd, const void *bytes, size_t length)
{
    char path[PATH_MAX];
    struct stat old;
    struct iovec part = {(void *)bytes, length};
    if (file_of(fd, path, &old))
        return write_file(fd, "write", path, &old, &part, 1, -1);
    SOCKET("send", is_network(fd), WRITE(fd, bytes, length))
}

#define TRUNCATE(name, type) \
    int name(int fd, type size) \
    { \
        char path[PATH_MAX]; \
        struct stat old; \
        struct call call; \
        if (!file_of(fd, path, &old)) \
            return REAL(int, name, int, type)(fd, size); \
        if (begin(&call, "ftruncate", path, 1)) \
            return failed(&call); \
        fstat(fd, &old); \
        log_bytes(TRUNCATED, fd, path, &old, size, 0, old.st_size); \
        return end(&call, REAL(int, name, int, type)(fd, size)); \
    }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

#define SYNC(name) \
    int name(int fd) \
    { \
        char path[PATH_MAX]; \
        struct stat known; \
        struct call call; \
        if (!file_of(fd, path, &known)) \
            return REAL(int, name, int)(fd); \
        if (begin(&call, #name, path, 1)) \
            return failed(&call); \
        int result = REAL(int, name, int)(fd); \
        if (!result && is_logged(path)) \
            log_change((struct record){.kind = SYNCED, .inode = known.st_ino}, path, NULL, NULL); \
        return end(&call, result); \
    }
SYNC(fsync)
SYNC(fdatasync)

int unlinkat(int at, const char *name, int flags)
{
    char path[PATH_MAX];
    struct call call;
    if (flags & AT_REMOVEDIR || !file_at(at, name, path))
        return REAL(int, unlinkat, int, const char *, int)(at, name, flags);
    if (begin(&call, "unlink", path, 1))
        return failed(&call);
    if (!access(path, F_OK))
        log_file(UNLINKED, path, NULL, path);
    return end(&call, REAL(int, unlinkat, int, const char *, int)(at, name, flags));
}

int unlink(const char *name) { return unlinkat(AT_FDCWD, name, 0); }

int renameat(int from_at, const char *name, int to_at, const char *target)
{
    char path[PATH_MAX], path_after[PATH_MAX];
    struct call call;
    if (!file_at(from_at, name, path) || !file_at(to_at, target, path_after))
        return REAL(int, renameat, int, const char *, int, const char *)(from_at, name, to_at, target);
    if (begin(&call, "rename", path, 1))
        return failed(&call);
    if (!access(path, F_OK))
        log_file(RENAMED, path, path_after, path_after);
    return end(&call, REAL(int, renameat, int, const char *, int, const char *)(from_at, name, to_at, target));
}

int rename(const char *name, const char *target) { return renameat(AT_FDCWD, name, AT_FDCWD, target); }

/* Only an open that creates or empties a file counts. */
static int open_file(int at, const char *name, int flags, mode_t mode)
{
    char path[PATH_MAX];
    struct stat old;
    struct call call;
    int exists;
    if (!(flags & (O_CREAT | O_TRUNC)) || !file_at(at, name, path) || ((exists = !stat(path, &old)) && !(flags & O_TRUNC)))
        return REAL(int, openat64, int, const char *, int, ...)(at, name, flags, mode);
    if (begin(&call, "open", path, 1))
        return failed(&call);
    if (exists && S_ISREG(old.st_mode))
        log_file(TRUNCATED, path, NULL, path);
    int fd = REAL(int, openat64, int, const char *, int, ...)(at, name, flags, mode);
    if (fd >= 0 && !exists && is_logged(path) && !fstat(fd, &old))
        log_change((struct record){.kind = CREATED, .inode = old.st_ino}, path, NULL, NULL);
    return end(&call, fd);
}

#define MODE(last) \
    mode_t mode = 0; \
    va_list list; \
    va_start(list, last); \
    if (flags & (O_CREAT | __O_TMPFILE)) \
        mode = va_arg(list, mode_t); \
    va_end(list);

#define OPENS(name, name_at) \
    int name(const char *path, int flags, ...) \
    { \
        MODE(flags) \
        return open_file(AT_FDCWD, path, flags, mode); \
    } \
    int name_at(int at, const char *path, int flags, ...) \
    { \
        MODE(flags) \
        return open_file(at, path, flags, mode); \
    }
OPENS(open, openat)
OPENS(open64, openat64)

/* ---- Calls of sockets ---- */

ssize_t send(int fd, const void *bytes, size_t length, int flags)
    SOCKET("send", is_network(fd), REAL(ssize_t, send, int, const void *, size_t, int)(fd, bytes, length, flags))

ssize_t sendto(int fd, const void *bytes, size_t length, int flags, const struct sockaddr *to, socklen_t to_length)
    SOCKET("send", is_network(fd), REAL(ssize_t, sendto, int, const void *, size_t, int, const struct sockaddr *, socklen_t)(fd, bytes, length, flags, to, to_length))

ssize_t sendmsg(int fd, const struct msghdr *message, int flags)
    SOCKET("send", is_network(fd), REAL(ssize_t, sendmsg, int, const struct msghdr *, int)(fd, message, flags))

ssize_t recv(int fd, void *bytes, size_t length, int flags)
    SOCKET("recv", is_ready(fd), REAL(ssize_t, recv, int, void *, size_t, int)(fd, bytes, length, flags))

ssize_t recvfrom(int fd, void *bytes, size_t length, int flags, struct sockaddr *peer, socklen_t *peer_length)
    SOCKET("recv", is_ready(fd), REAL(ssize_t, recvfrom, int, void *, size_t, int, struct sockaddr *, socklen_t *)(fd, bytes, length, flags, peer, peer_length))

ssize_t recvmsg(int fd, struct msghdr *message, int flags)
    SOCKET("recv", is_ready(fd), REAL(ssize_t, recvmsg, int, struct msghdr *, int)(fd, message, flags))

ssize_t read(int fd, void *bytes, size_t length)
    SOCKET("recv", is_ready(fd), REAL(ssize_t, read, int, void *, size_t)(fd, bytes, length))

ssize_t readv(int fd, const struct iovec *parts, int number)
    SOCKET("recv", is_ready(fd), REAL(ssize_t, readv, int, const struct iovec *, int)(fd, parts, number))
