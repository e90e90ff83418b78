#include "Bare.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <fcntl.h>
#include <time.h>
#include <unistd.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

void bare_trim(void) {
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

int bare_forget(const char *path) {
#ifdef POSIX_FADV_DONTNEED
    int file = open(path, O_RDONLY);
    if (file < 0) return 0;
    int done = fsync(file) == 0 && posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED) == 0;
    close(file);
    return done;
#else
    (void)path;
    return 0;
#endif
}

int64_t bare_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

char *bare_text(const char *format, ...) {
    va_list first, second;
    va_start(first, format);
    va_copy(second, first);
    int length = vsnprintf(NULL, 0, format, first);
    char *text = malloc((size_t)length + 1);
    if (text) vsnprintf(text, (size_t)length + 1, format, second);
    va_end(first);
    va_end(second);
    return text;
}

static int by_size(const void *left, const void *right) {
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

void bare_conclude(bare_run *run, int64_t start, int64_t *times, int64_t count) {
    run->elapsed = bare_now() - start;
    if (count == 0) return;
    qsort(times, (size_t)count, sizeof *times, by_size);
    run->p50 = times[count / 2];
    run->p99 = times[count * 99 / 100];
    run->longest = times[count - 1];
}
