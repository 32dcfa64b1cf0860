import Foundation
import Octets
import SAML
import TestFederation
import XML
import XMLSecurity

/// The cost of a signed AuthnRequest, from its text to an `AcceptedRequest`, compared with the public-key operation.
struct VerifyRows {
    private let report: Report

    init(_ report: Report) {
        self.report = report
    }

    func run() throws {
        report.heading("Verify a signed AuthnRequest")
        for subject in try Subject.all() { try run(subject) }
    }

    private func run(_ subject: Subject) throws {
        let raw = try RawKey(subject.key)
        try post(subject, raw)
        try redirect(subject, raw)
    }

    private func post(_ subject: Subject, _ raw: RawKey) throws {
        let entity = subject.service.descriptor
        let form = try subject.service.samlRequest(subject.request)
        guard let document = Base64.decode(Array(form.utf8)) else { return }
        let keys = [subject.key.trusted]
        let signed = try SignedElement.verify(document: document, trusting: keys)
        let measured = try Measurement.sideBySide([
            { try raw.verify() },
            {
                let received = try PostBinding.receive(AuthnRequest.self, samlMessage: form, relayState: "ticket-1234")
                _ = try Subject.accept(received, from: entity, at: subject.now)
            },
            { _ = try PostBinding.receive(AuthnRequest.self, samlMessage: form, relayState: nil) },
            { _ = try SignedElement.verify(document: document, trusting: keys) },
            { _ = try XMLParser.parse(document, limits: .message) },
            { _ = try XMLParser.parse(signed.bytes, limits: .message) },
            { _ = try AuthnRequest(decoding: signed.element) },
        ])
        let medians = measured.map(\.median)
        report.row("\(subject.name): raw operation of libcrypto", measured[0])
        report.row("\(subject.name), by POST", measured[1], goal: .time(300e-6))
        report.parts(
            of: measured[1],
            [
                ("raw verification", medians[0]), ("Base64, first parse, issuer", medians[2]),
                ("parse for the signature", medians[4]), ("parse of what was digested", medians[5]),
                ("xmlsec: canonical text, digest, contexts", medians[3] - medians[4] - medians[5] - medians[0]),
                ("decoding the request", medians[6]),
            ])
    }

    private func redirect(_ subject: Subject, _ raw: RawKey) throws {
        let entity = subject.service.descriptor
        let query = try subject.service.query(subject.request, relayState: "ticket-1234")
        let received = try RedirectBinding.receive(AuthnRequest.self, query: query)
        let keys = [subject.key.trusted]
        let verified = try received.verified(trusting: keys)
        let plain = try XMLWriter.canonical(subject.request.xml).bytes
        let measured = try Measurement.sideBySide([
            { try raw.verify() },
            { _ = try Subject.accept(query, from: entity, at: subject.now) },
            { _ = try RedirectBinding.receive(AuthnRequest.self, query: query) },
            { _ = try XMLParser.parse(plain, limits: .message) },
            { _ = try received.verified(trusting: keys) },
            {
                _ = try AuthnRequestRules.accept(
                    .signed(verified), from: entity, at: Subject.location, now: subject.now)
            },
        ])
        let medians = measured.map(\.median)
        report.row("\(subject.name), by Redirect", measured[1], goal: .time(90e-6))
        report.parts(
            of: measured[1],
            [
                ("raw verification", medians[0]), ("query, Base64, inflating, issuer", medians[2] - medians[3]),
                ("parse", medians[3]), ("digest, contexts, decoding the request", medians[4] - medians[0]),
                ("rules", medians[5]),
            ])
    }
}
