/* The undo log: before each change what it replaces, and after each sync that it was. `src/undo.rs` reads it. Included by shim.c. */

enum kind { WRITTEN = 1, TRUNCATED, CREATED, UNLINKED, RENAMED, SYNCED };

struct record {
    uint32_t kind, path_length, target_length, existed;
    uint64_t inode;
    int64_t offset, length, size; /* of a truncation, `offset` is the new size; `size` is that before the change */
    uint64_t data_length;
};


/* SQLite makes its shared memory anew; and to open it here would end the locks on it. */
static int is_logged(const char *path)
{
    size_t length = strlen(path);
    return undo_fd >= 0 && !(length > 4 && !strcmp(path + length - 4, "-shm"));
}

static void log_change(struct record record, const char *path, const char *target, const void *data)
{
    record.path_length = strlen(path);
    record.target_length = target ? strlen(target) : 0;
    struct iovec parts[] = {{&record, sizeof record},
                            {(void *)path, record.path_length},
                            {(void *)target, record.target_length},
                            {(void *)data, record.data_length}};
    ssize_t all = sizeof record + record.path_length + record.target_length + record.data_length;
    if (REAL(ssize_t, writev, int, const struct iovec *, int)(undo_fd, parts, 4) != all)
        abort();
}

/* Logs the bytes of `fd` from `offset` that a change replaces. A second descriptor would end SQLite's locks if it were closed. */
static void log_bytes(enum kind kind, int fd, const char *path, const struct stat *old, off64_t offset, off64_t length,
                      off64_t lost)
{
    if (!is_logged(path) || !S_ISREG(old->st_mode))
        return;
    off64_t kept = offset >= old->st_size ? 0 : old->st_size - offset < lost ? old->st_size - offset : lost;
    char link[64], *data = malloc(kept + 1);
    int other = -1;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    if (kept && (fcntl(fd, F_GETFL) & O_ACCMODE) == O_WRONLY)
        fd = other = OPEN(link, O_RDONLY | O_CLOEXEC);
    if (!data || (kept && READ_AT(fd, data, kept, offset) != kept))
        abort();
    struct record record = {.kind = kind, .inode = old->st_ino, .offset = offset, .length = length, .size = old->st_size};
    record.data_length = kept;
    log_change(record, path, NULL, data);
    free(data);
    if (other >= 0)
        close(other);
}

/* Logs the whole file at `lost`, which an unlink, a rename or an open replaces. */
static void log_file(enum kind kind, const char *path, const char *target, const char *lost)
{
    struct stat old, source = {0};
    if (!is_logged(path))
        return;
    int fd = OPEN(lost, O_RDONLY | O_CLOEXEC), exists = fd >= 0 && !fstat(fd, &old) && S_ISREG(old.st_mode);
    size_t size = exists ? old.st_size : 0;
    char *data = malloc(size + 1);
    if (!data || (size && READ_AT(fd, data, size, 0) != (ssize_t)size))
        abort();
    (void)!stat(path, &source);
    struct record record = {.kind = kind, .inode = source.st_ino, .existed = exists, .size = size, .data_length = size};
    log_change(record, path, target, data);
    free(data);
    if (fd >= 0)
        close(fd);
}
