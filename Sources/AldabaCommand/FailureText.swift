import Foundation
import NIOCore
import SAML
import Storage
import XMLSecurity

/// Says in one line what a fault of the machine or of a file is, and what to do.
enum FailureText {
    static func describe(_ error: any Error) -> String {
        switch error {
        case let failure as Failure: failure.message
        case let fault as StorageFault: "the database: \(fault)"
        case let error as IOError: describe(error)
        case let error as MetadataError: "\(error)"
        case let error as KeyError: error.words
        case let error as CocoaError: error.localizedDescription
        default: "\(error)"
        }
    }

    private static func describe(_ error: IOError) -> String {
        switch error.errnoCode {
        case EADDRINUSE: "the port is in use: stop what uses it, or choose another under listen"
        case EACCES: "not allowed to listen there: choose a port above 1023, or give the program the right to"
        case EADDRNOTAVAIL: "this machine does not have the address under listen"
        default: "\(error)"
        }
    }

    /// The same for a listener, with its address.
    static func listening(at address: String, _ error: any Error) -> Failure {
        Failure("cannot listen at \(address): \(describe(error))")
    }
}
