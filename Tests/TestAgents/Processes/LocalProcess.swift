import Foundation
import Synchronization

/// A program started for a test, which ends with it whatever happens.
///
/// A small shell stands between: it leads a process group, waits for the program, and kills all that it started when its
/// standard input closes. That happens when `stop` is called, when the value goes away, and when this process dies.
package final class LocalProcess: Sendable {
    package let name: String
    /// Where what the program writes to standard output and error is kept.
    package let outputPath: String
    /// The process group, whose leader is the shell.
    package let group: Int32
    private let lifeline: Mutex<Int32?>
    private let exitStatus = Mutex<Int32?>(nil)
    private let directory: TemporaryDirectory

    /// Starts a program with exactly the environment given.
    ///
    /// - Parameters:
    ///   - executable: a path, or a name to be found in PATH.
    ///   - environment: added to this process's own.
    /// - Throws: `SystemCallFailure` when the shell cannot be started. A program that is not there ends with status 127.
    package init(
        _ executable: String, _ arguments: [String] = [], environment: [String: String] = [:],
        currentDirectory: String? = nil
    ) throws {
        name = URL(fileURLWithPath: executable).lastPathComponent
        directory = try TemporaryDirectory(name)
        outputPath = directory.path("output")
        var pipe: [Int32] = [0, 0]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &pipe) == 0 else {
            throw SystemCallFailure("socketpair")
        }
        defer { close(pipe[0]) }
        do {
            group = try Self.spawn(
                ["sh", "-c", Self.supervisor, executable, currentDirectory ?? ".", executable] + arguments,
                environment: ProcessInfo.processInfo.environment.merging(environment) { $1 }
                    .merging([Self.mark: UUID().uuidString]) { $1 },
                input: pipe[0], outputPath: outputPath)
        } catch {
            close(pipe[1])
            throw error
        }
        lifeline = Mutex(pipe[1])
    }

    deinit {
        cutLifeline()
        if exitStatus.withLock({ $0 }) == nil {
            kill(-group, SIGKILL)
            waitpid(group, nil, 0)
        }
    }

    /// All it has written until now.
    package var output: String { (try? String(contentsOfFile: outputPath, encoding: .utf8)) ?? "" }

    /// The program's exit status, or 128 and the signal; nil while it runs.
    package var ended: Int32? {
        exitStatus.withLock { known in
            if known == nil {
                var status: Int32 = 0
                if waitpid(group, &status, WNOHANG) == group {
                    known = Self.decode(status)
                    kill(-group, SIGKILL)  // what the program may have left behind
                }
            }
            return known
        }
    }

    /// Sends a signal to the program and all that it started.
    package func send(signal: Int32) { kill(-group, signal) }

    /// Waits until the condition holds, while the program runs.
    ///
    /// - Throws: `ProcessEnded` as soon as the program has ended; `DeadlineExceeded`.
    package func ready(
        within limit: Duration = .seconds(30), when condition: @Sendable () async throws -> Bool
    ) async throws {
        try await eventually("\(name) to be ready", within: limit) {
            if let status = self.ended { throw ProcessEnded(name: self.name, status: status, output: self.output) }
            return try await condition() ? true : nil
        }
    }

    /// Waits until something listens on the port, while the program runs.
    package func ready(listeningOn port: Int, within limit: Duration = .seconds(30)) async throws {
        try await ready(within: limit) {
            close(try LoopbackSocket.connected(to: port, limit: .seconds(1)))
            return true
        }
    }

    /// Waits until the program has ended by itself, and returns its exit status.
    package func finished(within limit: Duration = .seconds(60)) async throws -> Int32 {
        try await eventually("\(name) to end", within: limit) { self.ended }
    }

    /// Asks the program to end (SIGTERM), kills it after two seconds, and returns its exit status when it is gone.
    @discardableResult
    package func stop() async throws -> Int32 {
        cutLifeline()
        return try await finished()
    }

    private func cutLifeline() {
        lifeline.withLock { descriptor in
            if let open = descriptor { close(open) }
            descriptor = nil
        }
    }

    /// The shell's script. Arguments: the folder to start in, the program, its arguments. Signals to the group reach
    /// the program and leave the shell waiting for it. In the end everything goes that inherited the mark: some
    /// programs (chromedriver) start theirs in groups of their own.
    private static let supervisor = """
        cd "$1" || exit 126; shift
        trap : TERM INT HUP
        exec 3<&0
        "$@" 3<&- </dev/null & child=$!
        { read -r _ <&3; kill -TERM "$child"; sleep 2; kill -KILL "$child"; } 2>/dev/null & guard=$!
        exec 3<&- </dev/null
        wait "$child"; status=$?
        while kill -0 "$child" 2>/dev/null; do wait "$child"; status=$?; done
        kill -KILL "$guard" 2>/dev/null
        for left in $(grep -lsz "^\(mark)=$\(mark)" /proc/[0-9]*/environ); do
            left=${left#/proc/}; left=${left%/environ}
            [ "$left" = "$$" ] || kill -KILL "$left" 2>/dev/null
        done
        exit "$status"
        """
    private static let mark = "TEST_PROCESS"

    private static func spawn(
        _ arguments: [String], environment: [String: String], input: Int32, outputPath: String
    ) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, 0)
        posix_spawn_file_actions_addopen(&actions, 1, outputPath, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK))
        var noSignals = sigset_t()
        sigemptyset(&noSignals)
        posix_spawnattr_setsigmask(&attributes, &noSignals)

        var argumentPointers = arguments.map { strdup($0) } + [nil]
        var environmentPointers = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (argumentPointers + environmentPointers).forEach { free($0) } }
        var process: pid_t = 0
        let code = posix_spawn(&process, "/bin/sh", &actions, &attributes, &argumentPointers, &environmentPointers)
        guard code == 0 else { throw SystemCallFailure("posix_spawn", code: code) }
        return process
    }

    private static func decode(_ status: Int32) -> Int32 {
        let signal = status & 0x7f
        return signal == 0 ? (status >> 8) & 0xff : 128 + signal
    }
}

/// A program that ended although it was still needed.
package struct ProcessEnded: Error, CustomStringConvertible {
    package let name: String
    package let status: Int32
    package let output: String

    package var description: String { "\(name) ended with status \(status); it wrote:\n\(output.suffix(2000))" }
}
