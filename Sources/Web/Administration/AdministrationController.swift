import Broker
package import Foundation
import HTTPTypes
import Hummingbird
import Pages

/// The messages of the development spool, as its page shows them.
package struct SpooledMessage: Sendable {
    package let sentAt: Date
    /// E.164.
    package let to: String
    package let text: String

    package init(sentAt: Date, to: String, text: String) {
        self.sentAt = sentAt
        self.to = to
        self.text = text
    }
}

/// The routes for whoever operates the machine, on loopback alone.
struct AdministrationController: Sendable {
    let site: Site

    /// What keeps the program from doing its work, in a few words; nil when nothing does.
    let obstacle: @Sendable () async -> String?

    /// The spool in development; nil elsewhere, and then there is no such page.
    let spool: (@Sendable () throws -> [SpooledMessage])?

    func addRoutes(to router: some RouterMethods<Visit>) {
        router.get("/health/live") { _, _ in Self.plain("live\n", .ok) }
        router.get("/health/ready") { _, _ in
            await obstacle().map { Self.plain($0 + "\n", .serviceUnavailable) } ?? Self.plain("ready\n", .ok)
        }
        guard let spool else { return }
        router.get("/development/messages") { _, visit in
            let messages = try spool().map { SpoolPage.Message(sentAt: $0.sentAt, number: $0.to, text: $0.text) }
            return try site.response(
                SpoolPage(frame: Frame(address: "/development/messages"), messages: messages), to: visit)
        }
    }

    private static func plain(_ text: String, _ status: HTTPResponse.Status) -> Response {
        Response(
            status: status, headers: [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-store"],
            body: .init(byteBuffer: .init(string: text)))
    }
}
