import Foundation

/// A file that holds a key, a token or a password, and who besides this program can read or replace it.
struct SecretFile: Sendable {
    /// The path that the configuration names; symbolic links are followed.
    let path: String

    /// Why the secret is not safe there, and what to do; nil when it is, and when the file cannot be examined, which is
    /// another error.
    ///
    /// - Parameter user: the effective user of this process. Root may examine the files of a service's user.
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
        return Self.openFolder(above: path)
    }

    /// The first folder on the way to the file in which any user can replace files; nil for none.
    ///
    /// A folder with the sticky bit, such as `/tmp`, lets users replace their own files alone.
    static func openFolder(above path: String) -> String? {
        var folder = URL(filePath: path).resolvingSymlinksInPath().deletingLastPathComponent()
        while true {
            var state = stat()
            if stat(folder.path, &state) == 0, state.st_mode & 0o002 != 0, state.st_mode & mode_t(S_ISVTX) == 0 {
                return "\(path) can be replaced by any user, who may write into the folder \(folder.path) "
                    + "(mode \(octal(state.st_mode))): chmod o-w"
            }
            let parent = folder.deletingLastPathComponent()
            guard parent.path != folder.path, folder.path != "/" else { return nil }
            folder = parent
        }
    }

    private static func octal(_ mode: mode_t) -> String {
        let digits = String(mode & 0o7777, radix: 8)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}

extension Installation {
    /// Secrets that other users can read or replace: errors in production, warnings in development.
    func secretFileProblems() -> [ConfigurationProblem] {
        let severity: ConfigurationProblem.Severity = configuration.mode == .production ? .error : .warning
        return secretFiles.compactMap { key, file in
            guard !file.isEmpty, let exposure = SecretFile(path: file).exposure() else { return nil }
            return ConfigurationProblem(severity, key, exposure)
        }
    }

    /// Every file whose content must stay secret, with the key that names it.
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
