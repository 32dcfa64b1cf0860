extension ForeignServiceProvider {
    /// The result that a service provider reports after an answer: the person, or the reason of its refusal.
    package struct Outcome: Sendable, Hashable {
        package let isAccepted: Bool
        package let issuer: String?
        package let nameID: String?
        /// Nil for software that does not report it.
        package let nameIDFormat: String?
        /// The received AuthnContextClassRef.
        package let level: String?
        package let sessionIndex: String?
        package let relayState: String?
        /// By attribute name.
        package let attributes: [String: [String]]
        /// By attribute name. Empty for software that does not report them.
        package let friendlyNames: [String: String]
        /// The library's error and its explanation.
        package let error: String?
        package let reason: String?
        /// After a logout, the status codes of the answer. Nil for software that does not report them.
        package let logoutStatus: [String]?

        init(_ response: HTTPResponse) throws {
            let said: JSON
            do { said = try JSON(response.body) } catch {
                throw Refused(status: response.status, text: response.text)
            }
            self.init(said)
        }

        /// Reads the JSON of one of the service's pages.
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
