import Foundation
import TestAgents
import Testing

@testable import AldabaCommand

struct FileStampTests {
    private let folder: TemporaryDirectory
    private var file: String { folder.path("list.crl") }

    init() throws {
        folder = try TemporaryDirectory("stamps")
        try folder.write("first", to: "list.crl")
    }

    private func date(_ seconds: TimeInterval) throws {
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: seconds)], ofItemAtPath: file)
    }

    @Test func `is the same while the file is the same`() {
        #expect(FileStamp(file) == FileStamp(file))
    }

    @Test func `differs after a change of the size`() throws {
        try date(1_000_000)
        let before = FileStamp(file)
        try folder.write("second", to: "list.crl")
        try date(1_000_000)
        #expect(FileStamp(file) != before)
    }

    @Test func `differs after a change of the modification time, also to an earlier time`() throws {
        try date(1_000_000)
        let before = FileStamp(file)
        try date(999_999)
        #expect(FileStamp(file) != before)
    }

    @Test func `differs when the file is removed and when it returns`() throws {
        let before = FileStamp(file)
        try FileManager.default.removeItem(atPath: file)
        let missing = FileStamp(file)
        #expect(missing != before)
        #expect(missing == FileStamp(folder.path("other")))
        try folder.write("first", to: "list.crl")
        #expect(FileStamp(file) != missing)
    }

    @Test func `follows a symbolic link to its file`() throws {
        try folder.write("another text", to: "other.crl")
        let link = folder.path("link")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file)
        #expect(FileStamp(link) == FileStamp(file))
        try FileManager.default.removeItem(atPath: link)
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: folder.path("other.crl"))
        #expect(FileStamp(link) != FileStamp(file))
    }
}
