/// Asks the citizen for consent to release attributes to a service, value by value.
package struct ConsentPage: Page {
    package static let template = "consent"
    package static let keys = ["consent.title"] + ReleasedAttribute.keys + MethodName.keys + LevelName.keys
    package static let values: [PageValue<Self>] = [
        .text("action") { $0.action },
        .text("refuseAction") { $0.refuseAction },
        .each("data", Datum.values) { $0.data },
    ]

    /// One attribute to be released.
    package struct Datum: Sendable {
        package enum Value: Sendable {
            case text(String)
            case method(MethodName)
            case level(LevelName)
            /// A value that means nothing to a citizen.
            case nothing

            func text(in wording: Wording) -> String? {
                switch self {
                case .text(let text): text
                case .method(let method): wording.text(method.nameKey)
                case .level(let level): wording.text(level.key)
                case .nothing: nil
                }
            }
        }

        package let attribute: ReleasedAttribute
        package let value: Value

        package init(_ attribute: ReleasedAttribute, _ value: Value) {
            self.attribute = attribute
            self.value = value
        }

        static let values: [PageValue<Self>] = [
            .localized("datumName") { $0.attribute.text(in: $1) },
            .localized("datumValue") { $0.value.text(in: $1) },
        ]
    }

    package let frame: Frame
    package let data: [Datum]
    /// The address to which «send» posts.
    package let action: String
    /// The address to which «do not send» posts.
    package let refuseAction: String

    package init(frame: Frame, data: [Datum], action: String, refuseAction: String) {
        self.frame = frame
        self.data = data
        self.action = action
        self.refuseAction = refuseAction
    }

}
