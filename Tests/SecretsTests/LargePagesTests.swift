import Foundation
import Secrets
import Testing

/// Tests that the memory of Argon2id uses huge pages. On many systems a mapping must request them.
struct LargePagesTests {
    /// Returns the kernel's flags of the mapping with this address. The kernel merges adjacent mappings with equal
    /// flags.
    private static func flags(at address: UnsafeMutableRawPointer) throws -> [Substring] {
        let address = UInt(bitPattern: address)
        var isThere = false
        for line in try lines(of: "/proc/self/smaps") {
            let ends = line.prefix { $0 != " " }.split(separator: "-").compactMap { UInt($0, radix: 16) }
            if ends.count == 2 {
                isThere = (ends[0]..<ends[1]).contains(address)
            } else if isThere, line.hasPrefix("VmFlags:") {
                return line.split(separator: " ")
            }
        }
        return []
    }

    /// Returns the lines of a file, read to its end. Files of the kernel have no size.
    private static func lines(of path: String) throws -> [Substring] {
        let file = try #require(FileHandle(forReadingAtPath: path))
        return String(decoding: try file.readToEnd() ?? Data(), as: UTF8.self).split(separator: "\n")
    }

    /// Whether a sanitizer is active. Sanitizers replace mmap.
    private static let isSanitized = dlsym(nil, "__asan_init") != nil || dlsym(nil, "__tsan_init") != nil
    private static let hasHugePages = FileManager.default.fileExists(
        atPath: "/sys/kernel/mm/transparent_hugepage/enabled")

    @Test(.enabled(if: hasHugePages && !isSanitized), arguments: [(4 << 20, false), (19 << 20, true)])
    func `a mapping of the size of Argon2id's memory requests huge pages, a small one does not`(
        _ length: Int, _ isLarge: Bool
    ) throws {
        let memory = mmap(nil, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        let address = try #require(memory != MAP_FAILED ? memory : nil)
        defer { munmap(address, length) }
        let flags = try Self.flags(at: address)
        #expect(flags.contains("rd"))
        #expect(flags.contains("hg") == isLarge)
    }

    /// libsodium uses the first definition in the program and its libraries.
    @Test(.enabled(if: !isSanitized)) func `libraries call the program's mmap`() throws {
        let address = try UInt(bitPattern: #require(dlsym(nil, "mmap")))
        let line = try Self.lines(of: "/proc/self/maps").first { line in
            let ends = line.prefix { $0 != " " }.split(separator: "-").compactMap { UInt($0, radix: 16) }
            return ends.count == 2 && (ends[0]..<ends[1]).contains(address)
        }
        #expect(try !#require(line).contains("libc.so"))
    }

    @Test func `an impossible mapping fails as with the system's mmap`() {
        #expect(mmap(nil, Int.max, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED)
        #expect(mmap(nil, 0, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED)
        #expect(errno == EINVAL)
    }
}
