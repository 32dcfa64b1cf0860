package import Citizens
import Federation
import Foundation
import SAML
import Secrets
import Storage

/// Proves identity with a PIN by SMS.
///
/// Registered and unknown documents take the same path, run the same statements and see the same page. Only the outbox
/// distinguishes the two cases: whether it sends a message.
package struct PINLogin: Sendable {
    let signIn: SignIn
    let codes: CodeDelivery

    package init(_ signIn: SignIn) {
        self.signIn = signIn
        codes = CodeDelivery(signIn)
    }

    /// The form with which a citizen requests a PIN.
    package struct Application: Sendable {
        /// A DNI, NIE or NIF, in any spelling.
        package let document: String
        /// A date or a support number, as printed on the document.
        package let contrast: String
        /// Four characters chosen by the citizen.
        package let ownCode: String

        package init(document: String, contrast: String, ownCode: String) {
            self.document = document
            self.contrast = contrast
            self.ownCode = ownCode
        }
    }

    /// The outcome of a request for a PIN.
    package enum RequestOutcome: Sendable {
        /// A PIN was sent, if the data were right.
        case sent(OpenLogin)
        /// The form is malformed. Nothing was looked up.
        case formErrors(FormErrors)
        /// Too many PINs were requested, or the method rests.
        case wait(Pause)
    }

    /// The error of each field. At least one is set.
    package struct FormErrors: Hashable, Sendable {
        package var document: NationalIdentifierError?
        package var contrast: ContrastDatumError?
        package var isOwnCodeWrong = false

        var isEmpty: Bool { self == FormErrors() }
    }

    /// Proposes the four characters that complete the PIN.
    package func proposedOwnCode() -> String { OwnCode.proposed(by: signIn.random).text }

    /// Requests a PIN.
    ///
    /// - Throws: `SignInError`.
    package func request(
        _ application: Application, by visitor: Visitor, for open: OpenLogin
    ) async throws -> RequestOutcome {
        // After a PIN is sent, its own button requests another one. The same form sent twice finds the next page.
        guard case .proving(.pin) = open.login.state else { throw SignInError.impossible(.wrongState) }
        let typed: PINRequestForm
        switch PINRequestForm.read(application) {
        case .success(let read): typed = read
        case .failure(let errors): return .formErrors(errors.errors)
        }
        return try await send(
            typed.document, claimKey: signIn.keys.claimKey(typed.document, datum: typed.datum), ownCode: typed.ownCode,
            by: visitor, open: open, isGenuine: { typed.isProven(by: $0) })
    }

    /// Sends another PIN for the earlier form. The previous PIN is invalid from then on.
    ///
    /// - Throws: `SignInError`.
    package func requestAgain(by visitor: Visitor, for open: OpenLogin) async throws -> RequestOutcome {
        guard case .proving(.pinSent(let sent)) = open.login.state, let ownCode = sent.ownCode,
            let claim = sent.claim.flatMap({ SecretHash($0) })
        else {
            throw SignInError.impossible(.wrongState)
        }
        return try await send(
            sent.document, claimKey: claim, ownCode: ownCode, by: visitor, open: open,
            isGenuine: { $0?.isActive == true && sent.isGenuine })
    }

    private func send(
        _ document: NationalIdentifier, claimKey: SecretHash, ownCode: OwnCode, by visitor: Visitor, open: OpenLogin,
        isGenuine: @escaping @Sendable (Citizen?) -> Bool
    ) async throws -> RequestOutcome {
        let now = signIn.time.now()
        let pin = PIN(random: signIn.random, format: signIn.settings.pinFormat)
        let hash = AccessCode(ownCode: ownCode, pin: pin).hash(
            key: signIn.keys.codes, login: open.login.id.rawValue, document: document)
        let validUntil = signIn.settings.pinPolicy.expiry(of: now)
        let content = SMSContent.pin(
            pin: pin.text, service: signIn.entities.name(of: open.login.request.issuer, in: visitor.language),
            validUntil: validUntil)
        let claim = Claim(document, key: claimKey, by: visitor, keys: signIn.keys, at: now)
        let attempt = Attempt(signIn, claim, by: visitor, at: now)
        let outcome: RequestOutcome = try await signIn.database.write { [signIn, codes] connection in
            var tallies = try Tallies(of: attempt.subjects, at: now, on: connection)
            let account = attempt.admissions.account(in: tallies)
            if let pause = attempt.pause(account, in: tallies) {
                try signIn.requireUnmoved(open, on: connection)
                return .wait(pause)
            }
            let citizen = try CitizenLookup(connection).citizen(document)
            let isGenuine = isGenuine(citizen)
            let code = try codes.send(
                CodeDelivery.Order(
                    purpose: .pin, hash: hash, document: document, recipient: isGenuine ? citizen?.phone : nil,
                    text: signIn.delivery.wording.text(content, visitor.language), ownCode: ownCode, claim: claim,
                    validUntil: validUntil, attempts: signIn.settings.pinPolicy.maximumAttempts),
                for: open, at: now, on: connection)
            var login = open.login
            do throws(ImpossibleMove) { try login.sendPIN(code, at: now) } catch { throw SignInError.impossible(error) }
            let sent = try signIn.save(login, over: open, on: connection)
            tallies.count(attempt.messages)
            try attempt.admissions.charge(to: account, in: open.login.id, tallies: &tallies, on: connection)
            try tallies.save()
            return .sent(sent)
        }
        if case .sent = outcome { signIn.measurements.messageQueued() }
        signIn.delivery.signal.raise()
        return outcome
    }

    private struct Attempt {
        let admissions: Admissions
        let messages: Limit
        let guesses: GuessLedger

        init(_ signIn: SignIn, _ claim: Claim, by visitor: Visitor, at now: Date) {
            admissions = Admissions(signIn.register, .pinRequest, of: claim.document, by: visitor, at: now)
            messages = MessageLedger(signIn.delivery.limits).limit(.pinRequest, for: claim)
            guesses = GuessLedger(signIn.register.guesses, claim, at: now)
        }

        var subjects: [LimitStore.Subject] { admissions.subjects + [messages.subject] + guesses.subjects }

        /// Returns the longest pause of all limits; nil when the request is admitted. No pause depends on whether the
        /// datum is right.
        func pause(_ account: Admissions.Account, in tallies: Tallies) -> Pause? {
            [guesses.pause(in: tallies), tallies.pause(messages), account.pause].compactMap(\.self).longest
        }
    }
}

