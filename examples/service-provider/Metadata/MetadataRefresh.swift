import Foundation
import Logging
import ServiceLifecycle

/// Reloads the identity provider's metadata every 15 minutes, so that a change of its key needs no manual work.
///
/// When the metadata cannot be read, for example during a network failure, the last document is used until its
/// validUntil.
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
                    logger.warning("the identity provider's metadata cannot be reloaded: \(error)")
                }
            }
        }
    }
}
