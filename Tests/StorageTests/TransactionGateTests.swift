import Synchronization
import Testing

@testable import Storage

struct TransactionGateTests {
    /// The bug: a transaction that started while the database was being closed read data that closing wrote.
    @Test func `closing waits for running transactions and starts no new one`() async throws {
        let gate = TransactionGate()
        for _ in 0..<2 { try gate.enter() }
        let isClosed = Mutex(false)
        async let closing: Void = {
            await gate.close()
            isClosed.withLock { $0 = true }
        }()
        while (try? gate.enter()) != nil {
            gate.leave()
            await Task.yield()
        }
        gate.leave()
        #expect(!isClosed.withLock { $0 })
        gate.leave()
        await closing
        #expect(isClosed.withLock { $0 })
        #expect(throws: StorageFault.self) { try gate.enter() }
    }

    @Test func `an idle gate closes at once, and again`() async {
        let gate = TransactionGate()
        for _ in 0..<2 { await gate.close() }
        #expect(throws: StorageFault.self) { try gate.enter() }
    }
}
