package import SAML

/// The levels that answer a request: the RequestedAuthnContext, combined with the service provider's minimum level.
package struct AssuranceRequirement: Hashable, Decodable, Sendable {
    /// The levels that the request names; nil when it names none and accepts any.
    package let requested: Requested?

    /// The service provider's minimum level, which applies to every request.
    package let floor: LevelOfAssurance

    /// A comparison and the levels that it compares with, in the order of the request; never empty.
    package struct Requested: Hashable, Decodable, Sendable {
        package let comparison: RequestedAuthnContext.Comparison
        /// The level of each known class of the request; never empty.
        package let levels: [LevelOfAssurance]
    }

    /// Creates a requirement. Empty `levels` mean that the request names no level.
    package init(
        comparison: RequestedAuthnContext.Comparison, levels: [LevelOfAssurance], floor: LevelOfAssurance = .low
    ) {
        requested = levels.isEmpty ? nil : Requested(comparison: comparison, levels: levels)
        self.floor = floor
    }

    /// Reads a RequestedAuthnContext.
    ///
    /// An unknown class is ignored if another one is known, because the list offers alternatives. With the comparison
    /// `better`, every class must be known, because the level must be better than all of them.
    /// - Parameter classes: the service provider's own classes and the levels that they stand for.
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
        // "Better" compares with every class in the list. No level is known to be better than an unknown class.
        guard !levels.isEmpty, context.comparison != .better || levels.count == references.count else {
            throw .noAuthnContext(requested: references.map(\.rawValue) + context.declarationReferences)
        }
        self.init(comparison: context.comparison, levels: levels, floor: floor)
    }

    /// Whether an assertion with this level answers the request.
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

    /// The levels that answer the request, from low to high.
    package var acceptable: [LevelOfAssurance] { LevelOfAssurance.allCases.filter(isMet) }
}
