import NIOCore

/// Runs a connection's tasks on the event loop that reads and writes its octets.
///
/// A request then changes threads only where it waits: for a database, or for a lane for CPU-intensive work. A task
/// that runs here for long delays the other connections of the event loop, as it would delay the tasks of a cooperative
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
