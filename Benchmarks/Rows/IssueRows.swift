import Foundation
import SAML
import TestFederation
import XML
import XMLSecurity

/// The cost of a Response with six attributes, from the statements to the octets, compared with the private-key
/// operation.
struct IssueRows {
    private let report: Report

    init(_ report: Report) {
        self.report = report
    }

    func run() throws {
        report.heading("Issue a Response with 6 attributes")
        for subject in try Subject.all() {
            try run(subject, goal: subject.name == "P-256" ? 3 : 1.15)
        }
    }

    private func run(_ subject: Subject, goal: Double) throws {
        let raw = try RawKey(subject.key)
        let one = Issuance(subject, signing: .assertion)
        let two = Issuance(subject, signing: .both)
        let key = subject.key.signing
        let (oneSigned, twoSigned) = (try one.response().bytes, try two.response().bytes)
        let (oneTree, twoTree) = (try tree(oneSigned), try tree(twoSigned))
        let info = [UInt8](repeating: 0x61, count: 1_000)
        let measured = try Measurement.sideBySide([
            { try raw.sign() }, { _ = try one.response() }, { _ = try two.response() },
            { _ = try key.signature(over: info) },
            { _ = try DigestAlgorithm.sha256.digest(of: oneSigned) },
            { _ = try DigestAlgorithm.sha256.digest(of: twoSigned) },
            { _ = try XMLWriter.canonical(oneTree) }, { _ = try XMLWriter.canonical(twoTree) },
        ])
        let medians = measured.map(\.median)
        report.row("\(subject.name): raw operation of libcrypto", measured[0])
        report.row("\(subject.name), one signature", measured[1], goal: .ratio(goal, to: medians[0]))
        parts(
            of: measured[1], signature: medians[3], digest: medians[4], canonical: medians[6], octets: oneSigned.count)
        report.row("\(subject.name), two signatures", measured[2], goal: .ratio(goal, to: 2 * medians[0]))
        parts(
            of: measured[2], signature: 2 * medians[3], digest: 2 * medians[5], canonical: medians[7],
            octets: twoSigned.count)
    }

    /// Prints the parts of the time. The remaining time is the creation of the tree and copying.
    private func parts(
        of whole: Measurement, signature: Double, digest: Double, canonical: Double, octets: Int
    ) {
        report.parts(
            of: whole,
            [
                ("signing SignedInfo, with its digest", signature), ("digests of \(octets) octets", digest),
                ("canonical text of such a tree", canonical),
            ])
    }

    private func tree(_ bytes: [UInt8]) throws -> XMLElement { try XMLParser.parse(bytes, limits: .message) }
}
