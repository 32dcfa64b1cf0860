import NIOCore

/// Runs a connection's tasks on the event loop that reads and writes its octets.
///
/// A request then changes threads only where it waits for something: a database, or a lane for work that keeps a core
/// busy. What runs here for long delays the other connections of the loop, as it would delay the tasks of a cooperative
/// thread.
final class EventLoopExecutor: TaskExecutor {
    private let loop: any EventLoop

    init(_ loop: any EventLoop) {
        self.loop = loop
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
