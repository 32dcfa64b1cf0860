import Foundation

/// Values under keys, each until an instant. In memory: with several machines this is a table that they share.
struct ExpiringValues<Value: Sendable>: Sendable {
    private var values: [String: (value: Value, until: Date)] = [:]
    private let capacity: Int

    /// - Parameter capacity: as many values at most, so that nobody fills the memory by knocking often.
    init(capacity: Int) {
        self.capacity = capacity
    }

    var count: Int { values.count }

    /// Keeps a value, and returns whether it could: not when the key is taken or there is no room.
    mutating func insert(_ value: Value, under key: String, until end: Date, now: Date) -> Bool {
        if values.count >= capacity { values = values.filter { $0.value.until > now } }
        guard self.value(under: key, now: now) == nil, values.count < capacity else { return false }
        values[key] = (value, end)
        return true
    }

    /// Frees a place by dropping what would expire first.
    mutating func makeRoom(now: Date) {
        guard values.count >= capacity else { return }
        values = values.filter { $0.value.until > now }
        guard values.count >= capacity, let first = values.min(by: { $0.value.until < $1.value.until }) else { return }
        values[first.key] = nil
    }

    func value(under key: String, now: Date) -> Value? {
        guard let found = values[key], found.until > now else { return nil }
        return found.value
    }

    /// The value, for the last time.
    mutating func take(_ key: String, now: Date) -> Value? {
        guard let found = values.removeValue(forKey: key), found.until > now else { return nil }
        return found.value
    }
}
