/// Decides which methods are offered, why the others are hidden, and whether a proof answers a request.
package struct AssurancePolicy: Hashable, Sendable {
    /// The level of each proof, from configuration.
    package let table: AssuranceTable

    /// The methods that are switched on, in the order of the page. The order is the same for every service provider.
    package let methods: [Method]

    package init(table: AssuranceTable = .standard, methods: [Method] = Method.own) {
        self.table = table
        self.methods = methods
    }

    /// Returns, for every method, whether the chooser offers it for the requirement, or why it is hidden.
    package func methods(meeting requirement: AssuranceRequirement, excluded: Set<Method> = []) -> [MethodOffer] {
        methods.map { method in
            MethodOffer(
                method: method, verdict: verdict(on: method, requirement, isExcluded: excluded.contains(method)))
        }
    }

    private func verdict(
        on method: Method, _ requirement: AssuranceRequirement, isExcluded: Bool
    ) -> MethodOffer.Verdict {
        if isExcluded { return .hidden(.excludedByService) }
        let attainable = table.attainable(by: method)
        guard let best = attainable.max(), let least = attainable.min() else { return .hidden(.notAccepted) }
        if let reached = attainable.filter(requirement.isMet).max() { return .offered(upTo: reached) }
        guard let highest = requirement.acceptable.last else { return .hidden(.notAccepted) }
        if best < highest { return .hidden(.fallsShort(best: best)) }
        return least > highest ? .hidden(.exceeds(least: least)) : .hidden(.notAccepted)
    }

    /// Whether a person with this registration can meet the requirement with this method.
    package func canMeet(
        _ requirement: AssuranceRequirement, with method: Method, registration: Registration
    ) -> Bool {
        Proof.allCases.contains { proof in
            guard proof.method == method else { return false }
            return switch judge(proof, registration: registration, against: requirement) {
            case .meets, .needsCode: true
            case .fallsShort: false
            }
        }
    }

    /// Compares a proof by a person with this registration with the requirement.
    package func judge(
        _ proof: Proof, registration: Registration, against requirement: AssuranceRequirement
    ) -> ProofVerdict {
        let reached = table.level(of: proof, registration: registration)
        if let reached, requirement.isMet(by: reached) { return .meets(reached) }
        if let reinforced = proof.reinforced,
            let more = table.level(of: reinforced, registration: registration), requirement.isMet(by: more)
        {
            return .needsCode(then: more)
        }
        return .fallsShort(reached: reached)
    }
}

/// A method, and whether the chooser offers it.
package struct MethodOffer: Hashable, Decodable, Sendable {
    package let method: Method
    package let verdict: Verdict

    /// Whether a method is offered.
    package enum Verdict: Hashable, Decodable, Sendable {
        /// The method can reach a level that answers the request; `upTo` is the highest one.
        case offered(upTo: LevelOfAssurance)
        case hidden(Reason)
    }

    /// The reason why a method is not offered.
    package enum Reason: Hashable, Decodable, Sendable {
        /// The highest level of the method is too low for the request.
        case fallsShort(best: LevelOfAssurance)
        /// The lowest level of the method is too high for the request.
        case exceeds(least: LevelOfAssurance)
        /// The request excludes the method.
        case excludedByService
        /// No registration gives the method a level, or none of its levels answers the request.
        case notAccepted
    }

    package init(method: Method, verdict: Verdict) {
        self.method = method
        self.verdict = verdict
    }

    package var isOffered: Bool {
        switch verdict {
        case .offered: true
        case .hidden: false
        }
    }
}

/// The result of comparing a proof of a known person with a requirement.
package enum ProofVerdict: Hashable, Sendable {
    /// The proof reaches a level that answers the request.
    case meets(LevelOfAssurance)
    /// The proof answers the request if a code by SMS is added.
    case needsCode(then: LevelOfAssurance)
    /// The proof cannot answer the request; `reached` is nil when the proof has no level for this registration.
    case fallsShort(reached: LevelOfAssurance?)
}
