import Citizens
import Foundation
import SAML

extension ConfigurationReader {
    /// Reports settings with which the broker starts although they are probably mistakes.
    mutating func warn(about configuration: Configuration) {
        if configuration.clockSkew == .zero {
            report(
                .clockSkew,
                "0 refuses every request, because clocks never match exactly: 180 is usual",
                as: .warning)
        }
        if configuration.certificateListener != nil, configuration.certificateFiles.revocationLists.isEmpty {
            report(
                .certificateRevocationLists,
                "there is none, so every certificate is refused: name the list of each authority, or remove "
                    + "certificate from sign-in.methods",
                as: .warning)
        }
        if configuration.certificateListener != nil { warnOfAnchors(configuration.certificateFiles.anchors) }
        warnOfPlainProxies(configuration.publicListener, .publicListen)
        configuration.certificateListener.map { warnOfPlainProxies($0, .certificateListen) }
        for host in configuration.administrationHosts where WebHost(host)?.isLoopback != true {
            report(
                .administrationHosts,
                "expects loopback names without a port, such as 127.0.0.1, localhost or [::1], not \(host): with DNS "
                    + "rebinding, a page with that name could read the administration pages",
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
            "accepts plain http from proxies on other machines: an attacker on the network can read passwords and "
                + "change requests: give the listener a tls-certificate and tls-key",
            as: .warning)
    }
}
