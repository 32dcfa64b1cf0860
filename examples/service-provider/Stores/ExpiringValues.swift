import Foundation

/// A dictionary whose values expire. In memory: with several machines, use a shared table.
struct ExpiringValues<Value: Sendable>: Sendable {
    private var values: [String: (value: Value, until: Date)] = [:]
    private let capacity: Int

    /// - Parameter capacity: The most values, so that clients cannot fill the memory.
    init(capacity: Int) {
        self.capacity = capacity
    }

    var count: Int { values.count }

    /// Stores a value. Returns false when the key exists or the dictionary is full.
    mutating func insert(_ value: Value, under key: String, until end: Date, now: Date) -> Bool {
        if values.count >= capacity { values = values.filter { $0.value.until > now } }
        guard self.value(under: key, now: now) == nil, values.count < capacity else { return false }
        values[key] = (value, end)
        return true
    }

    /// Removes the value that expires first, if the dictionary is full.
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

    /// Removes and returns a value.
    mutating func take(_ key: String, now: Date) -> Value? {
        guard let found = values.removeValue(forKey: key), found.until > now else { return nil }
        return found.value
    }
}
