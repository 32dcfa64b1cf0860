import Broker
import Federation
import Hummingbird
import Logging
import Secrets

extension ArrivalLimit {
    /// Counts a request before any of it is read: refusing a message must cost less than sending it.
    ///
    /// - Throws: `Rejection.tooManyRequests`.
    func admit(_ context: RequestContext, at site: Site) throws(Rejection) {
        let client = context.client
        guard case .refused(let wait, let isFirst) = admit(client, at: site.time.now()) else { return }
        if isFirst {
            context.log.warning(
                "request: rate limit of a client exceeded (logged once a minute per client)",
                metadata: ["client": "\(site.keys.pseudonym(of: client.text))"])
        }
        throw .tooManyRequests(perMinute: perMinute, retryAfter: wait)
    }
}
