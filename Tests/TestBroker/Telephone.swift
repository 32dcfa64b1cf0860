package import Broker
import Citizens
import Synchronization

/// The mobile network, as far as tests go: it takes every message, keeps it, and refuses what it is told to refuse.
package final class Telephone: Sendable {
    private struct State {
        var messages: [SMS] = []
        var failures: [SMSFailure] = []
    }

    private let state = Mutex(State())

    package init() {}

    package var gateway: SMSGateway {
        SMSGateway { [self] message in
            let failure = state.withLock { state -> SMSFailure? in
                guard state.failures.isEmpty else { return state.failures.removeFirst() }
                state.messages.append(message)
                return nil
            }
            if let failure { throw failure }
        }
    }

    /// Everything that arrived, in order.
    package var messages: [SMS] { state.withLock { $0.messages } }

    /// What arrived at one number.
    package func messages(to phone: String) -> [SMS] { messages.filter { $0.recipient.text == phone } }

    /// The PIN or code of the last message to a number that has one, as its reader finds it.
    package func lastCode(to phone: String) -> String? {
        messages(to: phone).last { $0.text.contains(": ") }.flatMap { Self.code(in: $0.text) }
    }

    /// The next messages are not taken, each for its reason.
    package func refuse(_ failures: SMSFailure...) {
        state.withLock { $0.failures += failures }
    }

    /// Every message is deleted.
    package func forget() {
        state.withLock { $0.messages = [] }
    }

    /// The words of the messages: the code is what stands after the colon.
    package static let wording = SMSWording { content, language in
        switch content {
        case .pin(let pin, let service, _): "PIN for \(service) [\(language)]: \(pin)"
        case .code(let code, let service, _): "Code for \(service) [\(language)]: \(code)"
        case .rest: "Rest [\(language)]"
        }
    }

    package static func code(in text: String) -> String? {
        text.split(separator: ": ").last.map(String.init)
    }
}
