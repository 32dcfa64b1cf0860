import Broker
package import Foundation
import HTTPTypes
import Hummingbird
import Pages

/// A message of the development spool, as its page shows it.
package struct SpooledMessage: Sendable {
    package let sentAt: Date
    /// The telephone number, in E.164.
    package let to: String
    package let text: String

    package init(sentAt: Date, to: String, text: String) {
        self.sentAt = sentAt
        self.to = to
        self.text = text
    }
}

/// The operator's routes, on loopback only.
struct AdministrationController: Sendable {
    let site: Site
    let administration: Administration

    func addRoutes(to router: some RouterMethods<RequestContext>) {
        router.page("/health/live") { _, _ in Self.plain("live\n", .ok) }
        router.page("/health/ready") { _, _ in
            await administration.obstacle().map { Self.plain($0 + "\n", .serviceUnavailable) }
                ?? Self.plain("ready\n", .ok)
        }
        router.page("/metrics") { _, _ in
            Self.plain(administration.metrics(), .ok, type: "text/plain; version=0.0.4; charset=utf-8")
        }
        guard let spool = administration.spool else { return }
        router.page("/development/messages") { _, context in
            let messages = try spool().map { SpoolPage.Message(sentAt: $0.sentAt, number: $0.to, text: $0.text) }
            return try site.response(
                SpoolPage(frame: Frame(address: "/development/messages"), messages: messages), to: context)
        }
    }

    private static func plain(
        _ text: String, _ status: HTTPResponse.Status, type: String = "text/plain; charset=utf-8"
    ) -> Response {
        Response(
            status: status, headers: [.contentType: type, .cacheControl: "no-store"],
            body: .init(byteBuffer: .init(string: text)))
    }
}
