import Testing

@testable import Web

struct DescriptorBudgetTests {
    private func budget(_ limit: Int, listeners: Int = 2, database: Int = 0, processors: Int = 1) -> DescriptorBudget {
        DescriptorBudget(limit: limit, listeners: listeners, databaseConnections: database, processors: processors)
    }

    @Test(arguments: [1, 2]) func `divides the remaining descriptors among the listeners`(_ listeners: Int) {
        let budget = budget(4096, listeners: listeners, database: 10, processors: 4)
        #expect(budget.needed(for: budget.maximum) <= 4096)
        #expect(budget.needed(for: budget.maximum + 1) > 4096)
        #expect(budget.maximum > DescriptorBudget.least)
    }

    @Test func `reserves descriptors for the database, the event loops and the administration`() {
        #expect(budget(4096, database: 10).reserve == budget(4096).reserve + 10)
        #expect(budget(4096, processors: 3).reserve == budget(4096).reserve + 6)
        let others = ConnectionLimits.administration.maximum + 3 * ConnectionLimits.slack
        #expect(budget(4096).reserve >= 96 + others)
    }

    @Test func `leaves no connections when there are too few descriptors`() {
        #expect(budget(50).maximum == 0)
    }
}
