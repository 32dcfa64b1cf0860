import Foundation
import Web

/// Compares the limit of file descriptors with the configured number of connections.
extension Installation {
    /// Returns the limits of connections of each listener, lowered when there are too few descriptors.
    func connectionLimits(withDescriptors limit: Int?) -> ConnectionLimits {
        let configured = configuration.limits.connections
        guard let limit else { return configured }
        return configured.lowered(to: max(DescriptorBudget.least, budget(limit).maximum))
    }

    /// Returns the problem when there are too few descriptors for the configured connections. Nil otherwise.
    func descriptorProblem(withDescriptors limit: Int?) -> ConfigurationProblem? {
        guard let limit else { return nil }
        let (budget, configured) = (budget(limit), configuration.limits.connections.maximum)
        guard budget.maximum < configured else { return nil }
        let numbers =
            "\(configured) connections for each listener and \(budget.reserve) other descriptors need "
            + "\(budget.needed(for: configured)) file descriptors, and the process may have \(limit) (ulimit -Hn)"
        guard budget.maximum >= DescriptorBudget.least else {
            return ConfigurationProblem(
                .error, .limitConnections,
                "\(numbers): raise the limit to at least \(budget.needed(for: DescriptorBudget.least)) "
                    + "(LimitNOFILE= of systemd)")
        }
        return ConfigurationProblem(
            .warning, .limitConnections,
            "\(numbers): each listener holds \(budget.maximum); raise the limit (LimitNOFILE= of systemd), or lower "
                + "limits.connections")
    }

    private func budget(_ limit: Int) -> DescriptorBudget {
        let databaseConnections =
            switch configuration.storage {
            case .sqlite: 0
            case .postgresql(_, _, let connections): connections
            }
        return DescriptorBudget(
            limit: limit, listeners: configuration.certificateListener == nil ? 1 : 2,
            databaseConnections: databaseConnections, processors: ProcessInfo.processInfo.activeProcessorCount)
    }
}
