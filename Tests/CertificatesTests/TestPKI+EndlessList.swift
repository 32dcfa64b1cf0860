import Foundation
import TestFederation

extension TestPKI {
    /// Returns a list without nextUpdate, built from its ASN.1 because openssl cannot make one. Its signature is
    /// invalid.
    func endlessList() throws -> [UInt8] {
        let name = UUID().uuidString
        let structure = """
            asn1 = SEQUENCE:list
            [list]
            content = SEQUENCE:content
            algorithm = SEQUENCE:algorithm
            signature = FORMAT:HEX,BITSTRING:00
            [content]
            version = INTEGER:1
            algorithm = SEQUENCE:algorithm
            issuer = SEQUENCE:issuer
            from = UTCTIME:260101000000Z
            [algorithm]
            id = OID:sha256WithRSAEncryption
            parameters = NULL
            [issuer]
            set = SET:set
            [set]
            field = SEQUENCE:field
            [field]
            id = OID:commonName
            value = UTF8:SIN FIN
            """
        try structure.write(to: folder.appending(path: "\(name).cnf"), atomically: true, encoding: .utf8)
        try Tool.run(
            "openssl", ["asn1parse", "-genconf", "\(name).cnf", "-noout", "-out", "\(name).crl"], in: folder)
        return try octets("\(name).crl")
    }
}
