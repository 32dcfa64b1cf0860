import Foundation
import SAML
import TestFederation
import XML
import XMLSecurity

/// The endpoints that accept messages without authentication, and a page.
struct RefusedRequestTable {
    private let service: TestServiceProvider
    private let origin = "http://aldaba.localhost:8080"

    init(_ service: TestServiceProvider) { self.service = service }

    func endpoints() throws -> [RefusedRequests] {
        [try signOnByForm(), try signOnByRedirect(), try logoutByForm(), try logoutByEnvelope(), page]
    }

    private func request() -> AuthnRequest { service.request(to: origin + "/saml/sso", at: Date()) }

    private func logout(_ path: String) -> LogoutRequest {
        LogoutDraft(
            of: NameID("nombre", format: .persistent), from: service.entityID, to: origin + path, at: Date()
        ).message
    }

    private func signOnByForm() throws -> RefusedRequests {
        let path = "/saml/sso"
        return RefusedRequests(
            endpoint: "POST \(path)",
            ordinary: { RefusedRequests.form(path, Self.field(try service.samlRequest(request()))) },
            hostile: try messages(service.samlRequest(request()), path) + Self.forms(path))
    }

    private func logoutByForm() throws -> RefusedRequests {
        let path = "/saml/slo"
        func signed() throws -> String {
            try PostBinding.form(sending: logout(path), to: "", signedWith: service.key.signing).fields[0].value
        }
        return RefusedRequests(
            endpoint: "POST \(path)", ordinary: { RefusedRequests.form(path, Self.field(try signed())) },
            hostile: try messages(signed(), path))
    }

    private func logoutByEnvelope() throws -> RefusedRequests {
        let path = "/saml/slo/soap"
        func signed() throws -> String {
            let envelope = try SOAPBinding.envelope(sending: logout(path), signedWith: service.key.signing)
            return String(decoding: envelope.bytes, as: UTF8.self)
        }
        let document = try signed()
        return RefusedRequests(
            endpoint: "POST \(path)", ordinary: { RefusedRequests.post(path, "text/xml", try signed()) },
            hostile: CostlyMessage.all.map {
                ($0.name, RefusedRequests.post(path, "text/xml", $0.document(from: document)))
            })
    }

    private func signOnByRedirect() throws -> RefusedRequests {
        let path = "/saml/sso"
        let query = try service.query(request())
        let bomb = "<a>" + String(repeating: " ", count: 120_000) + "</a>"
        let dense = "<a>" + String(repeating: "<b c='' d=''/>", count: 1_100) + "</a>"
        let queries: [(String, String)] = [
            ("30,000 parameters", "SAMLRequest=A" + String(repeating: "&a", count: 30_000)),
            ("a value of 60 kB", "SAMLRequest=" + String(repeating: "A", count: 60_000)),
            ("60 kB, percent-encoded", "SAMLRequest=" + String(repeating: "%41", count: 20_000)),
            ("a deflate bomb", "SAMLRequest=" + Self.deflated(bomb)),
            ("a link of 16 KiB when inflated", "SAMLRequest=" + Self.deflated(dense)),
            ("a RelayState of 60 kB", query + "&RelayState=" + String(repeating: "r", count: 60_000)),
        ]
        return RefusedRequests(
            endpoint: "GET \(path)", ordinary: { RefusedRequests.get("\(path)?\(try service.query(request()))") },
            hostile: queries.map { ($0.0, RefusedRequests.get("\(path)?\($0.1)")) })
    }

    private var page: RefusedRequests {
        let long = String(repeating: "x", count: 60_000)
        return RefusedRequests(
            endpoint: "GET /", ordinary: { RefusedRequests.get("/") },
            hostile: [
                ("30,000 parameters", RefusedRequests.get("/?a" + String(repeating: "&a", count: 30_000))),
                ("a query of 60 kB", RefusedRequests.get("/?" + long)),
                ("a path of 60 kB", RefusedRequests.get("/" + long)),
                ("a path of 30,000 steps", RefusedRequests.get(String(repeating: "/a", count: 30_000))),
                ("90 header fields of 1 kB", RefusedRequests.get("/", fields: Self.manyFields)),
                ("cookies of 60 kB", RefusedRequests.get("/", fields: "Cookie: \(Self.cookies)\r\n")),
                (
                    "languages of 60 kB",
                    RefusedRequests.get(
                        "/", fields: "Accept-Language: \(String(repeating: "a;q=0.1,", count: 7_500))\r\n")
                ),
            ])
    }

    private static let cookies = (0..<6_000).map { "c\($0)=abc" }.joined(separator: "; ")

    private static let manyFields = (0..<90).map { "X-\($0): \(String(repeating: "x", count: 1_000))\r\n" }.joined()

    private func messages(_ field: String, _ path: String) throws -> [(name: String, request: String)] {
        let document = String(decoding: Data(base64Encoded: field) ?? Data(), as: UTF8.self)
        return CostlyMessage.all.map { costly in
            let message = Data(costly.document(from: document).utf8).base64EncodedString()
            return (costly.name, RefusedRequests.form(path, Self.field(message)))
        }
    }

    private static func forms(_ path: String) -> [(name: String, request: String)] {
        [
            ("30,000 fields", RefusedRequests.form(path, "SAMLRequest=A" + String(repeating: "&a", count: 30_000))),
            ("250 kB, percent-encoded", RefusedRequests.form(path, "a=" + String(repeating: "%41", count: 83_000))),
            (
                "a message of line breaks",
                RefusedRequests.form(path, "SAMLRequest=A" + String(repeating: "%0A", count: 60_000))
            ),
        ]
    }

    private static func field(_ message: String) -> String { "SAMLRequest=" + encoded(message) }

    private static func encoded(_ base64: String) -> String {
        base64.replacing("+", with: "%2B").replacing("/", with: "%2F").replacing("=", with: "%3D")
    }

    private static func deflated(_ document: String) -> String {
        encoded(Data(Deflate.deflate(Array(document.utf8)) ?? []).base64EncodedString())
    }
}
