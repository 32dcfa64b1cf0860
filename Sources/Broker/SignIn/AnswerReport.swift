import Federation
import Foundation
import Logging
import SAML
import XML

/// Counts and logs the answers to requests: one line for each, without personal data.
struct AnswerReport {
    let signIn: SignIn
    /// The reference shown on the page and in the log.
    let reference: String?

    func granted(_ grant: Grant, _ login: Login, at now: Date) {
        signIn.measurements.granted(grant, login, at: now)
        log(
            "login: granted", of: login.request, login: login.id,
            ["method": "\(grant.authentication.proof.method.name)", "level": "\(grant.level)"])
    }

    func refused(_ refusal: Refusal, _ login: Login, at now: Date) {
        signIn.measurements.refused(refusal, login, at: now)
        log("login: refused", of: login.request, login: login.id, ["code": "\(refusal.code)"])
    }

    func refusedAtOnce(_ refusal: Refusal, _ request: AcceptedRequest) {
        signIn.measurements.refusedAtOnce(refusal)
        log("request: refused at once", of: request, login: nil, ["code": "\(refusal.code)"])
    }

    private func log(
        _ outcome: Logger.Message, of request: AcceptedRequest, login: LoginID?, _ details: Logger.Metadata
    ) {
        var metadata = details
        metadata["service"] = "\(request.issuer.rawValue)"
        // The ID may have any length. 64 scalars are enough to distinguish two requests.
        metadata["request"] = request.inResponseTo.map { "\($0.rawValue.cut(maximumScalars: 64))" }
        metadata["login"] = login.map { "\($0.rawValue)" }
        metadata["reference"] = reference.map { "\($0)" }
        signIn.log.info(outcome, metadata: metadata)
    }
}
