/// The methods for which pages have words.
package enum MethodName: String, Sendable, CaseIterable {
    case pin
    case permanentKey = "permanent-key"
    case certificate

    var nameKey: String { "method.\(rawValue).name" }
    var explanationKey: String { "method.\(rawValue).explanation" }
    var actionKey: String { "method.\(rawValue).action" }

    static let values: [PageValue<Self>] = [.localized("methodName") { $1.text($0.nameKey) }]

    static let keys = allCases.flatMap { [$0.nameKey, $0.explanationKey, $0.actionKey] }
}
