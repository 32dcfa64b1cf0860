import Broker
import Logging
import NIOCore
import Synchronization
import Telemetry

/// Counts and logs the connections that a listener closes: each one in a metric, and one log line a minute for each
/// cause.
final class ConnectionReport: Sendable {
    /// Why a connection was closed by its handlers and not by the table.
    enum Cause: Hashable, Sendable {
        case table(ConnectionTable.Cause)
        /// The time of that phase ended.
        case late(ConnectionPhase)
        /// A trusted proxy did not begin with a valid PROXY header.
        case proxyHeader

        var label: String {
            switch self {
            case .table(let cause): cause.rawValue
            case .late(let phase): "late-\(phase.rawValue)"
            case .proxyHeader: "proxy-header"
            }
        }
    }

    private let listener: String
    private let measurements: Measurements
    private let pseudonym: @Sendable (String) -> String
    private let log: Logger
    private let state = Mutex<[Cause: State]>([:])

    private struct State {
        var loggedAt: NIODeadline
        var sinceThen = 0
    }

    /// - Parameters:
    ///   - listener: its name in metrics and log: `public`, `certificate` or `administration`.
    ///   - pseudonym: a keyed hash of a client's network, for the log.
    init(
        listener: String, measurements: Measurements, log: Logger, pseudonym: @escaping @Sendable (String) -> String
    ) {
        self.listener = listener
        self.measurements = measurements
        self.pseudonym = pseudonym
        self.log = log
    }

    func closed(_ connections: [ConnectionTable.Closed], at now: NIODeadline) {
        for closed in connections { self.closed(.table(closed.cause), closed.client, at: now) }
    }

    func closed(_ cause: Cause, _ client: NetworkAddress?, at now: NIODeadline) {
        measurements.count(.connectionsClosed, listener, cause.label)
        // Every idle connection ends in this way.
        guard cause != .late(.idle) else { return }
        guard let count = closedSinceLastLine(cause, at: now) else { return }
        var metadata: Logger.Metadata = [
            "listener": "\(listener)", "cause": "\(cause.label)", "connections": "\(count)",
        ]
        if let client { metadata["client"] = "\(pseudonym(ClientNetwork(of: client.text).text))" }
        log.notice("connections: closed", metadata: metadata)
    }

    /// Sets how many connections are open; called after each change.
    func open(_ count: Int) {
        measurements.set(.connectionsOpen, to: Double(count), listener)
    }

    /// Counts one more connection that was closed for that cause.
    ///
    /// - Returns: how many were closed since the last log line, when a line is due; nil when the last one is less than
    ///   a minute old.
    private func closedSinceLastLine(_ cause: Cause, at now: NIODeadline) -> Int? {
        state.withLock { state in
            if let last = state[cause], now - last.loggedAt < .minutes(1) {
                state[cause]?.sinceThen += 1
                return nil
            }
            let count = 1 + (state[cause]?.sinceThen ?? 0)
            state[cause] = State(loggedAt: now)
            return count
        }
    }
}
