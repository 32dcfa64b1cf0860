import Federation
import Hummingbird
import NIOCore
import SAML

extension RouterMethods<Visit> {
    /// An address at which services' messages of one kind arrive, by Redirect and by POST. What is wrong with one has its
    /// page in the catalogue, by whichever binding it came.
    ///
    /// - Parameters:
    ///   - arrivals: counts what one client sends, before anything is read.
    ///   - take: makes the answer to a message of which nothing is believed yet.
    func messages<Message: SAMLMessage>(
        _ type: Message.Type, at path: RouterPath, of site: Site, arrivals: ArrivalLimit,
        _ take: @escaping @Sendable (Received<Message>, Request, Visit) async throws -> Response
    ) {
        get(path) { request, visit in
            try arrivals.admit(visit, at: site)
            let received = try reading { () throws(BindingFailure) in
                try RedirectBinding.receive(type, query: request.uri.query ?? "")
            }
            return try await take(received, request, visit)
        }
        post(path) { request, visit in
            try arrivals.admit(visit, at: site)
            let form = try await messageForm(of: request)
            let received = try reading { () throws(BindingFailure) in
                try PostBinding.receive(
                    type, samlMessage: form.text(Message.parameter.rawValue), relayState: form["RelayState"])
            }
            return try await take(received, request, visit)
        }
    }
}

/// What a form with a message may weigh: the message in base64, percent-encoded, and RelayState.
private let maximumBody = 600_000

/// - Throws: `Rejection.unreadable`; `Form.Failure` for what is no form.
private func messageForm(of request: Request) async throws -> Form {
    do {
        return try await FormBody.read(request, upTo: maximumBody)
    } catch is NIOTooManyBytesError {
        throw Rejection.unreadable(.tooLarge(maximumBytes: maximumBody))
    } catch Form.Failure.repeated(let name) where ["SAMLRequest", "RelayState"].contains(name) {
        throw Rejection.unreadable(.duplicate(parameter: name))
    }
}

private func reading<Value>(_ read: () throws(BindingFailure) -> Value) throws(Rejection) -> Value {
    do throws(BindingFailure) { return try read() } catch { throw .unreadable(error) }
}
