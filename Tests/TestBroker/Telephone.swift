package import Broker
import Citizens
import Synchronization

/// A mobile network for tests. It accepts and keeps every message, except those for which `refuse` gives a failure.
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

    /// The accepted messages, in order.
    package var messages: [SMS] { state.withLock { $0.messages } }

    /// Returns the accepted messages to one number.
    package func messages(to phone: String) -> [SMS] { messages.filter { $0.recipient.text == phone } }

    /// Returns the PIN or code of the last message with one to a number.
    package func lastCode(to phone: String) -> String? {
        messages(to: phone).last { $0.text.contains(": ") }.flatMap { Self.code(in: $0.text) }
    }

    /// Makes the next messages fail, each with one of the failures.
    package func refuse(_ failures: SMSFailure...) {
        state.withLock { $0.failures += failures }
    }

    /// Deletes all messages.
    package func forget() {
        state.withLock { $0.messages = [] }
    }

    /// The texts of the messages. The code comes after the colon.
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
