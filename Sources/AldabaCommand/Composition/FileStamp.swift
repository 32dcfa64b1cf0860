import Foundation

/// The size, modification time and status change time of a file. They differ after a change of its content or mode.
///
/// All code that watches files compares stamps. The modification time alone is not enough: a file can be replaced by one
/// with the same time, or become readable.
struct FileStamp: Hashable, Sendable {
    private let numbers: [Int]

    /// Reads the stamp of a file, or of the file to which a symbolic link leads. All missing files have the same stamp.
    init(_ path: String) {
        var state = stat()
        guard stat(path, &state) == 0 else {
            numbers = []
            return
        }
        numbers = [
            Int(state.st_size), state.st_mtim.tv_sec, state.st_mtim.tv_nsec, state.st_ctim.tv_sec,
            state.st_ctim.tv_nsec,
        ]
    }
}
