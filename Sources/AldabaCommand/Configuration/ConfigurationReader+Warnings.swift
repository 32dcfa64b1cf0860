import Citizens
import Foundation
import SAML

extension ConfigurationReader {
    /// Notes what a broker starts with although it cannot be meant.
    mutating func warn(about configuration: Configuration) {
        if configuration.clockSkew == .zero {
            report(
                .clockSkew,
                "0 refuses every request that does not come in the very instant that it names, and so all: 180 is usual",
                as: .warning)
        }
        if configuration.certificateListener != nil, configuration.certificateFiles.revocationLists.isEmpty {
            report(
                .certificateRevocationLists,
                "there is none, so every certificate is refused: name the list of each authority, or take certificate "
                    + "out of sign-in.methods",
                as: .warning)
        }
        if configuration.certificateListener != nil { warnOfAnchors(configuration.certificateFiles.anchors) }
        warnOfPlainProxies(configuration.publicListener, .publicListen)
        configuration.certificateListener.map { warnOfPlainProxies($0, .certificateListen) }
        for host in configuration.administrationHosts where WebHost(host)?.isLoopback != true {
            report(
                .administrationHosts,
                "expects loopback names without a port, such as 127.0.0.1, localhost or [::1], not \(host): a page "
                    + "elsewhere whose name is made to lead here could read what is for this machine alone",
                as: .warning)
        }
        warnOfShortPINs(configuration.pinFormat)
        reportUnreadVariables()
    }

    private mutating func warnOfShortPINs(_ format: PINFormat) {
        guard format.bits < PINFormat.requiredBits else { return }
        report(
            .pinLength,
            "\(format.length) \(format.symbols.rawValue) are \(String(format: "%.1f", format.bits)) bits, and a code by SMS "
                + "needs \(Int(PINFormat.requiredBits)) (NIST SP 800-63B): use 8 digits",
            as: .warning)
    }

    private mutating func warnOfPlainProxies(_ listener: Configuration.Listener, _ key: ConfigurationKey) {
        guard listener.proxies != nil, listener.tls == nil,
            WebHost(ofSocket: listener.address)?.isLoopback != true
        else { return }
        report(
            key,
            "takes plain http from proxies on other machines: whoever is on the way reads passwords and can change what "
                + "the proxies say; give the listener a tls-certificate and tls-key",
            as: .warning)
    }
}
