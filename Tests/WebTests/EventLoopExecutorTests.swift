import NIOCore
import NIOPosix
import Testing

@testable import Web

struct EventLoopExecutorTests {
    @Test func `tasks run on the event loop and return to it from other executors`() async {
        let loop = MultiThreadedEventLoopGroup.singleton.any()
        await withTaskExecutorPreference(EventLoopExecutor(loop)) {
            #expect(loop.inEventLoop)
            await withCheckedContinuation { continuation in
                MultiThreadedEventLoopGroup.singleton.next().execute { continuation.resume() }
            }
            #expect(loop.inEventLoop)
            async let child = loop.inEventLoop
            #expect(await child)
        }
    }
}
