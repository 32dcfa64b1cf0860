import Foundation
import Logging
import ServiceLifecycle

/// Reads the identity provider's metadata anew from time to time, so that a change of its key needs nobody here.
///
/// When it cannot be read, the last one stays until its validUntil; it is not forgotten for a network that is down.
struct MetadataRefresh: Service {
    let source: MetadataSource
    let current: CurrentIdentityProvider
    let logger: Logger
    var interval: Duration = .seconds(15 * 60)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: interval)) != nil {
                do {
                    await current.replace(by: try await source.load(logger: logger))
                } catch {
                    logger.warning("the identity provider's metadata stays as it is: \(error)")
                }
            }
        }
    }
}
