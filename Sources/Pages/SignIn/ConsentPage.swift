/// Asks whether a service may be told what it wants, value by value.
package struct ConsentPage: Page {
    package static let template = "consent"
    package static let keys = ["consent.title"] + ReleasedAttribute.keys + MethodName.keys + LevelName.keys

    /// One thing that would be told.
    package struct Datum: Sendable {
        package enum Value: Sendable {
            case text(String)
            case method(MethodName)
            case level(LevelName)
            /// One that says nothing to a person.
            case nothing
        }

        package let attribute: ReleasedAttribute
        package let value: Value

        package init(_ attribute: ReleasedAttribute, _ value: Value) {
            self.attribute = attribute
            self.value = value
        }
    }

    package let frame: Frame
    package let data: [Datum]
    /// Where «send» posts.
    package let action: String
    /// Where «do not send» posts.
    package let refuseAction: String

    package init(frame: Frame, data: [Datum], action: String, refuseAction: String) {
        self.frame = frame
        self.data = data
        self.action = action
        self.refuseAction = refuseAction
    }

    package func values(in wording: Wording) -> PageValues {
        var values = PageValues()
        values.set("action", action)
        values.set("refuseAction", refuseAction)
        values.set(
            "data",
            each: data.map { datum in
                var item = PageValues()
                item.set("datumName", datum.attribute.text(in: wording))
                item.set("datumValue", text(of: datum.value, in: wording))
                return item
            })
        return values
    }

    private func text(of value: Datum.Value, in wording: Wording) -> String? {
        switch value {
        case .text(let text): text
        case .method(let method): wording.text(method.nameKey)
        case .level(let level): wording.text(level.key)
        case .nothing: nil
        }
    }
}