/// A parsed application for a PIN.
private struct PINRequestForm {
    let document: NationalIdentifier
    /// The possible values of the datum: a date can be either of two.
    let contrast: [ContrastDatum]
    let ownCode: OwnCode

    struct Failure: Error {
        let errors: PINLogin.FormErrors
    }

    /// The datum in its normalized spelling, the same for all candidates.
    var datum: String { contrast.first?.text ?? "" }

    static func read(_ application: PINLogin.Application) -> Result<PINRequestForm, Failure> {
        var errors = PINLogin.FormErrors()
        var document: NationalIdentifier?
        var contrast: [ContrastDatum] = []
        do throws(NationalIdentifierError) {
            let read = try NationalIdentifier(application.document)
            document = read
            do throws(ContrastDatumError) {
                contrast = try read.kind.contrastData(typed: application.contrast)
            } catch {
                errors.contrast = error
            }
        } catch {
            errors.document = error
            errors.contrast = NationalIdentifier.Kind.contrastError(typed: application.contrast)
        }
        let ownCode = OwnCode(application.ownCode)
        errors.isOwnCodeWrong = ownCode == nil
        guard errors.isEmpty, let document, let ownCode else { return .failure(Failure(errors: errors)) }
        return .success(PINRequestForm(document: document, contrast: contrast, ownCode: ownCode))
    }

    /// Returns whether the datum matches the register. All candidates are compared, regardless of the earlier results.
    func isProven(by citizen: Citizen?) -> Bool {
        let matches = contrast.map { $0.proves(citizen?.contrast) }
        return matches.contains(true) && citizen?.isActive == true
    }
}

extension NationalIdentifier.Kind {
    /// Returns the error of a datum that is valid for no document; nil for a datum that is valid for some document.
    fileprivate static func contrastError(typed: String) -> ContrastDatumError? {
        var firstError: ContrastDatumError?
        for kind in ContrastDatum.Kind.allCases {
            do throws(ContrastDatumError) {
                _ = try ContrastDatum(kind, typed: typed)
                return nil
            } catch {
                firstError = firstError ?? error
            }
        }
        return firstError
    }

    /// Returns all candidates of a typed datum for this kind of document.
    ///
    /// - Throws: The error of the usual datum, when no candidate is valid.
    fileprivate func contrastData(typed: String) throws(ContrastDatumError) -> [ContrastDatum] {
        var data: [ContrastDatum] = []
        var firstError: ContrastDatumError?
        for kind in contrastKinds {
            do throws(ContrastDatumError) {
                data.append(try ContrastDatum(kind, typed: typed))
            } catch {
                firstError = firstError ?? error
            }
        }
        if data.isEmpty, let firstError { throw firstError }
        return data
    }
}
