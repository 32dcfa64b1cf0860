import Federation
import Hummingbird
import NIOCore
import SAML

/// Reads the messages of services; what is wrong with one has its page in the catalogue, by whichever binding it came.
enum MessageForm {
    /// What a form with a message may weigh: the message in base64, percent-encoded, and RelayState.
    private static let maximumBody = 600_000

    /// The form of a message by POST.
    ///
    /// - Throws: `Rejection.unreadable`; `Form.Failure` for what is no form.
    static func read(_ request: Request) async throws -> Form {
        do {
            return try await FormBody.read(request, upTo: maximumBody)
        } catch is NIOTooManyBytesError {
            throw Rejection.unreadable(.tooLarge(maximumBytes: maximumBody))
        } catch Form.Failure.repeated(let name) where ["SAMLRequest", "RelayState"].contains(name) {
            throw Rejection.unreadable(.duplicate(parameter: name))
        }
    }

    static func reading<Value>(_ read: () throws(BindingFailure) -> Value) throws(Rejection) -> Value {
        do throws(BindingFailure) { return try read() } catch { throw .unreadable(error) }
    }
}
