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

    @Test func `the certificate is the octets between the colons`() throws {
        let certificate = try DevelopmentPKI.shared().certificateDER(of: .fnmt)
        let value = ":\(Data(certificate).base64EncodedString()):"
        #expect(try read([value]) == certificate)
        #expect(try read([" \(value) "]) == certificate)
    }

    @Test func `without the field there is no certificate`() throws {
        #expect(try read([]) == nil)
    }

    @Test(arguments: [
        "", ":", "::", "AAAA", ":AAAA", "AAAA:", ":AAA:", ":AA AA:", ":AAAA:;a=1", ":AAAA:, :AAAA:", ":A-_A:",
        "\"AAAA\"",
        ":AAAA\n:", "-----BEGIN%20CERTIFICATE-----", ":====:", ":é===:",
    ])
    func `a value that is not octets between colons is refused`(_ value: String) {
        #expect(throws: ClientCertificateField.Failure.malformed) { try read([value]) }
    }

    @Test func `more than one value is refused, also if the values are equal`() {
        #expect(throws: ClientCertificateField.Failure.repeated(2)) { try read([":AAAA:", ":AAAA:"]) }
        #expect(throws: ClientCertificateField.Failure.repeated(2)) { try read(["", ":AAAA:"]) }
    }
}
