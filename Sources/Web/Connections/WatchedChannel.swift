import HummingbirdCore
import Logging
import NIOCore

/// Sets up a connection with its watching handlers, before and after the handlers of another set-up.
struct WatchedChannel<Base: ServerChildChannel>: ServerChildChannel {
    typealias Value = Base.Value

    /// What the connections of a listener share.
    let connections: ListenerConnections
    /// Whether the listener terminates TLS, so that a ClientHello comes first.
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
            // The framework does not close a connection that cannot be set up, which would leak its descriptor.
            channel.close(promise: nil)
            throw error
        }
    }

    func handle(value: Value, logger: Logger) async {
        let executor = answersOnEventLoop ? EventLoopExecutor(value.channel.eventLoop) : nil
        await withTaskExecutorPreference(executor) { await base.handle(value: value, logger: logger) }
    }
}

/// Sets up HTTP with a handler that reports the first octet.
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
