#pragma once
#include <stddef.h>

/// A file of Config/, embedded at build time. Path is relative to Config/; the list ends with a null path.
typedef struct {
    const char *path;
    const unsigned char *bytes;
    size_t count;
} shipped_file;

extern const shipped_file shipped_files[];
