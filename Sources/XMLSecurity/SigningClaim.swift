import CXMLSec
import XML

/// What a Signature of the profiled shape claims to cover, and its verification with a key.
///
/// The SignatureValue is first checked over SignedInfo, which is small. The signed element is canonicalised and
/// digested once, only with the key that made the SignatureValue. A sender without a key of the service can therefore
/// cause no more work than one signature verification. The first check alone proves nothing: a SignedInfo can be copied
/// from another message of the same signer. xmlsec then verifies the whole signature.
struct SigningClaim {
    /// The indices of the child elements that lead from the root to the signed element.
    let place: [Int]
    /// The signed element's ID.
    let id: String
    let shape: SignatureShape

    /// Returns the canonical form of SignedInfo, over which the SignatureValue is made.
    func signedInfo(of document: XMLDocument) throws(SignatureFailure) -> [UInt8] {
        var buffer = aldaba_buffer()
        let outcome = document.withTree { aldaba_signature_signed_info($0, child, grandchild, &buffer) }
        let bytes = [UInt8](taking: buffer)
        switch (Int(outcome), bytes) {
        case (Int(ALDABA_SIGNATURE_HOLDS), let bytes?): return bytes
        case (Int(ALDABA_SIGNATURE_ABSENT), _): throw .absent
        case (Int(ALDABA_SIGNATURE_UNPROCESSABLE), _): throw .mismatch
        default: throw .unavailable
        }
    }

    /// Returns whether the key made the SignatureValue.
    ///
    /// Accepts ECDSA signatures with r and s of any equal length: some peers cut leading zeros from both, and xmlsec
    /// accepts that.
    func isMade(by key: TrustedKey, over signedInfo: [UInt8], _ effort: inout VerificationEffort) -> Bool {
        effort.keysTried += 1
        return key.handle.withPointer {
            aldaba_key_verify(
                $0, Int32(shape.algorithm.digest.byteCount), signedInfo, signedInfo.count, shape.value,
                shape.value.count, Int32(ALDABA_SIGNATURE_HALVES)) == 1
        }
    }

    /// Returns the octets that xmlsec digested, or nil when the signature is not valid with this key.
    func digested(
        of document: XMLDocument, _ key: TrustedKey, _ effort: inout VerificationEffort
    ) throws(SignatureFailure) -> [UInt8]? {
        effort.digests += 1
        var buffer = aldaba_buffer()
        let isRSA = if case .rsa = key.kind { true } else { false }
        let outcome = withExpectation(isRSA: isRSA) { expectation in
            document.withTree { tree in
                key.handle.withPointer { aldaba_signature_verify(tree, expectation, $0, &buffer) }
            }
        }
        let bytes = [UInt8](taking: buffer)
        switch Int(outcome) {
        case Int(ALDABA_SIGNATURE_HOLDS): return bytes
        case Int(ALDABA_SIGNATURE_DOES_NOT_HOLD), Int(ALDABA_SIGNATURE_UNPROCESSABLE): return nil
        case Int(ALDABA_SIGNATURE_ABSENT): throw .absent
        case Int(ALDABA_SIGNATURE_ELSEWHERE): throw .reference("#" + id)
        default: throw .unavailable
        }
    }

    /// -1 when the path ends before this level.
    private var child: Int32 { place.first.map(Int32.init) ?? -1 }
    private var grandchild: Int32 { place.count > 1 ? Int32(place[1]) : -1 }

    private func withExpectation(
        isRSA: Bool, _ body: (UnsafePointer<aldaba_signature_expectation>) -> Int32
    ) -> Int32 {
        id.withCString { id in
            var expectation = aldaba_signature_expectation(
                child: child, grandchild: grandchild, id: id,
                key_kind: Int32(isRSA ? ALDABA_KEY_RSA : ALDABA_KEY_EC),
                signature_digest: Int32(shape.algorithm.digest.byteCount),
                reference_digest: Int32(shape.digest.byteCount))
            return body(&expectation)
        }
    }
}
