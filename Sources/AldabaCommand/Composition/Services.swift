import Logging
import ServiceLifecycle

/// A background task that runs until the graceful shutdown of the program.
struct Background: Service {
    private let work: @Sendable () async -> Void

    init(_ work: @escaping @Sendable () async -> Void) {
        self.work = work
    }

    func run() async throws {
        await cancelWhenGracefulShutdown(work)
    }
}

/// A listener whose errors contain its address.
struct NamedListener: Service {
    let address: String
    let log: Logger
    let service: any Service

    func run() async throws {
        do {
            log.info("listening", metadata: ["address": "\(address)"])
            try await service.run()
        } catch {
            throw FailureText.listening(at: address, error)
        }
    }
}
