import Federation
import Foundation
import SAML
package import Storage
package import Telemetry

/// The metrics of the use cases. They contain codes, levels, methods and the names of registered services, and no
/// personal data.
extension Measurements {
    func granted(_ grant: Grant, _ login: Login, at now: Date) {
        count(
            .signIns, grant.authentication.proof.method.name, grant.level.description,
            login.request.issuer.rawValue,
            "granted")
        observe(.signInDuration, login.age(at: now), "granted")
    }

    func refused(_ refusal: Refusal, _ login: Login, at now: Date) {
        count(.refusals, refusal.code)
        count(.signIns, login.state.methodLabel, "none", login.request.issuer.rawValue, "refused")
        observe(.signInDuration, login.age(at: now), "refused")
    }

    func refusedAtOnce(_ refusal: Refusal) {
        count(.refusals, refusal.code)
    }

    func messageQueued() {
        count(.smsMessages, "queued")
    }

    package func transaction(_ event: TransactionEvent) {
        observe(.transactionDuration, event.duration, event.access.label)
        if let fault = event.fault { count(.databaseFaults, fault.label) }
    }
}

extension Login {
    fileprivate func age(at now: Date) -> Duration {
        .milliseconds(Int64(max(0, now.timeIntervalSince(startedAt)) * 1000))
    }
}

extension Login.State {
    /// The current method of the login; `none` when no method is chosen.
    fileprivate var methodLabel: String {
        switch self {
        case .choosing, .answered: "none"
        case .proving(let proving): proving.method.name
        case .proved(let authentication): authentication.proof.method.name
        }
    }
}

extension Access {
    fileprivate var label: String {
        switch self {
        case .reading: "reading"
        case .writing: "writing"
        }
    }
}

extension StorageFault {
    fileprivate var label: String {
        switch self {
        case .unavailable: "unavailable"
        case .contention: "contention"
        case .outcomeUnknown: "outcome-unknown"
        case .constraint: "constraint"
        case .corrupted: "corrupted"
        case .schemaTooNew, .schemaAltered: "schema"
        case .statement: "statement"
        }
    }
}
