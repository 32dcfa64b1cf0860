// Argon2id works in 19 MiB that libsodium maps and unmaps for each password. In pages of 4 KiB the kernel spends as
// long on the 4,864 pages as Argon2id on the password; ten huge pages take a quarter of that. Many systems give huge
// pages only to memory for which the program asks (`madvise`, in /sys/kernel/mm/transparent_hugepage/enabled).
// libsodium does not ask.
//
// This definition of mmap comes before that of the C library for every shared library that the program is linked with.
// It passes each call on, and asks for huge pages for large private anonymous mappings. Calls within the C library,
// such as those of malloc and of thread stacks, do not come here. See LargePagesForPasswords in the documentation of
// Secrets.

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
    // Populated only after the question: pages that are there already stay small.
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
