import Foundation
import Octets
import Testing

struct Base64Tests {
    @Test func `agrees with Foundation on every length`() {
        for length in 0..<200 {
            let octets = (0..<length).map { UInt8(truncatingIfNeeded: $0 * 89 + length) }
            let text = Base64.encode(octets)
            #expect(String(decoding: text, as: UTF8.self) == Data(octets).base64EncodedString())
            #expect(Base64.text(octets) == Data(octets).base64EncodedString())
            #expect(Base64.decode(text) == octets)
            #expect(Base64.decodeCanonical(text) == octets)
        }
    }

    @Test func `reads every octet in every place`() {
        for octet in UInt8.min...UInt8.max {
            for octets in [[octet], [1, octet], [1, 2, octet], [octet, octet, octet, octet]] {
                #expect(Base64.decode(Base64.encode(octets)) == octets)
            }
        }
    }

    @Test func `ignores the white space of XML and nothing else`() {
        #expect(Base64.decode(" Y\nW\r\nJ\tj ".utf8) == Array("abc".utf8))
        #expect(Base64.decode("Y Q = =\n".utf8) == Array("a".utf8))
        #expect(Base64.decode(" \r\n\t".utf8) == [])
        for text in ["YWJ\u{B}j", "YWJ\u{C}j", "YWJ\u{A0}j", "YWJj\0", "YWJ\u{2028}j"] {
            #expect(Base64.decode(text.utf8) == nil, "\(text)")
        }
    }

    @Test func `ignores line breaks but no space or tab where a form was decoded`() {
        #expect(Base64.decode("Y\nW\r\nJj\n".utf8, ignoring: .lineBreaks) == Array("abc".utf8))
        for text in ["YW Jj", " YWJj", "YWJj ", "YW\tJj", "YQ= ="] {
            #expect(Base64.decode(text.utf8, ignoring: .lineBreaks) == nil, "\(text)")
        }
    }

    @Test(arguments: [
        "YWJ", "YWJj=", "YW==J", "=", "==", "===", "====", "YQ=", "YQ===", "Y", "Y===", "YQ=a", "YQ==YQ==", "YWJ=YWJj",
        "YWJjYQ",
    ])
    func `refuses text that is truncated or has wrong padding`(_ text: String) {
        #expect(Base64.decode(text.utf8) == nil)
        #expect(Base64.decode(text.utf8, ignoring: .lineBreaks) == nil)
        #expect(Base64.decodeCanonical(Array(text.utf8)) == nil)
    }

    @Test(arguments: ["YWJ-", "-_==", "YWJé", "ＹWJj", "YW.j", "YWJj%3D"])
    func `refuses other alphabets and letters outside ASCII`(_ text: String) {
        #expect(Base64.decode(text.utf8) == nil)
        #expect(Base64.decodeCanonical(Array(text.utf8)) == nil)
    }

    @Test func `distinguishes upper and lower case`() {
        #expect(Base64.decode("YWJj".utf8) != Base64.decode("ywjJ".utf8))
    }

    @Test func `the canonical form has no white space and no unused bits`() {
        #expect(Base64.decodeCanonical([]) == [])
        #expect(Base64.decodeCanonical(Array("YQ==".utf8)) == Array("a".utf8))
        for text in ["YQ==\n", "Y Q==", "YR==", "YWK="] {
            #expect(Base64.decodeCanonical(Array(text.utf8)) == nil, "\(text)")
            #expect(Base64.decode(text.utf8) != nil, "\(text)")
        }
    }
}
