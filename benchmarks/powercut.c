/* What a disk would hold after a power cut, for benchmarks/durability.py (LD_PRELOAD).
 *
 * Where the environment names a folder (POWERCUT_DISK), each sync of a file leaves a copy of what it holds
 * there, under the number of its inode, and each sync of a folder a list of its names and inodes. What was
 * written, made, renamed or removed without a sync is in neither.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static void keep(int descriptor) {
    const char *disk = getenv("POWERCUT_DISK");
    struct stat about;
    char new[4096], kept[4096], self[64];
    if (!disk || fstat(descriptor, &about)) return;
    int is_folder = S_ISDIR(about.st_mode);
    if (!is_folder && !S_ISREG(about.st_mode)) return;
    snprintf(kept, sizeof kept, "%s/%s%lu", disk, is_folder ? "folder-" : "", (unsigned long)about.st_ino);
    snprintf(new, sizeof new, "%s.%ld", kept, (long)syscall(SYS_gettid));
    snprintf(self, sizeof self, "/proc/self/fd/%d", descriptor);
    if (is_folder) {
        DIR *folder = opendir(self);
        FILE *list = fopen(new, "w");
        struct dirent *entry;
        if (folder && list)
            while ((entry = readdir(folder)))
                if (entry->d_name[0] != '.') fprintf(list, "%lu %s\n", (unsigned long)entry->d_ino, entry->d_name);
        if (list) fclose(list);
        if (folder) closedir(folder);
    } else {
        int from = open(self, O_RDONLY), to = open(new, O_WRONLY | O_CREAT | O_TRUNC, 0600);
        char piece[65536];
        ssize_t got;
        while (from >= 0 && to >= 0 && (got = read(from, piece, sizeof piece)) > 0)
            if (write(to, piece, got) != got) abort();
        if (from >= 0) close(from);
        if (to >= 0) close(to);
    }
    rename(new, kept);
}

int fsync(int descriptor) {
    int (*real)(int) = dlsym(RTLD_NEXT, "fsync");
    int status = real(descriptor);
    if (!status) keep(descriptor);
    return status;
}

int fdatasync(int descriptor) {
    int (*real)(int) = dlsym(RTLD_NEXT, "fdatasync");
    int status = real(descriptor);
    if (!status) keep(descriptor);
    return status;
}
