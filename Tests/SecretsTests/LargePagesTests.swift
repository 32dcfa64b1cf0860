import Foundation
import Secrets
import Testing

/// The memory of Argon2id comes in huge pages, which only a mapping that asks for them gets on many systems.
struct LargePagesTests {
    /// The flags of the mapping that has the address, as the kernel lists them. It joins mappings that touch and are alike.
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

    /// Read to the end: files of the kernel have no size.
    private static func lines(of path: String) throws -> [Substring] {
        let file = try #require(FileHandle(forReadingAtPath: path))
        return String(decoding: try file.readToEnd() ?? Data(), as: UTF8.self).split(separator: "\n")
    }

    /// The sanitizers have an mmap of their own.
    private static let isSanitized = dlsym(nil, "__asan_init") != nil || dlsym(nil, "__tsan_init") != nil
    private static let hasHugePages = FileManager.default.fileExists(
        atPath: "/sys/kernel/mm/transparent_hugepage/enabled")

    @Test(.enabled(if: hasHugePages && !isSanitized), arguments: [(4 << 20, false), (19 << 20, true)])
    func `a mapping of the size that Argon2id needs asks for huge pages, a small one does not`(
        _ length: Int, _ isLarge: Bool
    ) throws {
        let memory = mmap(nil, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        let address = try #require(memory != MAP_FAILED ? memory : nil)
        defer { munmap(address, length) }
        let flags = try Self.flags(at: address)
        #expect(flags.contains("rd"))
        #expect(flags.contains("hg") == isLarge)
    }

    /// libsodium finds it: the first definition among the program and its libraries counts.
    @Test(.enabled(if: !isSanitized)) func `libraries call the program's mmap`() throws {
        let address = try UInt(bitPattern: #require(dlsym(nil, "mmap")))
        let line = try Self.lines(of: "/proc/self/maps").first { line in
            let ends = line.prefix { $0 != " " }.split(separator: "-").compactMap { UInt($0, radix: 16) }
            return ends.count == 2 && (ends[0]..<ends[1]).contains(address)
        }
        #expect(try !#require(line).contains("libc.so"))
    }

    @Test func `a mapping that cannot be had fails as it would without us`() {
        #expect(mmap(nil, Int.max, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED)
        #expect(mmap(nil, 0, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED)
        #expect(errno == EINVAL)
    }
}
