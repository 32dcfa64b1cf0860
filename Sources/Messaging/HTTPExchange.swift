import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Synchronization

/// A request and its complete response, with one deadline and one size limit.
///
/// The client's own timeout ends with the head of the response, so a slow body would have no time limit.
struct HTTPExchange: Sendable {
    /// The time limit of the connection, the request, and the head and body of the response together.
    let deadline: Duration
    /// The size limit of a body, in octets.
    let maximumBytes: Int

    /// A response whose head was received.
    struct Answer: Sendable {
        let status: UInt
        /// The body, or the reason why it is missing: the caller may need only the head.
        let body: Result<[UInt8], Failure>
    }

    /// The reason why a response is missing or incomplete.
    enum Failure: Error, Hashable, Sendable {
        /// The response was not complete at the deadline.
        case late
        /// The body is larger than the size limit.
        case tooLarge
        /// The connection failed. The payload is the kind of error, without addresses.
        case broken(String)
    }

    /// Sends the request and returns the response.
    ///
    /// - Throws: `Failure` when no head was received.
    func perform(_ request: HTTPClientRequest) async throws(Failure) -> Answer {
        let status = Status()
        let body = await body(of: request, status)
        guard let status = status.value.withLock({ $0 }) else {
            _ = try body.get()
            throw .late
        }
        return Answer(status: status, body: body)
    }

    /// The status of the response. Set when the head is received.
    private final class Status: Sendable {
        let value = Mutex<UInt?>(nil)
    }

    private func body(of request: HTTPClientRequest, _ status: Status) async -> Result<[UInt8], Failure> {
        await withTaskGroup(of: Result<[UInt8], Failure>.self) { group in
            group.addTask { await receive(request, status) }
            group.addTask {
                try? await Task.sleep(for: deadline)
                return .failure(.late)
            }
            defer { group.cancelAll() }
            return await group.next() ?? .failure(.late)
        }
    }

    private func receive(_ request: HTTPClientRequest, _ status: Status) async -> Result<[UInt8], Failure> {
        do {
            let response = try await HTTPClient.withoutRedirects.execute(
                request, timeout: .nanoseconds(Int64(deadline / .nanoseconds(1))))
            status.value.withLock { $0 = response.status.code }
            return .success(Array(buffer: try await response.body.collect(upTo: maximumBytes)))
        } catch is NIOTooManyBytesError {
            return .failure(.tooLarge)
        } catch let error as HTTPClientError {
            return .failure(error == .deadlineExceeded ? .late : .broken(error.shortDescription))
        } catch {
            return .failure(.broken("\(type(of: error))"))
        }
    }
}
