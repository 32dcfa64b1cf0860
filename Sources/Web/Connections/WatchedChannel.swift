import HummingbirdCore
import Logging
import NIOCore

/// Sets up a connection with what watches it, before and behind another set-up's own handlers.
struct WatchedChannel<Base: ServerChildChannel>: ServerChildChannel {
    typealias Value = Base.Value

    /// What the connections of a listener have in common.
    let connections: ListenerConnections
    /// Whether the listener ends TLS, so that a ClientHello comes first.
    let isTLS: Bool
    /// Whether requests are answered on the event loop of their connection.
    let answersOnEventLoop: Bool
    let base: Base

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            let pipeline = channel.pipeline.syncOperations
            try pipeline.addHandler(connections.watch())
            if let handler = connections.proxyHeaderHandler() { try pipeline.addHandler(handler) }
            if isTLS { try pipeline.addHandler(ClientHelloHandler()) }
        }.flatMap {
            base.setup(channel: channel, logger: logger)
        }.flatMapErrorThrowing { error in
            // The framework forgets a connection that cannot be set up, with its descriptor.
            channel.close(promise: nil)
            throw error
        }
    }

    func handle(value: Value, logger: Logger) async {
        let executor = answersOnEventLoop ? EventLoopExecutor(value.channel.eventLoop) : nil
        await withTaskExecutorPreference(executor) { await base.handle(value: value, logger: logger) }
    }
}

/// Sets up HTTP with what reports its first octet.
struct OctetReportingChannel<Base: ServerChildChannel>: ServerChildChannel {
    typealias Value = Base.Value

    let base: Base

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(FirstOctetHandler())
        }.flatMap {
            base.setup(channel: channel, logger: logger)
        }
    }

    func handle(value: Value, logger: Logger) async {
        await base.handle(value: value, logger: logger)
    }
}
