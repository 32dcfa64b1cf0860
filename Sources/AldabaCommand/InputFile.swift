import Foundation

/// Reads files that an operator names. Errors have the cause and what to do.
enum InputFile {
    /// Returns the content of a file.
    ///
    /// - Throws: `Failure` with the file, the cause and what to do.
    static func read(_ path: String) throws(Failure) -> Data {
        if let obstacle = obstacle(path) { throw Failure("\(path): \(obstacle)") }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Failure("\(path): cannot be read: the system gives no reason; try again, and check the disk")
        }
        return data
    }

    /// Returns the UTF-8 text of a file.
    ///
    /// - Throws: `Failure` with the file, the cause and what to do.
    static func text(_ path: String) throws(Failure) -> String {
        guard let text = String(validating: try read(path), as: UTF8.self) else {
            throw Failure("\(path): is not UTF-8: save it as UTF-8")
        }
        return text
    }

    /// Returns the reason why a file cannot be read, and what to do. Nil when it can be read.
    static func obstacle(_ path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_NONBLOCK)
        guard descriptor >= 0 else { return "cannot be read: \(message(for: errno))" }
        defer { close(descriptor) }
        var state = stat()
        guard fstat(descriptor, &state) == 0 else { return "cannot be read: \(message(for: errno))" }
        return state.st_mode & S_IFMT == S_IFDIR ? "cannot be read: it is a folder; name a file" : nil
    }

    /// Returns the reason why a folder cannot be read, and what to do.
    static func unreadableFolder(_ path: String) -> String {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY)
        guard descriptor < 0 else {
            close(descriptor)
            return "it changed in the meantime; try again"
        }
        return folderMessage(for: errno)
    }

    /// Returns the reason why a folder cannot be created, and what to do.
    static func unmadeFolder(_ path: String) -> String {
        mkdir(path, 0o700) == 0 ? "it changed in the meantime; try again" : folderMessage(for: errno)
    }

    private static func folderMessage(for error: Int32) -> String {
        switch error {
        case ENOENT: "there is no such folder; is the path right?"
        case EEXIST: "it is a file, not a folder; is the path right?"
        default: message(for: error)
        }
    }

    /// Returns the meaning of a system error number for a named file, and what to do.
    static func message(for error: Int32) -> String {
        switch error {
        case ENOENT: "there is no such file; is the path right?"
        case ENOTDIR: "a part of the path is a file, not a folder; is the path right?"
        case EACCES, EPERM: "no permission; change its owner or mode, or that of a folder above it"
        case EISDIR: "it is a folder; name a file"
        case ENOSPC, EDQUOT: "the disk is full; free some space"
        case EROFS: "the disk is read-only; choose another place"
        case EEXIST: "it already exists and is not overwritten; move it away"
        default: "\(String(cString: strerror(error))); correct that, and try again"
        }
    }
}
