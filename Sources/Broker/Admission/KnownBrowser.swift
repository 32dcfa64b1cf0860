package import Citizens
package import Federation
package import Foundation
package import Secrets

/// A browser in which people have signed in before, as its cookie says.
///
/// The cookie proves nothing about who somebody is. For the documents that signed in here it opens lanes in the limits,
/// which strangers cannot fill. A thief of the password can make any number of known browsers. So a sign-in with a
/// password alone opens no lane for codes, and all browsers of a person share one lane for passwords: else a password
/// that was changed since would open as many lanes for guessing the new one. The cookie names no document: each entry
/// is a keyed hash of the browser's random name, the document, the entry's end and what the sign-in opened.
package struct KnownBrowser: Hashable, Sendable {
    /// 16 random bytes, drawn at the first sign-in.
    let name: [UInt8]
    /// The youngest last.
    private var entries: [Entry] = []

    /// What a sign-in opens.
    private enum Scope: CaseIterable {
        /// The person showed a telephone, a certificate or a card.
        case everything
        /// A password was all that was shown.
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
        /// Hours since 1970; from this hour on the entry is worth nothing.
        let endHour: UInt32
        /// 16 bytes.
        let tag: [UInt8]
    }

    /// How long a sign-in is remembered.
    package static let lifetime = Duration.seconds(180 * 86_400)
    /// How many people of one browser are remembered; the oldest gives way.
    package static let maximumPeople = 8

    private static let version: UInt8 = 1
    private static let nameLength = 16
    private static let tagLength = 16
    private static let entryLength = 4 + tagLength

    /// A browser in which nobody has signed in.
    init(random: RandomSource) {
        name = random.bytes(Self.nameLength)
    }

    /// Reads a cookie; nil for a text that no cookie of ours can be. Whether an entry is ours shows when it is asked
    /// for.
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

    /// Whether this person has signed in here within the lifetime, with whatever proof.
    package func knows(_ document: NationalIdentifier, keys: KeyRing, at now: Date) -> Bool {
        Scope.allCases.contains { hasEntry(of: document, $0, keys: keys, at: now) }
    }

    /// The same browser after this person has signed in.
    ///
    /// A password alone does not prolong what a stronger proof opened.
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

    /// What stands for all known browsers of a person in the limits on passwords; nil for a person who has not signed
    /// in here.
    func passwordLane(of document: NationalIdentifier, keys: KeyRing, at now: Date) -> SecretHash? {
        knows(document, keys: keys, at: now) ? keys.browsers.hash("passwords", document.text) : nil
    }

    /// What stands for this browser and a person in the limits on messages and codes; nil for a person who has shown
    /// nothing but a password here.
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
