// Argon2id works in 19 MiB that libsodium maps and unmaps for each password. In pages of 4 KiB the kernel spends as
// long on the 4,864 pages as Argon2id on the password; ten huge pages take a quarter of that. On many systems only
// memory for which the program requests them gets huge pages (`madvise`, in
// /sys/kernel/mm/transparent_hugepage/enabled). libsodium does not request them.
//
// This definition of mmap precedes the C library's for every shared library that the program is linked with. It
// forwards each call, and requests huge pages for large private anonymous mappings. Calls within the C library, for
// example by malloc and for thread stacks, do not use it. See LargePagesForPasswords in the documentation of Secrets.

#define _GNU_SOURCE
#include "large_pages.h"

#include <errno.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

// The sanitizers define mmap themselves.
#if !__has_feature(address_sanitizer) && !__has_feature(thread_sanitizer)

static void *map(void *address, size_t length, int protection, int flags, int file, off_t offset) {
    return (void *)syscall(SYS_mmap, address, length, protection, flags, file, offset);
}

void *mmap(void *address, size_t length, int protection, int flags, int file, off_t offset) {
    const int anonymous = MAP_PRIVATE | MAP_ANONYMOUS;
    if (address != NULL || length < ALDABA_LARGE_MAPPING || (flags & anonymous) != anonymous) {
        return map(address, length, protection, flags, file, offset);
    }
    // Populated only after madvise: pages that exist already stay small.
    void *memory = map(address, length, protection, flags & ~MAP_POPULATE, file, offset);
    if (memory == MAP_FAILED) return memory;
    const int error = errno;
    madvise(memory, length, MADV_HUGEPAGE);
#ifdef MADV_POPULATE_WRITE
    if (flags & MAP_POPULATE) madvise(memory, length, MADV_POPULATE_WRITE);
#endif
    // Without huge pages the mapping is as good.
    errno = error;
    return memory;
}

#endif
