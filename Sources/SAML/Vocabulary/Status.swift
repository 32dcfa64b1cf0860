public import XML

/// The outcome of a request.
/// - SeeAlso: Core §3.2.2.1.
public struct Status: Hashable, Sendable {
    /// The top-level code: Success, Requester, Responder or VersionMismatch.
    public let code: StatusCode
    /// The lower-level codes, from the top down; usually at most one.
    public let subcodes: [StatusCode]
    /// A message for people.
    @Exact public private(set) var message: String?

    /// Creates a status.
    public init(_ code: StatusCode, _ subcodes: StatusCode..., message: String? = nil) {
        self.code = code
        self.subcodes = subcodes
        self.message = message
    }

    /// Returns the same codes with another message.
    public func with(message: String?) -> Status {
        Status(code: code, subcodes: subcodes, message: message)
    }

    private init(code: StatusCode, subcodes: [StatusCode], message: String?) {
        self.code = code
        self.subcodes = subcodes
        self.message = message
    }

    /// The code Success alone.
    public static let success = Status(.success)

    /// Whether the top code is Success.
    public var isSuccess: Bool { code == .success }

    static let elementName = XMLName(.samlp, "Status")
    private static let statusCode = XMLName(.samlp, "StatusCode")
    private static let statusMessage = XMLName(.samlp, "StatusMessage")
    private static let statusDetail = XMLName(.samlp, "StatusDetail")

    /// Reads a `samlp:Status`. Ignores StatusDetail; treats an empty StatusMessage as absent.
    /// - Throws: `DecodingFailure` when StatusCode or its Value is missing.
    public init(decoding element: XMLElement) throws(DecodingFailure) {
        var reader = try ElementReader(element, as: Self.elementName)
        var next: XMLElement? = try reader.required(Self.statusCode)
        var codes: [StatusCode] = []
        while let current = next {
            var codeReader = try ElementReader(current, as: Self.statusCode)
            codes.append(StatusCode(rawValue: try codeReader.requiredString("Value").trimmedXMLSpace))
            next = codeReader.optional(Self.statusCode)
            try codeReader.finish()
        }
        code = codes[0]
        subcodes = Array(codes.dropFirst())
        let text = reader.optional(Self.statusMessage)?.text
        message = text?.isEmpty == true ? nil : text
        _ = reader.optional(Self.statusDetail)
        try reader.finish()
    }

    /// The status as a `samlp:Status`.
    public var xml: XMLElement {
        var nested: XMLElement?
        for code in ([code] + subcodes).reversed() {
            nested = XMLElement(.samlp, "StatusCode", ["Value": code.rawValue], children: [nested])
        }
        return XMLElement(
            .samlp, "Status", children: [nested, message.map { XMLElement(.samlp, "StatusMessage", text: $0) }])
    }
}
