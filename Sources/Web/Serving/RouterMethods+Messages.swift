import Broker
import Federation
import Foundation
import Hummingbird
import NIOCore
import SAML

extension RouterMethods<RequestContext> {
    /// An address at which services' messages arrive, by Redirect and by POST. What is wrong with one has its page in
    /// the catalogue, by whichever binding it came.
    ///
    /// - Parameters:
    ///   - arrivals: counts what one client sends, before anything is read.
    ///   - take: makes the answer to a message of which nothing is believed yet.
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

/// What a browser brought, before it is known whether it is a message.
enum ArrivedMessage: Sendable {
    /// By Redirect: the query as it came.
    case query(String)
    /// By POST.
    case form(Form)

    /// Whether it says to be a request or a response: one that says to be both is refused when it is read.
    func has(_ parameter: MessageParameter) -> Bool {
        switch self {
        case .query(let query): QueryText.has(parameter.rawValue, in: query)
        case .form(let form): form[parameter.rawValue] != nil
        }
    }

    /// What came beside it, as it came.
    var relayState: String? {
        switch self {
        case .query(let query): (try? Form(query))?["RelayState"]
        case .form(let form): form["RelayState"]
        }
    }

    /// The octets that the document can have at most, as far as it can be told without looking at it. A query inflates.
    private var maximumOctets: Int {
        switch self {
        case .query(let query): RedirectBinding.maximumOctets(ofQuery: query.utf8.count)
        case .form(let form): form.text("SAMLRequest").utf8.count + form.text("SAMLResponse").utf8.count
        }
    }

    /// - Parameters:
    ///   - lane: reads what is large.
    ///   - client: who brought it.
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

/// Refuses a form whose address has a parameter of a message in its query, be it the same again or another one.
///
/// - Throws: `Rejection.unreadable`.
private func refuseMessage(inQueryOfForm query: String?) throws {
    for pair in (query ?? "").split(separator: "&") {
        let written = String(pair.prefix { $0 != "=" })
        let name = written.replacing("+", with: " ").removingPercentEncoding ?? written
        guard MessageParameter.names.contains(name) else { continue }
        throw Rejection.unreadable(.duplicate(parameter: name))
    }
}

/// What a form with a message may weigh: the message in base64, of which browsers encode one character in twenty by
/// three, and RelayState, all of it encoded.
private let maximumBody = 262_144

/// - Throws: `Rejection.unreadable`; `Form.Failure` for what is no form.
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
