extension ForeignServiceProvider {
    /// What a service provider says after an answer: whom it takes the person to be, or why it takes nobody's word.
    package struct Outcome: Sendable, Hashable {
        package let isAccepted: Bool
        package let issuer: String?
        package let nameID: String?
        /// nil for software that does not tell.
        package let nameIDFormat: String?
        /// The AuthnContextClassRef it was told.
        package let level: String?
        package let sessionIndex: String?
        package let relayState: String?
        /// By attribute name.
        package let attributes: [String: [String]]
        /// By attribute name; empty for software that hides them.
        package let friendlyNames: [String: String]
        /// The library's own word for the refusal, and its explanation.
        package let error: String?
        package let reason: String?
        /// After a logout, the status codes of its answer; nil for software that does not tell.
        package let logoutStatus: [String]?

        init(_ response: HTTPResponse) throws {
            let said: JSON
            do { said = try JSON(response.body) } catch {
                throw Refused(status: response.status, text: response.text)
            }
            self.init(said)
        }

        /// What one of its pages says.
        package init(_ said: JSON) {
            isAccepted = said["nameID"].string != nil
            issuer = said["issuer"].string
            nameID = said["nameID"].string
            nameIDFormat = said["nameIDFormat"].string
            level = said["level"].string
            sessionIndex = said["sessionIndex"].string
            relayState = said["relayState"].string
            attributes = (said["attributes"].object ?? [:]).mapValues { ($0.array ?? []).compactMap(\.string) }
            friendlyNames = (said["friendlyNames"].object ?? [:]).compactMapValues(\.string)
            error = said["error"].string
            reason = said["reason"].string
            logoutStatus = said["logout"].array?.compactMap(\.string)
        }
    }
}
