// Laid before glibc's read, write and pwrite64 (LD_PRELOAD) by faults.py: fails a call of the program, or has it write half of what
// was asked, when the file that WIREDESK_FAILING names says so. strace would fail those by which libdispatch wakes its threads (an
// eventfd) too, which no disk does. Its four numbers: which call (1 write, 2 pwrite64, 3 read, 0 none); which one of it, from 1,
// negative for that one and all after it; the error, 0 for half; and, for whoever asked, how many met it.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <unistd.h>

static volatile int *control;

__attribute__((constructor)) static void begin(void) {
    const char *name = getenv("WIREDESK_FAILING");
    int file = name ? open(name, O_RDWR | O_CLOEXEC) : -1;
    if (file < 0) return;
    void *memory = mmap(NULL, 16, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    if (memory != MAP_FAILED) control = memory;
}

// How much of it may be done; 0 when it fails, with errno set.
static size_t allowed(int call, size_t count) {
    if (!control || control[0] != call || count == 0) return count;
    int left = control[1];
    int error = control[2];
    if (left == 0 || (error == 0 && count < 2)) return count;
    if (left > 1) {
        __atomic_sub_fetch(&control[1], 1, __ATOMIC_SEQ_CST);
        return count;
    }
    if (left < -1) {
        __atomic_add_fetch(&control[1], 1, __ATOMIC_SEQ_CST);
        return count;
    }
    if (left == 1) control[1] = 0;
    __atomic_add_fetch(&control[3], 1, __ATOMIC_SEQ_CST);
    if (error == 0) return count / 2;
    errno = error;
    return 0;
}

ssize_t write(int file, const void *bytes, size_t count) {
    static ssize_t (*real)(int, const void *, size_t);
    if (!real) real = dlsym(RTLD_NEXT, "write");
    size_t some = allowed(1, count);
    return some || !count ? real(file, bytes, some) : -1;
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off_t place) {
    static ssize_t (*real)(int, const void *, size_t, off_t);
    if (!real) real = dlsym(RTLD_NEXT, "pwrite64");
    size_t some = allowed(2, count);
    return some || !count ? real(file, bytes, some, place) : -1;
}

ssize_t read(int file, void *bytes, size_t count) {
    static ssize_t (*real)(int, void *, size_t);
    if (!real) real = dlsym(RTLD_NEXT, "read");
    size_t some = allowed(3, count);
    return some || !count ? real(file, bytes, some) : -1;
}
