/* A fault planted into the reader of the built program, by standing before libxml2: a feed that says "planted-crash" kills the
   process that reads it, one that says "planted-hang" never ends. For boot.sh. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

int xmlParseChunk(void *parser, const char *bytes, int size, int ends) {
    if (size > 0 && memmem(bytes, size, "planted-crash", 13)) kill(getpid(), SIGSEGV);
    if (size > 0 && memmem(bytes, size, "planted-hang", 12))
        for (;;) pause();
    int (*real)(void *, const char *, int, int) = dlsym(RTLD_NEXT, "xmlParseChunk");
    return real(parser, bytes, size, ends);
}
