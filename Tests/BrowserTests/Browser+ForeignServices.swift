import TestAgents
import Testing

/// A person at services that others wrote.
extension Browser {
    /// Goes to a service whose page needs a name, and from there to the broker's first page.
    func begin(at service: ForeignServiceProvider, _ wishes: [String: String] = [:]) async throws {
        try await go(to: service.loginAddress(wishes))
        try await wait(forText: "¿Cómo quiere identificarse?")
    }

    /// Signs in at a service with document and password.
    func signIn(_ citizen: Citizen, at service: ForeignServiceProvider, _ wishes: [String: String] = [:])
        async throws -> ForeignServiceProvider.Outcome
    {
        try await begin(at: service, wishes)
        try await choose("permanent-key")
        try await enterPermanentKey(citizen)
        return try await outcome(at: service)
    }

    /// Goes to a service that asks nothing, since the broker knows who is there.
    func pass(_ service: ForeignServiceProvider, _ wishes: [String: String] = [:])
        async throws -> ForeignServiceProvider.Outcome
    {
        try await go(to: service.loginAddress(wishes))
        return try await outcome(at: service)
    }

    /// Waits until the service has an answer, and returns what it makes of it.
    func outcome(at service: ForeignServiceProvider) async throws -> ForeignServiceProvider.Outcome {
        try await wait(forAddress: service.url)
        return try await said()
    }

    /// Whom the service takes this browser for.
    func person(at service: ForeignServiceProvider) async throws -> ForeignServiceProvider.Outcome {
        try await go(to: service.personAddress)
        return try await said()
    }

    /// Signs out at a service, and returns what it makes of the answer when the browser is back.
    func signOut(at service: ForeignServiceProvider) async throws -> ForeignServiceProvider.Outcome {
        try await go(to: service.logoutAddress)
        try await wait(forAddress: service.url + service.pathAfterLogout)
        return try await said()
    }

    /// Waits for the page that says which services may still be open, reads it, and presses its button.
    func finishLogout(at service: ForeignServiceProvider, reading text: String)
        async throws -> ForeignServiceProvider.Outcome
    {
        try await wait(forText: text)
        try await wait(for: "main a.button[href$='/finish']")
        try await click("main a.button[href$='/finish']")
        try await wait(forAddress: service.url + service.pathAfterLogout)
        return try await said()
    }

    private func said() async throws -> ForeignServiceProvider.Outcome {
        ForeignServiceProvider.Outcome(try JSON(Array(try await wait(for: "pre").text.utf8)))
    }
}

extension ForeignServiceProvider.Outcome {
    /// The first value of PersonIdentifier.
    var personIdentifier: String? {
        attributes["http://eidas.europa.eu/attributes/naturalperson/PersonIdentifier"]?.first
    }
}
