import Broker
import Foundation
import Logging
import Messaging
import Pages
import Web

/// The delivery of text messages in this installation.
struct SMSDelivery: Sendable {
    let gateway: SMSGateway

    /// Returns the messages of the spool, in development. Nil with a gateway.
    let entries: (@Sendable () throws -> [SpooledMessage])?

    /// - Throws: `Failure` when the folder of the spool cannot be created.
    init(_ sms: Configuration.SMS, log: Logger) throws {
        switch sms {
        case .spool(let folder):
            let spool: SMSSpool
            do {
                spool = try SMSSpool(folder: folder)
            } catch {
                throw Failure("sms.folder: \(folder) cannot be created: \(InputFile.unmadeFolder(folder))")
            }
            gateway = spool.gateway(time: .system)
            entries = {
                try spool.entries().map { SpooledMessage(sentAt: $0.sentAt, to: $0.to, text: $0.text) }
            }
        case .http(let url, let tokenFile):
            let token = tokenFile.map(Installation.secret)
            gateway = HTTPSMSGateway(url: url, token: token, log: log).gateway
            entries = nil
        }
    }
}

extension PageRenderer {
    /// The texts of messages, from the same translations as the pages.
    var smsWording: SMSWording {
        SMSWording { content, language in
            switch content {
            case .pin(let pin, let service, let validUntil):
                message(.pin, code: pin, service: service, validUntil: validUntil, language: language)
            case .code(let code, let service, let validUntil):
                message(.code, code: code, service: service, validUntil: validUntil, language: language)
            case .rest(let end):
                restMessage(until: end, language: language)
            }
        }
    }
}
