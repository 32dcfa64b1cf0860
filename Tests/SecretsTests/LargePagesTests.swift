import Foundation
import Secrets
import Testing

/// The memory of Argon2id comes in huge pages, which only a mapping that asks for them gets on many systems.
struct LargePagesTests {
    /// The flags of the mapping at that address, as the kernel lists them.
    private static func flags(at address: UnsafeMutableRawPointer) throws -> [Substring] {
        let start = String(UInt(bitPattern: address), radix: 16)
        var isThere = false
        for line in try String(contentsOfFile: "/proc/self/smaps", encoding: .utf8).split(separator: "\n") {
            if let range = line.split(separator: " ").first?.split(separator: "-"), range.count == 2 {
                isThere = range[0] == start
            } else if isThere, line.hasPrefix("VmFlags:") {
                return line.split(separator: " ")
            }
        }
        return []
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
        #expect(try Self.flags(at: address).contains("hg") == isLarge)
    }

    /// libsodium finds it: the first definition among the program and its libraries counts.
    @Test(.enabled(if: !isSanitized)) func `libraries call the program's mmap`() throws {
        let address = try UInt(bitPattern: #require(dlsym(nil, "mmap")))
        let maps = try String(contentsOfFile: "/proc/self/maps", encoding: .utf8).split(separator: "\n")
        let line = maps.first { line in
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
