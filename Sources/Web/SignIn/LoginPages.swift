import Broker
import Citizens
import Federation
import Foundation
import Hummingbird
import Pages

/// Makes the page for each state of a login.
struct LoginPages {
    private let login: LoginContext

    init(_ login: LoginContext) {
        self.login = login
    }

    private var help: BrokerSettings.Help { login.site.settings.help }

    /// How long a citizen waits before another code can be sent, in seconds.
    static let resendPause: TimeInterval = 30

    /// Returns the page for the present step of a login that is neither proved nor answered.
    func page(showing message: PageMessage = .nothing) async throws -> Response {
        switch login.open.login.state {
        case .choosing(nil), .proved, .answered: try login.response(await selection(message))
        case .choosing(let shortfall?): try login.response(shortfallNotice(shortfall, message))
        case .proving(.pin): try login.response(pinRequest(showing: message))
        case .proving(.pinSent(let sent)): try login.response(pinEntry(sent, message))
        case .proving(.permanentKey): try login.response(permanentKey(showing: message))
        case .proving(.codeSent(let sent)): try login.response(codeEntry(sent, message))
        case .proving(.certificate): try login.response(certificateStart(message))
        }
    }

    private func selection(_ message: PageMessage) async throws -> MethodSelectionPage {
        let session = try await login.session()
        return MethodSelectionPage(
            frame: login.frame(showing: message),
            level: AcceptedLevels(login.open.login.requirement),
            releases: AnswerPreview(login.open, by: login.site.signIn).releases,
            offers: offers(session), absences: absences(), cancelAction: login.cancelAction,
            registrationHelp: help.registration)
    }

    private func shortfallNotice(_ shortfall: Login.Shortfall, _ message: PageMessage) -> ShortfallNoticePage {
        ShortfallNoticePage(
            frame: login.frame(showing: message), reached: shortfall.reached.map(LevelName.init),
            required: AcceptedLevels(login.open.login.requirement) ?? .atLeast(.high),
            offers: offers(after: shortfall), returnAction: login.cancelAction)
    }

    func pinRequest(
        document: String = "", contrast: String = "", code: String? = nil, showing message: PageMessage = .nothing
    ) -> PINRequestPage {
        PINRequestPage(
            frame: login.frame(showing: message), action: "\(login.path)/pin", cancelAction: login.cancelAction,
            backAddress: login.backAddress, document: document, contrast: contrast,
            code: code ?? PINLogin(login.site.signIn).proposedOwnCode(), registrationHelp: help.registration)
    }

    private func pinEntry(_ sent: Login.SentCode, _ message: PageMessage) -> PINEntryPage {
        PINEntryPage(
            frame: login.frame(showing: message), action: "\(login.path)/pin/code",
            resendAction: "\(login.path)/pin/again", cancelAction: login.cancelAction,
            backAddress: "\(login.path)/pin/restart", code: sent.ownCode?.text ?? "",
            pin: PINEntryPage.Shape(login.site.settings.pinFormat), validUntil: sent.validUntil,
            resendFrom: sent.sentAt + Self.resendPause, now: login.site.time.now())
    }

    func permanentKey(document: String = "", showing message: PageMessage = .nothing) -> PermanentKeyPage {
        let policy = login.site.signIn.policy
        let verdicts = [Registration.basic, .advanced].map {
            policy.judge(.password, registration: $0, against: login.open.login.requirement)
        }
        let mayNeedCode = verdicts.contains { if case .needsCode = $0 { true } else { false } }
        return PermanentKeyPage(
            frame: login.frame(showing: message), action: "\(login.path)/permanent-key",
            cancelAction: login.cancelAction, backAddress: login.backAddress, document: document,
            needsOneTimeCode: mayNeedCode, forgottenAddress: help.forgottenPassword,
            registrationHelp: help.registration)
    }

    private func codeEntry(_ sent: Login.SentCode, _ message: PageMessage) -> OneTimeCodeEntryPage {
        OneTimeCodeEntryPage(
            frame: login.frame(showing: message), action: "\(login.path)/permanent-key/code",
            resendAction: "\(login.path)/permanent-key/again", cancelAction: login.cancelAction,
            otherWayAddress: login.backAddress, validUntil: sent.validUntil,
            resendFrom: sent.sentAt + Self.resendPause, now: login.site.time.now())
    }

    private func certificateStart(_ message: PageMessage) -> CertificateStartPage {
        CertificateStartPage(
            frame: login.frame(showing: message), certificateAddress: "\(login.path)/certificate/start",
            cancelAction: login.cancelAction, backAddress: login.backAddress)
    }

    private func offers(_ session: OpenSession?) -> [MethodSelectionPage.Offer] {
        let reuse = session.map { SessionReuse(login.site.signIn).reuse(of: $0, for: login.open.login) } ?? .nothing
        let needsOnlyCode = if case .needsCode = reuse { true } else { false }
        return offers(onlyCodeFor: needsOnlyCode ? .permanentKey : nil) { _ in true }
    }

    /// Returns the methods with which the identified citizen can still reach the level. Methods that would fail again
    /// are left out.
    private func offers(after shortfall: Login.Shortfall) -> [MethodSelectionPage.Offer] {
        let policy = login.site.signIn.policy
        let requirement = login.open.login.requirement
        return offers { method in
            // Two certificates of one person may have different levels.
            (method != shortfall.method || method == .certificate)
                && policy.canMeet(requirement, with: method, registration: shortfall.registration)
        }
    }

    private func offers(
        onlyCodeFor known: Method? = nil, _ isOffered: (Method) -> Bool
    ) -> [MethodSelectionPage.Offer] {
        login.open.login.offers.filter { $0.isOffered && isOffered($0.method) }.compactMap { offer in
            MethodName(offer.method).map {
                MethodSelectionPage.Offer($0, action: "\(login.path)/choose", needsOnlyCode: offer.method == known)
            }
        }
    }

    private func absences() -> [MethodSelectionPage.Absence] {
        login.open.login.offers.compactMap { offer in
            switch offer.verdict {
            case .offered: nil
            case .hidden(let reason):
                MethodName(offer.method).map { .init($0, because: UnavailabilityReason(reason)) }
            }
        }
    }
}

extension PINEntryPage.Shape {
    init(_ format: PINFormat) {
        self.init(length: format.length, isNumeric: format.symbols == .digits)
    }
}
