import Broker
import Federation
import Hummingbird
import NIOCore
import Octets
import SAML

extension RouterMethods<RequestContext> {
    /// Adds an address at which services' messages arrive, by Redirect and by POST. An invalid message gets its page of
    /// the error catalogue, for both bindings.
    ///
    /// - Parameters:
    ///   - arrivals: counts the messages of each client before any of them is read.
    ///   - take: answers a message that is not yet verified.
    func messages(
        at path: RouterPath, of site: Site, arrivals: ArrivalLimit,
        _ take: @escaping @Sendable (ArrivedMessage, Request, RequestContext) async throws -> Response
    ) {
        get(path) { request, context in
            try arrivals.admit(context, at: site)
            return try await take(.query(request.uri.query ?? ""), request, context)
        }
        post(path) { request, context in
            try arrivals.admit(context, at: site)
            try refuseMessage(inQueryOfForm: request.uri.query)
            return try await take(.form(messageForm(of: request)), request, context)
        }
    }
}

/// The query or form that a browser sent, before it is known whether it contains a message.
enum ArrivedMessage: Sendable {
    /// By Redirect: the query, undecoded.
    case query(String)
    /// By POST.
    case form(Form)

    /// Returns whether the parameter is present. A message with both a request and a response is refused when it is
    /// read.
    func has(_ parameter: MessageParameter) -> Bool {
        switch self {
        case .query(let query): QueryText.has(parameter.rawValue, in: query)
        case .form(let form): form[parameter.rawValue] != nil
        }
    }

    /// The RelayState, unchanged.
    var relayState: String? {
        switch self {
        case .query(let query): (try? Form(query))?["RelayState"]
        case .form(let form): form["RelayState"]
        }
    }

    /// The maximum octets of the document, estimated without reading it. A message in a query is compressed.
    private var maximumOctets: Int {
        switch self {
        case .query(let query): RedirectBinding.maximumOctets(ofQuery: query.utf8.count)
        case .form(let form): form.text("SAMLRequest").utf8.count + form.text("SAMLResponse").utf8.count
        }
    }

    /// - Parameters:
    ///   - lane: reads large messages.
    ///   - client: the client that sent it.
    /// - Throws: `Rejection.unreadable`; `Rejection.verificationQueueFull`.
    func read<Message: SAMLMessage>(
        _ type: Message.Type, in lane: VerificationLane, for client: ClientNetwork
    ) async throws(Rejection) -> Received<Message> {
        try await lane.read(maximumOctets, for: .client(client)) { () throws(BindingFailure) in
            switch self {
            case .query(let query): try RedirectBinding.receive(type, query: query)
            case .form(let form): try PostBinding.receive(type) { form[$0] }
            }
        }
    }
}

/// Refuses a form whose address has a message parameter in its query, whether it repeats the form's or not.
///
/// - Throws: `Rejection.unreadable`.
private func refuseMessage(inQueryOfForm query: String?) throws {
    for (encoded, _) in URLEncodedForm.pairs(of: Array((query ?? "").utf8)) {
        let name = String(decoding: URLEncodedForm.decode(encoded) ?? Array(encoded), as: UTF8.self)
        guard MessageParameter.names.contains(name) else { continue }
        throw Rejection.unreadable(.duplicate(parameter: name))
    }
}

/// The maximum size of a form with a message, in octets: the message in base64, of which browsers write one character
/// in twenty as three, and the encoded RelayState.
private let maximumBody = 262_144

/// - Throws: `Rejection.unreadable`; `Form.Failure` for an invalid form.
private func messageForm(of request: Request) async throws -> Form {
    do {
        return try await FormBody.read(request, upTo: maximumBody)
    } catch is NIOTooManyBytesError {
        throw Rejection.unreadable(.tooLarge(maximumBytes: maximumBody))
    } catch Form.Failure.tooManyFields {
        throw Rejection.unreadable(.tooManyParameters(maximum: Form.maximumFields))
    } catch Form.Failure.repeated(let name) where MessageParameter.names.contains(name) {
        throw Rejection.unreadable(.duplicate(parameter: name))
    }
}
