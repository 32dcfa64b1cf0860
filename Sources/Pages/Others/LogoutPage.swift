/// The progress of a logout, service by service, and its result.
///
/// While the logout is in progress, a script goes to the next service; without JavaScript, the page has a link.
package struct LogoutPage: Page {
    package static let template = "logout"
    package static let keys =
        ["logout.title", "logout.title-ended", "logout.title-in-part", "logout.count", "logout.go", "logout.finish"]
        + State.allCases.map(\.key)
    package static let values: [PageValue<Self>] = [
        .each("services", Service.values) { $0.services },
        .flag("hasServices") { !$0.services.isEmpty },
        .flag("isSignedIn") { $0.state.isSignedIn },
        .flag("isOpenInOtherBrowser") { $0.state.isOpenInOtherBrowser },
        .flag("isUnderWay") { $0.next != nil },
        .localized("count") { $0.count(in: $1) },
        .text("nextAddress") { $0.next?.address },
        .text("here") { $0.next?.here },
        .text("probe") { $0.next?.probe ?? "" },
        .text("seconds") { ($0.next?.seconds).map { String($0) } },
        .flag("isLink") { $0.next?.form == nil },
        .carried("destination") { $0.next?.form?.destination },
        .each("fields", AnswerFormPage.Field.values) { $0.next?.form?.fields ?? [] },
        .flag("isOver") { $0.next == nil },
        .flag("hasOpen") { $0.hasOpen },
        .text("finishAddress") { $0.home?.address },
        .localized("finish") { page, wording in page.home.map { wording.text("logout.finish", ["service": $0.service]) }
        },
    ]

    /// The logout state of one service.
    package enum State: String, Sendable, CaseIterable {
        case waiting, now, ended, endedInPart = "ended-in-part", refused, noAnswer = "silent", unreachable,
            noEndpoint = "no-way", otherBrowser = "elsewhere"

        var key: String { "logout.state.\(rawValue)" }

        /// Whether the citizen may still be signed in at the service, and no further attempt is made.
        var isOpen: Bool {
            switch self {
            case .waiting, .now, .ended: false
            case .endedInPart, .refused, .noAnswer, .unreachable, .noEndpoint, .otherBrowser: true
            }
        }
    }

    package struct Service: Sendable {
        package let name: String
        /// The address of the service for citizens; nil when it is unknown.
        package let home: String?
        package let state: State

        package init(name: String, home: String?, state: State) {
            self.name = name
            self.home = home
            self.state = state
        }

        static let values: [PageValue<Self>] = [
            .text("participantName") { $0.name },
            .localized("participantState") { $1.text($0.state.key) },
            .flag("isOpen") { $0.state.isOpen },
            .flag("isNow") { $0.state == .now },
            .text("participantHome") { $0.state.isOpen ? $0.home : nil },
            .localized("goThere") { $1.text("logout.go", ["service": $0.name]) },
        ]
    }

    /// The next step, which the browser takes without a click.
    package struct Next: Sendable {
        package let address: String
        /// The address of this page, for a service that does not answer in time.
        package let here: String
        /// The address that the script probes first; nil for no probe.
        package let probe: String?
        /// The time limit of a service, in seconds.
        package let seconds: Int
        /// The form to submit instead of following the address; nil for a service that uses the Redirect binding.
        package let form: Form?

        /// A request that is sent by a form.
        package struct Form: Sendable {
            package let destination: String
            package let fields: [AnswerFormPage.Field]

            package init(destination: String, fields: [AnswerFormPage.Field]) {
                self.destination = destination
                self.fields = fields
            }
        }

        package init(address: String, here: String, probe: String?, seconds: Int, form: Form? = nil) {
            self.form = form
            self.address = address
            self.here = here
            self.probe = probe
            self.seconds = seconds
        }
    }

    /// The service that requested the logout and waits for its answer.
    package struct Home: Sendable {
        package let service: String
        package let address: String

        package init(service: String, address: String) {
            self.service = service
            self.address = address
        }
    }

    package enum Onward: Sendable {
        case next(Next)
        /// Nil when no service waits for an answer.
        case over(backTo: Home?)
    }

    /// The services of a logout with their states.
    package struct Progress: Sendable {
        package let services: [Service]
        /// Whether this browser has another open session, besides the one that has ended.
        package let isSignedIn: Bool
        /// Whether services in other browsers may still be open.
        package let isOpenInOtherBrowser: Bool

        package init(services: [Service], isSignedIn: Bool, isOpenInOtherBrowser: Bool) {
            self.services = services
            self.isSignedIn = isSignedIn
            self.isOpenInOtherBrowser = isOpenInOtherBrowser
        }
    }

    package let frame: Frame
    package let state: Progress
    package let onward: Onward

    package init(frame: Frame, state: Progress, onward: Onward) {
        self.frame = frame
        self.state = state
        self.onward = onward
    }

    private var services: [Service] { state.services }

    package func title(in wording: Wording) -> String {
        switch onward {
        case .next: wording.text("logout.title")
        case .over: wording.text(hasOpen ? "logout.title-in-part" : "logout.title-ended")
        }
    }

    private var hasOpen: Bool { state.isOpenInOtherBrowser || services.contains(where: \.state.isOpen) }

    private var next: Next? {
        if case .next(let next) = onward { next } else { nil }
    }

    private var home: Home? {
        if case .over(let home) = onward { home } else { nil }
    }

    /// Returns the number of the present service among all services.
    private func count(in wording: Wording) -> String {
        let number = (services.firstIndex { $0.state == .now } ?? 0) + 1
        return wording.text("logout.count", ["number": "\(number)", "total": "\(services.count)"])
    }
}
