import Foundation
import Web

/// Whether there are file descriptors for as many connections as the configuration allows.
extension Installation {
    /// The connections of each listener: as configured, or as many as there are descriptors for.
    func connectionLimits(withDescriptors limit: Int?) -> ConnectionLimits {
        let configured = configuration.limits.connections
        guard let limit else { return configured }
        return configured.lowered(to: max(DescriptorBudget.least, budget(limit).maximum))
    }

    /// What keeps the listeners from holding as many connections as they may.
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
                "\(numbers): raise the limit to \(budget.needed(for: DescriptorBudget.least)) at least "
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
