/* The file or socket that a call is about. Included by shim.c. */

static int inside(const char *path)
{
    size_t length = folder ? strlen(folder) : 0;
    return folder && !strncmp(path, folder, length) && path[length] == '/';
}

/* The path of a regular file or folder in CRASH_PATH, of which a descriptor is open. */
static int file_of(int fd, char path[PATH_MAX], struct stat *known)
{
    char link[64];
    init();
    if (!folder || fstat(fd, known) || !(S_ISREG(known->st_mode) || S_ISDIR(known->st_mode)))
        return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length < 0)
        return 0;
    path[length] = 0;
    return known->st_nlink > 0 && (inside(path) || !strcmp(path, folder));
}

/* The path in CRASH_PATH that a name stands for, whether it exists or not. */
static int file_at(int at, const char *name, char path[PATH_MAX])
{
    char parent[PATH_MAX], link[64], whole[2 * PATH_MAX];
    init();
    if (!folder || !name)
        return 0;
    if (name[0] == '/') {
        snprintf(whole, sizeof whole, "%s", name);
    } else {
        if (at == AT_FDCWD)
            snprintf(link, sizeof link, "/proc/self/cwd");
        else
            snprintf(link, sizeof link, "/proc/self/fd/%d", at);
        ssize_t length = readlink(link, parent, PATH_MAX - 1);
        if (length < 0)
            return 0;
        parent[length] = 0;
        snprintf(whole, sizeof whole, "%s/%s", parent, name);
    }
    char *slash = strrchr(whole, '/');
    *slash = 0;
    if (!realpath(slash == whole ? "/" : whole, parent))
        return 0;
    return snprintf(path, PATH_MAX, "%s/%s", parent, slash + 1) < PATH_MAX && inside(path);
}

static int is_network(int fd)
{
    struct stat known;
    struct sockaddr_storage address;
    socklen_t length = sizeof address;
    init();
    return !fstat(fd, &known) && S_ISSOCK(known.st_mode) && !getsockname(fd, (struct sockaddr *)&address, &length) &&
           (address.ss_family == AF_INET || address.ss_family == AF_INET6);
}

/* Whether a read of a socket would return at once or wait; a read that only finds nothing does not count. */
static int is_ready(int fd)
{
    struct pollfd state = {.fd = fd, .events = POLLIN};
    return is_network(fd) && (!(fcntl(fd, F_GETFL) & O_NONBLOCK) || poll(&state, 1, 0) > 0);
}
