import TestAgents

/// The example service's `/result.json` for a browser.
struct OfficeResult {
    private let document: JSON

    init(_ octets: [UInt8]) throws {
        document = try JSON(octets)
    }

    /// `signedIn`, `refused` or `none`.
    var outcome: String? { document["outcome"].string }
    /// `low`, `substantial` or `high`.
    var level: String? { document["person"]["level"].string }
    var selectedIdP: String? { document["person"]["selectedIdP"].string }
    var statusCodes: [String] {
        [document["refusal"]["status"].string].compactMap { $0 }
            + (document["refusal"]["subcodes"].array ?? []).compactMap(\.string)
    }
    var isSignedTwice: Bool {
        document["person"]["responseIsSigned"] == .bool(true) && document["person"]["assertionIsSigned"] == .bool(true)
    }

    /// The first value of each attribute, by its friendly name.
    var attributes: [String: String] {
        (document["person"]["attributes"].array ?? []).reduce(into: [:]) { attributes, attribute in
            guard let name = attribute["friendlyName"].string ?? attribute["name"].string else { return }
            attributes[name] = attribute["values"].array?.first?.string
        }
    }
}
