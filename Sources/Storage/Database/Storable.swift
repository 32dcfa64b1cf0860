package import Foundation

/// A Swift value that one column can hold.
package protocol Storable: Sendable {
    var stored: StoredValue { get }
    /// Nil when the column holds another type.
    init?(stored: StoredValue)
}

extension Int64: Storable {
    package var stored: StoredValue { .integer(self) }

    package init?(stored: StoredValue) {
        guard case .integer(let integer) = stored else { return nil }
        self = integer
    }
}

extension Int: Storable {
    package var stored: StoredValue { .integer(Int64(self)) }

    package init?(stored: StoredValue) {
        guard case .integer(let integer) = stored else { return nil }
        self.init(exactly: integer)
    }
}

extension String: Storable {
    package var stored: StoredValue { .text(self) }

    package init?(stored: StoredValue) {
        guard case .text(let text) = stored else { return nil }
        self = text
    }
}

extension [UInt8]: Storable {
    package var stored: StoredValue { .bytes(self) }

    package init?(stored: StoredValue) {
        guard case .bytes(let bytes) = stored else { return nil }
        self = bytes
    }
}

/// Stored as 0 or 1: SQLite has no Boolean type, and an integer column is the same in both engines.
extension Bool: Storable {
    package var stored: StoredValue { .integer(self ? 1 : 0) }

    package init?(stored: StoredValue) {
        switch stored {
        case .integer(0): self = false
        case .integer(1): self = true
        default: return nil
        }
    }
}

/// Stored as whole milliseconds since 1970, UTC, rounded to the nearest.
extension Date: Storable {
    package var stored: StoredValue { .integer(Int64((timeIntervalSince1970 * 1000).rounded())) }

    package init?(stored: StoredValue) {
        guard case .integer(let milliseconds) = stored else { return nil }
        self.init(timeIntervalSince1970: Double(milliseconds) / 1000)
    }
}

extension Optional: Storable where Wrapped: Storable {
    package var stored: StoredValue { self?.stored ?? .null }

    package init?(stored: StoredValue) {
        if case .null = stored {
            self = .none
            return
        }
        guard let wrapped = Wrapped(stored: stored) else { return nil }
        self = wrapped
    }
}

/// An enumeration or identifier over text is stored as its text. A text that is not one of its values is corruption.
extension Storable where Self: RawRepresentable, RawValue == String {
    package var stored: StoredValue { .text(rawValue) }

    package init?(stored: StoredValue) {
        guard case .text(let text) = stored else { return nil }
        self.init(rawValue: text)
    }
}
