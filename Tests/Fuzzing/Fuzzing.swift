import Foundation
import SAML
import TestFederation

/// The entry point for libFuzzer. `ALDABA_FUZZ` names the surface. A trap, a sanitizer report or a violated property
/// ends the run and writes the input to a file.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    Surface.chosen.test(bytes)
    return 0
}

/// An interface that reads octets from unauthenticated clients.
enum Surface: String, CaseIterable {
    /// The reader of XML, and the writer of canonical XML.
    case xml
    /// The XML of a request by HTTP-POST, with an enveloped signature.
    case post
    /// The query of a request by HTTP-Redirect.
    case redirect
    /// The query of a logout request.
    case logout
    /// A SOAP envelope with a logout request.
    case soap
    /// An entity's metadata.
    case metadata
    /// A certificate and a revocation list, in DER.
    case certificate
    /// Texts that people type into forms.
    case typed

    static let chosen: Surface = {
        let name = ProcessInfo.processInfo.environment["ALDABA_FUZZ"] ?? ""
        guard let surface = Surface(rawValue: name) else {
            fatalError("ALDABA_FUZZ says \(name): it can be \(allCases.map(\.rawValue).joined(separator: ", "))")
        }
        surface.plantSeeds()
        return surface
    }()

    /// Writes valid inputs to the folder `ALDABA_FUZZ_SEEDS`, because mutations of valid inputs reach more code.
    private func plantSeeds() {
        guard let folder = ProcessInfo.processInfo.environment["ALDABA_FUZZ_SEEDS"] else { return }
        do {
            for (index, seed) in try seeds().enumerated() {
                try Data(seed).write(to: URL(filePath: folder).appending(path: "seed-\(rawValue)-\(index)"))
            }
        } catch {
            fatalError("no seeds: \(error)")
        }
    }
}
