/// The paths of the office.
enum Path {
    static let home = "/"
    static let experiments = "/pruebas"
    static let result = "/result.json"
    static let metadata = "/saml/metadata"
    static let signIn = "/sign-in"
    static let assertionConsumerService = "/acs"
    static let finish = "/acs/finish"
    static let leave = "/leave"
    static let onward = "/onward"
    static let health = "/health"
    static let procedures = "/tramites"
    static let style = "/style.css"
    static let script = "/send.js"
    static let logo = "/logo.svg"

    static func procedure(_ procedure: Procedure) -> String { procedures + "/" + procedure.rawValue }
}
