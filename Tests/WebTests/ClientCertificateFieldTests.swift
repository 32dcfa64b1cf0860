import Foundation
import HTTPTypes
import TestFederation
import Testing

@testable import Web

struct ClientCertificateFieldTests {
    private func read(_ values: [String]) throws(ClientCertificateField.Failure) -> [UInt8]? {
        var fields = HTTPFields()
        for value in values { fields.append(HTTPField(name: .init("client-cert")!, value: value)) }
        return try ClientCertificateField.certificate(in: fields)
    }

    @Test func `the octets between the colons are the certificate`() throws {
        let certificate = try DevelopmentPKI.shared().certificateDER(of: .fnmt)
        let value = ":\(Data(certificate).base64EncodedString()):"
        #expect(try read([value]) == certificate)
        #expect(try read([" \(value) "]) == certificate)
    }

    @Test func `no field is no certificate`() throws {
        #expect(try read([]) == nil)
    }

    @Test(arguments: [
        "", ":", "::", "AAAA", ":AAAA", "AAAA:", ":AAA:", ":AA AA:", ":AAAA:;a=1", ":AAAA:, :AAAA:", ":A-_A:",
        "\"AAAA\"",
        ":AAAA\n:", "-----BEGIN%20CERTIFICATE-----", ":====:", ":é===:",
    ])
    func `what is no octets between two colons is refused`(_ value: String) {
        #expect(throws: ClientCertificateField.Failure.malformed) { try read([value]) }
    }

    @Test func `more than one value is refused, be they the same`() {
        #expect(throws: ClientCertificateField.Failure.repeated(2)) { try read([":AAAA:", ":AAAA:"]) }
        #expect(throws: ClientCertificateField.Failure.repeated(2)) { try read(["", ":AAAA:"]) }
    }
}
