/// Aldaba's judgement of levels and methods: what is offered, what is hidden and why, and what a proof is worth.
package struct AssurancePolicy: Hashable, Sendable {
    /// What each proof is worth, from configuration.
    package let table: AssuranceTable

    /// The methods that are switched on, in the order in which they are shown. The order favours nobody: it is the
    /// same for every service.
    package let methods: [Method]

    package init(table: AssuranceTable = .standard, methods: [Method] = Method.own) {
        self.table = table
        self.methods = methods
    }

    /// What the chooser shows for that requirement: for every method, that it is offered, or why it is not.
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

    /// Whether somebody so registered can meet the requirement with that method.
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

    /// What a proof of somebody so registered leads to.
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

/// A method and what the chooser says of it.
package struct MethodOffer: Hashable, Decodable, Sendable {
    package let method: Method
    package let verdict: Verdict

    /// Whether a method is offered.
    package enum Verdict: Hashable, Decodable, Sendable {
        /// It can reach a level that answers the request; `upTo` is the best such level.
        case offered(upTo: LevelOfAssurance)
        case hidden(Reason)
    }

    /// Why a method is not offered.
    package enum Reason: Hashable, Decodable, Sendable {
        /// The best that anybody can reach with it is not enough.
        case fallsShort(best: LevelOfAssurance)
        /// The least that it gives is more than the request wants to hear of.
        case exceeds(least: LevelOfAssurance)
        /// The service asked not to offer it.
        case excludedByService
        /// No registration gives it a level, or no level of its own answers the request.
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

/// What a proof leads to, once it is known whose it is.
package enum ProofVerdict: Hashable, Sendable {
    /// It reaches a level that answers the request.
    case meets(LevelOfAssurance)
    /// It would, with the code by SMS.
    case needsCode(then: LevelOfAssurance)
    /// It cannot; `reached` is nil when the proof is worth nothing from this registration.
    case fallsShort(reached: LevelOfAssurance?)
}
