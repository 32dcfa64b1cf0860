import Citizens
import Federation
import Foundation
import Secrets
import Storage

/// Accepts a valid proof: records the person, and moves the login to the state that follows from the reached level.
struct Identification: Sendable {
    let signIn: SignIn

    init(_ signIn: SignIn) {
        self.signIn = signIn
    }

    /// Accepts the proof of a registered citizen.
    ///
    /// - Parameter password: The password shown before, when the proof is its code.
    func accept(
        _ proof: Proof, of citizen: Citizen, after password: Login.ShownPassword? = nil, in open: OpenLogin,
        at now: Date, on connection: Connection
    ) throws -> CodeOutcome {
        let authentication = Authentication(
            person: NaturalPerson(citizen), proof: proof, registration: Registration(citizen.registrationLevel),
            instant: now, firstFactorAt: password?.shownAt)
        return try accept(authentication, in: open, at: now, on: connection)
    }

    /// Accepts a proof, and judges whether its level answers the request.
    func accept(
        _ authentication: Authentication, in open: OpenLogin, at now: Date, on connection: Connection
    ) throws -> CodeOutcome {
        let person = try PersonStore(connection).findOrCreate(
            authentication.person.principal.text, candidate: Handle(random: signIn.random).text, at: now)
        var login = open.login
        let verdict = signIn.policy.judge(
            authentication.proof, registration: authentication.registration, against: login.requirement)
        do throws(ImpossibleMove) {
            switch verdict {
            case .meets:
                try login.prove(authentication, at: now)
            case .needsCode:
                try login.fallShort(
                    reaching: signIn.policy.table.level(
                        of: authentication.proof, registration: authentication.registration),
                    registration: authentication.registration, at: now)
            case .fallsShort(let reached):
                try login.fallShort(reaching: reached, registration: authentication.registration, at: now)
            }
        } catch {
            throw SignInError.impossible(error)
        }
        let saved = try signIn.save(login, over: open, on: connection)
        if case .proved = login.state {
            try PersistentName(signIn).prepare(for: person, answering: login.request, at: now, on: connection)
            return .proved(saved)
        }
        try SessionEnding(signIn.keys, connection).endOthers(of: open, than: person, at: now)
        try AuditTrail(signIn.keys, connection).fellShort(authentication, login: login, at: now)
        return .fellShort(saved)
    }
}

extension NaturalPerson {
    init(_ citizen: Citizen) {
        self.init(
            principal: .national(citizen.identifier), givenName: citizen.givenName.text,
            firstSurname: citizen.firstSurname.text, secondSurname: citizen.secondSurname?.text,
            dateOfBirth: citizen.dateOfBirth)
    }
}

extension Citizen {
    var isActive: Bool {
        switch status {
        case .active: true
        case .blocked: false
        }
    }
}
