/// Names a master secret among those that a broker has had. Stored with what the secret has sealed; no secret itself.
package struct KeyID: Hashable, Sendable {
    package let rawValue: UInt16

    package init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// The master secret of an installation that never changed it.
    package static let first = KeyID(rawValue: 1)
}

/// The purposes whose keys are looked up by id.
enum KeyPurpose {
    case sealing
    case handles
}
