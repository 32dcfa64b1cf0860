import Foundation
import Synchronization

/// A program that is started for a test and ends with it in any case.
///
/// A small shell supervises the program: it leads a process group, waits for the program, and kills all its processes
/// when its standard input closes. That happens when `stop` is called, when this object is destroyed, and when this
/// process ends.
package final class LocalProcess: Sendable {
    package let name: String
    /// The file with the program's standard output and error.
    package let outputPath: String
    /// The process group, whose leader is the shell.
    package let group: Int32
    private let lifeline: Mutex<Int32?>
    private let exitStatus = Mutex<Int32?>(nil)
    private let directory: TemporaryDirectory

    /// Starts a program.
    ///
    /// - Parameters:
    ///   - executable: A path, or a name that is searched in PATH.
    ///   - environment: Added to the environment of this process.
    /// - Throws: `SystemCallFailure` when the shell cannot be started. A missing program ends with status 127.
    package init(
        _ executable: String, _ arguments: [String] = [], environment: [String: String] = [:],
        currentDirectory: String? = nil, folder: TemporaryDirectory? = nil
    ) throws {
        name = URL(fileURLWithPath: executable).lastPathComponent
        try ProcessPermission.require(for: name)
        directory = try TemporaryDirectory(name)
        outputPath = directory.path("output")
        var pipe: [Int32] = [0, 0]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &pipe) == 0 else {
            throw SystemCallFailure("socketpair")
        }
        defer { close(pipe[0]) }
        do {
            group = try Self.spawn(
                [
                    "sh", "-c", Self.supervisor, executable, directory.path, folder?.path ?? "",
                    currentDirectory ?? ".", executable,
                ] + arguments,
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

    /// The output so far.
    package var output: String { (try? String(contentsOfFile: outputPath, encoding: .utf8)) ?? "" }

    /// The program's exit status, or 128 plus the signal. Nil while it runs.
    package var ended: Int32? {
        exitStatus.withLock { known in
            if known == nil {
                var status: Int32 = 0
                if waitpid(group, &status, WNOHANG) == group {
                    known = Self.decode(status)
                    kill(-group, SIGKILL)  // processes that the program may have left
                }
            }
            return known
        }
    }

    /// Sends a signal to the program and all its child processes.
    package func send(signal: Int32) { kill(-group, signal) }

    /// Waits until the condition is true, while the program runs.
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

    /// Waits until a port accepts connections, while the program runs.
    package func ready(listeningOn port: Int, within limit: Duration = .seconds(30)) async throws {
        try await ready(within: limit) {
            close(try LoopbackSocket.connected(to: port, limit: .seconds(1)))
            return true
        }
    }

    /// Waits until the program has ended by itself, and returns its exit status.
    ///
    /// Waits on a separate thread, so that busy tests do not delay it.
    package func finished(within limit: Duration = .seconds(60)) async throws -> Int32 {
        try await offThePool { [self] in
            let deadline = ContinuousClock.now + limit
            repeat {
                if let status = ended { return status }
                usleep(2_000)
            } while ContinuousClock.now < deadline
            throw DeadlineExceeded(what: "\(name) to end", waited: limit, lastError: nil)
        }
    }

    /// Stops the program with SIGTERM, kills it after two seconds, and returns its exit status.
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

    /// The script of the shell. Arguments: the working directory, the program, its arguments. Signals to the group
    /// reach the program, but the shell ignores them. In the end the shell kills all processes that inherited the mark,
    /// because some programs (chromedriver) start child processes in other groups.
    private static let supervisor = """
        output=$1 folder=$2; shift 2
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
        if ! kill -0 "$PPID" 2>/dev/null; then
            # More than once: a part of a browser may write until it notices that the others are gone.
            for _ in 1 2 3 4; do rm -rf "$output" "$folder"; sleep 0.5; done
        fi
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

/// A program ended although it was still needed.
package struct ProcessEnded: Error, CustomStringConvertible {
    package let name: String
    package let status: Int32
    package let output: String

    package var description: String { "\(name) ended with status \(status); it wrote:\n\(output.suffix(2000))" }
}
