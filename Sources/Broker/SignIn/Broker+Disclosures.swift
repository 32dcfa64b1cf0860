import Federation
import SAML

extension Broker {
    /// Returns the attributes that the answer to a request may release to the service.
    func disclosures(for request: AcceptedRequest, to service: ServiceProvider) -> [Disclosure] {
        settings.release.changed(by: service.policy.release)
            .disclosures(for: request, entityAttributes: service.descriptor.attributes)
    }

    /// Returns the attributes that the citizen was shown, restricted to those that are still allowed. A rule changed
    /// during the login can remove an attribute. It cannot add one that the citizen was not shown.
    func disclosures(of login: Login, to service: ServiceProvider) -> [Disclosure] {
        let allowed = Set(disclosures(for: login.request, to: service))
        return login.disclosures.filter(allowed.contains)
    }
}
