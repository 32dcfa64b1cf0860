import Foundation

/// A hostile message: a signed message of the service in which everything except the signature is changed. The
/// SignatureValue is valid, but the digest is not.
struct CostlyMessage: Sendable {
    let name: String
    private let change: @Sendable (String) -> String

    private init(_ name: String, _ change: @escaping @Sendable (String) -> String) {
        self.name = name
        self.change = change
    }

    /// Returns the hostile message.
    ///
    /// - Parameter signed: A signed message.
    func document(from signed: String) -> String { change(signed) }

    /// Creates a message with further attributes of the root, and content after the signature.
    private static func with(_ name: String, attributes: String = "", content: String) -> CostlyMessage {
        CostlyMessage(name) { signed in
            let root = signed.replacing("Request ", with: "Request \(attributes) ", maxReplacements: 1)
            return root.replacing("</ds:Signature>", with: "</ds:Signature>" + content, maxReplacements: 1)
        }
    }

    private static func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

    private static func declarations(_ count: Int, uri: String = "urn") -> String {
        (0..<count).map { "xmlns:p\($0)='\(uri):\($0)'" }.joined(separator: " ")
    }

    private static let longURI = "urn:" + repeated("u", 1_000)

    /// All hostile messages. The first were found in a review; the last have the highest cost within the limits.
    static let all: [CostlyMessage] = [
        CostlyMessage("4,000 listed prefixes, 837 declarations") { signed in
            let list = (0..<4_000).map { "p\($0 % 837)" }.joined(separator: " ")
            let inclusive =
                "<ec:InclusiveNamespaces xmlns:ec='http://www.w3.org/2001/10/xml-exc-c14n#' PrefixList='\(list)'/>"
            return signed.replacing("Request ", with: "Request \(declarations(837)) ", maxReplacements: 1)
                .replacing(
                    "xml-exc-c14n#\"></ds:Transform>", with: "xml-exc-c14n#\">\(inclusive)</ds:Transform>")
        },
        with(
            "a namespace of 100 kB, 3,900 elements", attributes: "xmlns:p='\(repeated("u", 100_000))'",
            content: repeated("<p:a/>", 3_900)),
        CostlyMessage("40 signatures") { signed in
            guard let start = signed.range(of: "<ds:Signature "), let end = signed.range(of: "</ds:Signature>") else {
                return signed
            }
            let signature = signed[start.lowerBound..<end.upperBound]
            return signed.replacing("</ds:Signature>", with: "</ds:Signature>" + repeated(String(signature), 39))
        },
        with(
            "32 attributes an element, 115 kB",
            content: repeated("<a " + (0..<32).map { "a\($0)=''" }.joined(separator: " ") + "/>", 440)),
        with("15,000 elements", content: repeated("<a/>", 15_000)),
        with("text of 120 kB", content: "<a>" + repeated("x", 120_000) + "</a>"),
        with(
            "text of 120 kB in the signature",
            content: "<ds:Object xmlns:ds='http://www.w3.org/2000/09/xmldsig#'>" + repeated("x", 120_000)
                + "</ds:Object>"),
        with("ampersands in a section", content: "<a><![CDATA[" + repeated("&", 100_000) + "]]></a>"),
        CostlyMessage("an ID of 100 kB") { $0.replacing(" ID=\"", with: " ID=\"_\(repeated("i", 100_000))") },
        with(
            "an Issuer of 100 kB",
            content:
                "<saml:Issuer xmlns:saml='urn:oasis:names:tc:SAML:2.0:assertion'>\(repeated("i", 100_000))</saml:Issuer>"
        ),
        with(
            "not well-formed after 120 kB", content: "<a>" + repeated("<b/>", 1_000) + repeated("x", 110_000) + "</b>"),
        with(
            "at the bounds: elements and attributes",
            content: repeated("<a b=''/>", 600) + repeated("<a b='' c=''/>", 400) + "<a>" + repeated("x", 90_000)
                + "</a>"),
        with(
            "at the bounds: growth", attributes: "xmlns:p='\(longURI)'",
            content: repeated("<p:a/>", 330) + "<a>" + repeated("x", 110_000) + "</a>"),
        with(
            "at the bounds: names that differ at the end",
            content: repeated(
                "<a " + (0..<50).map { repeated("n", 200) + "\($0)=''" }.joined(separator: " ") + "/>", 10)),
        with(
            "at the bounds: declarations in scope", attributes: declarations(50),
            content: repeated("<a>", 20) + (0..<1_000).map { "<p\($0 % 50):b/>" }.joined() + repeated("</a>", 20)
                + "<a>" + repeated("x", 90_000) + "</a>"),
    ]
}
