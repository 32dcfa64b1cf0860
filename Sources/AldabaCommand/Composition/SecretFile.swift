import Foundation

/// A file with a key, a token or a password. Checks whether other users can read or replace it.
struct SecretFile: Sendable {
    /// The path in the configuration. Symbolic links are followed: operators link `/etc/aldaba`, and Kubernetes mounts
    /// each secret as a link.
    let path: String

    /// Returns the reason why other users can read or replace the file, and what to do. Nil when they cannot, and when
    /// the file cannot be examined, which is a separate error.
    ///
    /// - Parameter user: The effective user of this process. Root may use files of any other user.
    func exposure(to user: uid_t = geteuid()) -> String? {
        var state = stat()
        guard stat(path, &state) == 0 else { return nil }
        if state.st_mode & 0o077 != 0 {
            return "\(path) can be read or changed by other users (mode \(Self.octal(state.st_mode))), expected 0600: "
                + "chmod 600, and replace the secret if others were on this machine"
        }
        if user != 0, state.st_uid != user, state.st_uid != 0 {
            return "\(path) belongs to another user (\(state.st_uid)), expected \(user) or root: chown it"
        }
        return Self.obstacle(onTheWayTo: path, trusting: [0, user, state.st_uid])
    }

    /// Returns the first folder or link on the path through which another user can replace the file. Nil when there is
    /// none.
    ///
    /// Resolves the path like the kernel, folder by folder and through each link. In a folder with the sticky bit, such
    /// as `/tmp`, users can replace only their own files, so a link there must not belong to another user.
    ///
    /// - Parameter users: The users whose links are followed.
    static func obstacle(onTheWayTo path: String, trusting users: Set<uid_t>) -> String? {
        var folder = "/"
        let here = path.hasPrefix("/") ? "" : FileManager.default.currentDirectoryPath
        var names = Array(Self.names(in: "\(here)/\(path)").reversed())
        var links = 0
        while let name = names.popLast() {
            if let problem = openFolder(folder, onTheWayTo: path) { return problem }
            let place = folder == "/" ? "/\(name)" : "\(folder)/\(name)"
            var state = stat()
            if name == ".." {
                let parent = folder[..<(folder.lastIndex(of: "/") ?? folder.startIndex)]
                folder = parent.isEmpty ? "/" : String(parent)
            } else if lstat(place, &state) == 0, state.st_mode & S_IFMT == S_IFLNK {
                links += 1
                guard links <= 40 else { return "\(path) leads through more than 40 links" }
                guard users.contains(state.st_uid) else {
                    return "\(path) leads through the link \(place), which belongs to another user (\(state.st_uid)): "
                        + "replace the link, or chown -h it"
                }
                // A link that disappears in the meantime has an empty target.
                let target = (try? FileManager.default.destinationOfSymbolicLink(atPath: place)) ?? ""
                if target.hasPrefix("/") { folder = "/" }
                names += Self.names(in: target).reversed()
            } else {
                folder = place
            }
        }
        return nil
    }

    private static func openFolder(_ folder: String, onTheWayTo path: String) -> String? {
        var state = stat()
        guard stat(folder, &state) == 0, state.st_mode & 0o002 != 0, state.st_mode & mode_t(S_ISVTX) == 0 else {
            return nil
        }
        return "\(path) can be replaced by any user, who may write into the folder \(folder) "
            + "(mode \(octal(state.st_mode))): chmod o-w"
    }

    private static func names(in path: String) -> [String] {
        path.split(separator: "/").map(String.init).filter { $0 != "." }
    }

    private static func octal(_ mode: mode_t) -> String {
        let digits = String(mode & 0o7777, radix: 8)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}

extension Installation {
    /// Returns the secrets that other users can read or replace: errors in production, warnings in development.
    func secretFileProblems() -> [ConfigurationProblem] {
        let severity: ConfigurationProblem.Severity = configuration.mode == .production ? .error : .warning
        return secretFiles.compactMap { key, file in
            guard !file.isEmpty, let exposure = SecretFile(path: file).exposure() else { return nil }
            return ConfigurationProblem(severity, key, exposure)
        }
    }

    /// All files with secrets, with their configuration keys.
    private var secretFiles: [(ConfigurationKey, String)] {
        var files: [(ConfigurationKey, String)] = [
            (.masterKey, configuration.masterKeyFile), (.signingKey, configuration.signingKeyFile),
        ]
        if let tls = configuration.publicListener.tls { files.append((.publicTLSKey, tls.key)) }
        if let tls = configuration.certificateListener?.tls { files.append((.certificateTLSKey, tls.key)) }
        if case .http(_, let tokenFile?) = configuration.sms { files.append((.smsTokenFile, tokenFile)) }
        if case .postgresql(_, let passfile?, _) = configuration.storage { files.append((.storagePassfile, passfile)) }
        return files
    }
}
