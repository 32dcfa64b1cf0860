package import SAML

/// Which levels answer a request: what the AuthnRequest asked for, joined with the service's own minimum.
package struct AssuranceRequirement: Hashable, Decodable, Sendable {
    /// The levels that the request named; nil when it named none and leaves the choice to us.
    package let requested: Requested?

    /// The least that this service is ever answered with, whatever its request says.
    package let floor: LevelOfAssurance

    /// A comparison and the levels that it compares with, in the order of the request; never empty.
    package struct Requested: Hashable, Decodable, Sendable {
        package let comparison: RequestedAuthnContext.Comparison
        /// Each level that a class of the request stands for; never empty.
        package let levels: [LevelOfAssurance]
    }

    /// Makes a requirement; `levels` empty means that the request named none.
    package init(
        comparison: RequestedAuthnContext.Comparison, levels: [LevelOfAssurance], floor: LevelOfAssurance = .low
    ) {
        requested = levels.isEmpty ? nil : Requested(comparison: comparison, levels: levels)
        self.floor = floor
    }

    /// Reads what a request asks for.
    ///
    /// Classes that Aldaba does not know are passed over as long as one is known, as the list offers alternatives; but not
    /// where the answer has to be better than all of them.
    /// - Parameter classes: the service's own classes and the levels that they mean to it.
    /// - Throws: `Refusal.noAuthnContext` when no class is known, or the request uses declarations.
    /// - SeeAlso: SAML Core 2.0 §3.3.2.2.1.
    package init(
        _ context: RequestedAuthnContext?, classes: [AuthnContextClass: LevelOfAssurance], floor: LevelOfAssurance
    ) throws(Refusal) {
        guard let context else {
            self.init(comparison: .minimum, levels: [], floor: floor)
            return
        }
        let references = context.classReferences
        let levels = references.compactMap { LevelOfAssurance(classReference: $0.rawValue) ?? classes[$0] }
        // "Better" compares with every class listed, so with one that is not known nothing can be better than all.
        guard !levels.isEmpty, context.comparison != .better || levels.count == references.count else {
            throw .noAuthnContext(requested: references.map(\.rawValue) + context.declarationReferences)
        }
        self.init(comparison: context.comparison, levels: levels, floor: floor)
    }

    /// Whether an authentication of that level may be stated in the answer.
    ///
    /// - SeeAlso: SAML Core 2.0 §3.3.2.2.1 for the four comparisons.
    package func isMet(by level: LevelOfAssurance) -> Bool {
        guard level >= floor else { return false }
        guard let requested else { return true }
        let levels = requested.levels
        return switch requested.comparison {
        case .exact: levels.contains(level)
        case .minimum: levels.contains { level >= $0 }
        case .better: levels.allSatisfy { level > $0 }
        case .maximum: levels.contains { level <= $0 }
        }
    }

    /// The levels that would do, from low to high.
    package var acceptable: [LevelOfAssurance] { LevelOfAssurance.allCases.filter(isMet) }
}
