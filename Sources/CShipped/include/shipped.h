#pragma once
#include <stddef.h>

/// A file of Config/, embedded at build time. Path is relative to Config/; the list ends with a null path.
typedef struct {
    const char *path;
    const unsigned char *bytes;
    size_t count;
} shipped_file;

/// The list's first file. A function, because Swift does not see arrays without a length.
const shipped_file *shipped_files(void);
