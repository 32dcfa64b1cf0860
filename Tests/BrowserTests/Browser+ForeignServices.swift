import TestAgents
import Testing

/// Steps of a person at third-party services.
extension Browser {
    /// Starts a login at a service, up to the broker's first page.
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

    /// Signs in at a service with the session at the broker, without a new proof.
    func pass(_ service: ForeignServiceProvider, _ wishes: [String: String] = [:])
        async throws -> ForeignServiceProvider.Outcome
    {
        try await go(to: service.loginAddress(wishes))
        return try await outcome(at: service)
    }

    /// Waits until the service has an answer, and returns its result.
    func outcome(at service: ForeignServiceProvider) async throws -> ForeignServiceProvider.Outcome {
        try await wait(forAddress: service.url)
        return try await said()
    }

    /// Returns the person who is signed in at the service.
    func person(at service: ForeignServiceProvider) async throws -> ForeignServiceProvider.Outcome {
        try await go(to: service.personAddress)
        return try await said()
    }

    /// Signs out at a service, and returns the result when the browser has returned.
    func signOut(at service: ForeignServiceProvider) async throws -> ForeignServiceProvider.Outcome {
        try await go(to: service.logoutAddress)
        try await wait(forAddress: service.url + service.pathAfterLogout)
        return try await said()
    }

    /// Waits for the page with the services that may still be signed in, checks its text, and presses its button.
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
