import Foundation

/// A file that an operator names, and in words why it cannot be read.
enum InputFile {
    /// - Throws: `Failure` with the file, the cause and the cure.
    static func read(_ path: String) throws(Failure) -> Data {
        if let obstacle = obstacle(path) { throw Failure("\(path): \(obstacle)") }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Failure("\(path): cannot be read: the machine gives no reason; try again, and look at its disk")
        }
        return data
    }

    /// UTF-8 text.
    ///
    /// - Throws: `Failure` with the file, the cause and the cure.
    static func text(_ path: String) throws(Failure) -> String {
        guard let text = String(validating: try read(path), as: UTF8.self) else {
            throw Failure("\(path): is not UTF-8: save it as such")
        }
        return text
    }

    /// Why the file cannot be read, and what to do; nil when it can.
    static func obstacle(_ path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_NONBLOCK)
        guard descriptor >= 0 else { return "cannot be read: \(words(errno))" }
        defer { close(descriptor) }
        var state = stat()
        guard fstat(descriptor, &state) == 0 else { return "cannot be read: \(words(errno))" }
        return state.st_mode & S_IFMT == S_IFDIR ? "cannot be read: it is a folder; name a file" : nil
    }

    /// Why a folder could not be read, and what to do.
    static func unreadableFolder(_ path: String) -> String {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY)
        guard descriptor < 0 else {
            close(descriptor)
            return "it changed meanwhile; try again"
        }
        return folderWords(errno)
    }

    /// Why a folder could not be made, and what to do.
    static func unmadeFolder(_ path: String) -> String {
        mkdir(path, 0o700) == 0 ? "it changed meanwhile; try again" : folderWords(errno)
    }

    private static func folderWords(_ error: Int32) -> String {
        switch error {
        case ENOENT: "there is no such folder; is the path right?"
        case EEXIST: "it is a file and no folder; is the path right?"
        default: words(error)
        }
    }

    /// What the system's error number means to whoever named the file.
    static func words(_ error: Int32) -> String {
        switch error {
        case ENOENT: "there is no such file; is the path right?"
        case ENOTDIR: "a part of the path is a file and no folder; is the path right?"
        case EACCES, EPERM: "no permission; change its owner or mode, or that of a folder above it"
        case EISDIR: "it is a folder; name a file"
        case ENOSPC, EDQUOT: "the disk is full; make room"
        case EROFS: "the disk is read-only; choose another place"
        case EEXIST: "it is there already, and nothing is written over; move it away"
        default: "\(String(cString: strerror(error))); mend that, and try again"
        }
    }
}
