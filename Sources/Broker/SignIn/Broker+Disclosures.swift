import Federation
import SAML

extension Broker {
    /// What a service is told of whoever answers its request.
    func disclosures(for request: AcceptedRequest, to service: ServiceProvider) -> [Disclosure] {
        settings.release.changed(by: service.policy.release)
            .disclosures(for: request, entityAttributes: service.descriptor.attributes)
    }

    /// What the citizen was shown, as far as it is still allowed: rules that changed in the meantime can take something
    /// away, and nothing comes to it that nobody was told of.
    func disclosures(of login: Login, to service: ServiceProvider) -> [Disclosure] {
        let allowed = Set(disclosures(for: login.request, to: service))
        return login.disclosures.filter(allowed.contains)
    }
}
