/// How a logout goes on, service by service, and what came of it in the end.
///
/// While it is under way a script leads to the next service; where there is none, a link does.
package struct LogoutPage: Page {
    package static let template = "logout"
    package static let keys =
        ["logout.title", "logout.title-ended", "logout.title-in-part", "logout.count", "logout.go", "logout.finish"]
        + State.allCases.map(\.key)
    package static let values: [PageValue<Self>] = [
        .each("services", Service.values) { $0.services },
        .flag("hasServices") { !$0.services.isEmpty },
        .flag("isSignedIn") { $0.state.isSignedIn },
        .flag("isElsewhere") { $0.state.isElsewhere },
        .flag("isUnderWay") { $0.next != nil },
        .words("count") { $0.count(in: $1) },
        .text("nextAddress") { $0.next?.address },
        .text("here") { $0.next?.here },
        .text("look") { $0.next?.look ?? "" },
        .text("seconds") { ($0.next?.seconds).map { String($0) } },
        .flag("isLink") { $0.next?.form == nil },
        .carried("destination") { $0.next?.form?.destination },
        .each("fields", AnswerFormPage.Field.values) { $0.next?.form?.fields ?? [] },
        .flag("isOver") { $0.next == nil },
        .flag("hasOpen") { $0.hasOpen },
        .text("finishAddress") { $0.home?.address },
        .words("finish") { page, wording in page.home.map { wording.text("logout.finish", ["service": $0.service]) } },
    ]

    /// What is known of one service.
    package enum State: String, Sendable, CaseIterable {
        case waiting, now, ended, endedInPart = "ended-in-part", refused, silent, unreachable, noWay = "no-way",
            elsewhere

        var key: String { "logout.state.\(rawValue)" }

        /// Whether the service may still know the citizen, and nothing more is done about it.
        var isOpen: Bool {
            switch self {
            case .waiting, .now, .ended: false
            case .endedInPart, .refused, .silent, .unreachable, .noWay, .elsewhere: true
            }
        }
    }

    package struct Service: Sendable {
        package let name: String
        /// Where people find it; nil when nothing is known.
        package let home: String?
        package let state: State

        package init(name: String, home: String?, state: State) {
            self.name = name
            self.home = home
            self.state = state
        }

        static let values: [PageValue<Self>] = [
            .text("toldName") { $0.name },
            .words("toldState") { $1.text($0.state.key) },
            .flag("isOpen") { $0.state.isOpen },
            .flag("isNow") { $0.state == .now },
            .text("toldHome") { $0.state.isOpen ? $0.home : nil },
            .words("goThere") { $1.text("logout.go", ["service": $0.name]) },
        ]
    }

    /// Where the browser goes by itself.
    package struct Next: Sendable {
        package let address: String
        /// This page, for when the service does not answer in time.
        package let here: String
        /// Where the script looks first whether anybody answers; nil for nowhere.
        package let look: String?
        /// How long a service has.
        package let seconds: Int
        /// What is submitted in place of going to the address; nil for a service that is reached by redirect.
        package let form: Form?

        /// A request that a form carries.
        package struct Form: Sendable {
            package let destination: String
            package let fields: [AnswerFormPage.Field]

            package init(destination: String, fields: [AnswerFormPage.Field]) {
                self.destination = destination
                self.fields = fields
            }
        }

        package init(address: String, here: String, look: String?, seconds: Int, form: Form? = nil) {
            self.form = form
            self.address = address
            self.here = here
            self.look = look
            self.seconds = seconds
        }
    }

    /// The service that asked, which waits for its answer.
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

    /// How far it has come.
    package struct Progress: Sendable {
        package let services: [Service]
        /// Whether another session is open in this browser, in spite of the one that has ended.
        package let isSignedIn: Bool
        /// Whether services of other browsers may still be open.
        package let isElsewhere: Bool

        package init(services: [Service], isSignedIn: Bool, isElsewhere: Bool) {
            self.services = services
            self.isSignedIn = isSignedIn
            self.isElsewhere = isElsewhere
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

    private var hasOpen: Bool { state.isElsewhere || services.contains(where: \.state.isOpen) }

    private var next: Next? {
        if case .next(let next) = onward { next } else { nil }
    }

    private var home: Home? {
        if case .over(let home) = onward { home } else { nil }
    }

    /// Which of the services it is now.
    private func count(in wording: Wording) -> String {
        let number = (services.firstIndex { $0.state == .now } ?? 0) + 1
        return wording.text("logout.count", ["number": "\(number)", "total": "\(services.count)"])
    }
}
