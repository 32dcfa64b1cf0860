import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Synchronization

/// A request and its whole answer, within one deadline and one limit of octets.
///
/// The client's own limit ends with the head of the response: a body that drips would have no limit.
struct HTTPExchange: Sendable {
    /// For everything: the connection, the request, the head and the body of the response.
    let deadline: Duration
    /// The most octets that are read of a body.
    let maximumBytes: Int

    /// What came back.
    struct Answer: Sendable {
        let status: UInt
        /// The body, or why it is not there: the head alone may be what the caller needs.
        let body: Result<[UInt8], Failure>
    }

    /// Why there is no answer, or no whole one.
    enum Failure: Error, Hashable, Sendable {
        /// It was not complete at the deadline.
        case late
        /// Its body is larger than what is read.
        case tooLarge
        /// The connection failed; the payload is the kind of error, without addresses.
        case broken(String)
    }

    /// - Throws: `Failure` when not even the head has come.
    func perform(_ request: HTTPClientRequest) async throws(Failure) -> Answer {
        let status = Status()
        let body = await body(of: request, status)
        guard let status = status.value.withLock({ $0 }) else {
            _ = try body.get()
            throw .late
        }
        return Answer(status: status, body: body)
    }

    /// The status of the response as soon as its head is there.
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
