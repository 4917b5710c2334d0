// Laid before glibc's write and pwrite64 (LD_PRELOAD) by faults.py: cuts a write to half of what was asked, when the file that
// WIREDESK_SHORT names says so. Its three numbers: which call (1 write, 2 pwrite64, 0 none); which one of it, from 1, negative for
// that one and all after it; and, for whoever asked, how many were cut.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <unistd.h>

static volatile int *control;

__attribute__((constructor)) static void begin(void) {
    const char *name = getenv("WIREDESK_SHORT");
    int file = name ? open(name, O_RDWR | O_CLOEXEC) : -1;
    if (file < 0) return;
    void *memory = mmap(NULL, 12, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    if (memory != MAP_FAILED) control = memory;
}

static size_t allowed(int call, size_t count) {
    if (!control || control[0] != call || count < 2) return count;
    int left = control[1];
    if (left > 1) {
        __atomic_sub_fetch(&control[1], 1, __ATOMIC_SEQ_CST);
        return count;
    }
    if (left < -1) {
        __atomic_add_fetch(&control[1], 1, __ATOMIC_SEQ_CST);
        return count;
    }
    if (left == 0) return count;
    if (left == 1) control[1] = 0;
    __atomic_add_fetch(&control[2], 1, __ATOMIC_SEQ_CST);
    return count / 2;
}

ssize_t write(int file, const void *bytes, size_t count) {
    static ssize_t (*real)(int, const void *, size_t);
    if (!real) real = dlsym(RTLD_NEXT, "write");
    return real(file, bytes, allowed(1, count));
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off_t place) {
    static ssize_t (*real)(int, const void *, size_t, off_t);
    if (!real) real = dlsym(RTLD_NEXT, "pwrite64");
    return real(file, bytes, allowed(2, count), place);
}
