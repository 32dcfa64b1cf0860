package import Citizens
package import Federation
package import Foundation
package import Secrets

/// A browser in which citizens have signed in before, read from its cookie.
///
/// The cookie does not identify a citizen. For each document that signed in here, it opens lanes in the limits that an
/// attacker cannot fill. A thief of the password can make any number of known browsers. For this reason, a sign-in with
/// a password alone opens no lane for codes, and all browsers of a citizen share one lane for passwords. Otherwise an
/// old password would open as many lanes for guessing the new one. The cookie contains no document: each entry is a
/// keyed hash of the browser's random name, the document, the entry's end and the scope of the sign-in.
package struct KnownBrowser: Hashable, Sendable {
    /// 16 random bytes, generated at the first sign-in.
    let name: [UInt8]
    /// The entries, the newest last.
    private var entries: [Entry] = []

    /// The lanes that a sign-in opens.
    private enum Scope: CaseIterable {
        /// All lanes: the citizen used a telephone, a certificate or a card.
        case everything
        /// The lane for passwords: the citizen used only a password.
        case passwords

        init(after proof: Proof) {
            self = proof == .password ? .passwords : .everything
        }

        var label: StaticString {
            switch self {
            case .everything: "known browser"
            case .passwords: "known browser, passwords"
            }
        }
    }

    private struct Entry: Hashable, Sendable {
        /// The hour when the entry expires, in hours since 1970.
        let endHour: UInt32
        /// A truncated keyed hash, 16 bytes.
        let tag: [UInt8]
    }

    /// The time for which a sign-in is remembered.
    package static let lifetime = Duration.seconds(180 * 86_400)
    /// The maximum number of citizens remembered in one browser. A new entry replaces the oldest.
    package static let maximumPeople = 8

    private static let version: UInt8 = 1
    private static let nameLength = 16
    private static let tagLength = 16
    private static let entryLength = 4 + tagLength

    /// Creates a browser without sign-ins.
    init(random: RandomSource) {
        name = random.bytes(Self.nameLength)
    }

    /// Reads a cookie; nil for a malformed text. The tags are checked later, when an entry is looked up.
    package init?(cookie text: String) {
        guard text.utf8.count <= 256, let bytes = Base64URL.decode(text), bytes.first == Self.version else {
            return nil
        }
        let rest = bytes.dropFirst(1 + Self.nameLength)
        guard bytes.count >= 1 + Self.nameLength, rest.count % Self.entryLength == 0,
            rest.count / Self.entryLength <= Self.maximumPeople
        else { return nil }
        name = Array(bytes[1..<(1 + Self.nameLength)])
        entries = stride(from: rest.startIndex, to: rest.endIndex, by: Self.entryLength).map { start in
            Entry(
                endHour: rest[start..<(start + 4)].reduce(0) { $0 << 8 | UInt32($1) },
                tag: Array(rest[(start + 4)..<(start + Self.entryLength)]))
        }
    }

    /// The cookie's value: at most 236 characters of base64url.
    package var cookie: String {
        Base64URL.encode([Self.version] + name + entries.flatMap { Self.bytes($0.endHour) + $0.tag })
    }

    /// Returns whether this citizen has signed in here within the lifetime, with any proof.
    package func knows(_ document: NationalIdentifier, keys: KeyRing, at now: Date) -> Bool {
        Scope.allCases.contains { hasEntry(of: document, $0, keys: keys, at: now) }
    }

    /// Returns the same browser after a sign-in of this citizen.
    ///
    /// A sign-in with a password alone does not extend an entry that a stronger proof opened.
    package func noting(
        _ document: NationalIdentifier, after proof: Proof, keys: KeyRing, at now: Date
    ) -> KnownBrowser {
        var scope = Scope(after: proof)
        var endHour = UInt32((now + Self.lifetime.timeInterval).timeIntervalSince1970 / 3600)
        if scope == .passwords, let present = liveEntry(of: document, .everything, keys: keys, at: now) {
            (scope, endHour) = (.everything, present.endHour)
        }
        var noted = self
        noted.entries.removeAll { entry in
            Scope.allCases.contains { isEntry(entry, of: document, $0, keys: keys) }
        }
        noted.entries.append(Entry(endHour: endHour, tag: tag(of: document, scope, endHour: endHour, keys: keys)))
        noted.entries = Array(noted.entries.suffix(Self.maximumPeople))
        return noted
    }

    /// Returns the key of all known browsers of a citizen in the limits on passwords; nil when the citizen has not
    /// signed in here.
    func passwordLane(of document: NationalIdentifier, keys: KeyRing, at now: Date) -> SecretHash? {
        knows(document, keys: keys, at: now) ? keys.browsers.hash("passwords", document.text) : nil
    }

    /// Returns the key of this browser and a citizen in the limits on messages and codes; nil when the citizen has not
    /// signed in here with more than a password.
    func codeLane(of document: NationalIdentifier, keys: KeyRing, at now: Date) -> SecretHash? {
        guard hasEntry(of: document, .everything, keys: keys, at: now) else { return nil }
        return keys.browsers.hash("lane", name, Array(document.text.utf8))
    }

    private func hasEntry(
        of document: NationalIdentifier, _ scope: Scope, keys: KeyRing, at now: Date
    ) -> Bool {
        liveEntry(of: document, scope, keys: keys, at: now) != nil
    }

    private func liveEntry(
        of document: NationalIdentifier, _ scope: Scope, keys: KeyRing, at now: Date
    ) -> Entry? {
        entries.first {
            isEntry($0, of: document, scope, keys: keys)
                && now.timeIntervalSince1970 < Double($0.endHour) * 3600
        }
    }

    private func isEntry(
        _ entry: Entry, of document: NationalIdentifier, _ scope: Scope, keys: KeyRing
    ) -> Bool {
        ConstantTime.equal(entry.tag, tag(of: document, scope, endHour: entry.endHour, keys: keys))
    }

    private func tag(
        of document: NationalIdentifier, _ scope: Scope, endHour: UInt32, keys: KeyRing
    ) -> [UInt8] {
        let hash = keys.browsers.hash(scope.label, name, Array(document.text.utf8), Self.bytes(endHour))
        return Array(hash.bytes.prefix(Self.tagLength))
    }

    private static func bytes(_ hour: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: hour >> $0) }
    }
}
