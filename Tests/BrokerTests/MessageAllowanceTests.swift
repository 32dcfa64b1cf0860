import Foundation
import Storage
import Testing

@testable import Broker

struct MessageAllowanceTests {
    private let now = Date(timeIntervalSince1970: 1_800_000_000.9)

    @Test func `grants at most the maximum in any 60 seconds`() {
        let allowance = MessageAllowance(perMinute: 100)
        var grants: [(at: Date, count: Int)] = []
        for tick in 0..<1200 {
            let instant = now + Double(tick) * 0.3
            let count = allowance.take(3, of: .unknown, at: instant)
            if count > 0 { grants.append((instant, count)) }
        }
        for grant in grants {
            let minute = grants.filter { $0.at >= grant.at && $0.at < grant.at + 60 }.reduce(0) { $0 + $1.count }
            #expect(minute <= 100)
        }
        #expect(grants.reduce(0) { $0 + $1.count } >= 500, "about the maximum per minute")
    }

    @Test func `gives each lane its own allowance and takes back unused messages`() {
        let allowance = MessageAllowance(perMinute: 10)
        #expect(allowance.take(16, of: .unknown, at: now) == 10)
        #expect(allowance.take(1, of: .unknown, at: now) == 0)
        #expect(allowance.take(16, of: .known, at: now) == 10)
        allowance.giveBack(4, of: .unknown, at: now)
        #expect(allowance.take(16, of: .unknown, at: now + 1) == 4)
        #expect(allowance.take(16, of: .known, at: now + 1) == 0)
    }

    @Test func `a clock that is set back delays messages only briefly`() {
        let allowance = MessageAllowance(perMinute: 10)
        #expect(allowance.take(10, of: .known, at: now + 86_400) == 10)
        #expect(allowance.take(10, of: .known, at: now) == 10)
    }
}
