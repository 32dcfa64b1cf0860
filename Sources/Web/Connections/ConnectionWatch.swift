import NIOCore

/// Enforces the deadline of each phase of a connection, and reports the connection to the listener's table.
///
/// The first handler of the channel, before TLS. It closes a connection without TLS's close_notify, because a silent
/// client would delay the close. The later handlers report the phases as outbound events.
final class ConnectionWatch: ChannelDuplexHandler {
    typealias InboundIn = NIOAny
    typealias OutboundIn = NIOAny

    /// The client that a PROXY header named.
    struct NamedClient: Sendable {
        let address: NetworkAddress
    }

    /// A PROXY header that cannot be read.
    struct UnreadableProxyHeader: Sendable {}

    private let table: ConnectionTable
    private let deadlines: ConnectionDeadlines
    private let proxies: TrustedProxies?
    private let report: ConnectionReport
    private var phase = ConnectionPhase.opening
    private var client: NetworkAddress?
    /// The deadline of the present phase; nil for a phase without one.
    private var due: (time: NIODeadline, phase: ConnectionPhase)?
    /// A timer for the deadline, or for an earlier one that was extended: phases change more often than they expire.
    private var alarm: (time: NIODeadline, task: Scheduled<Void>)?
    private var isCounted = false

    init(
        table: ConnectionTable, deadlines: ConnectionDeadlines, behind proxies: TrustedProxies?,
        report: ConnectionReport
    ) {
        self.table = table
        self.deadlines = deadlines
        self.proxies = proxies
        self.report = report
    }

    func channelActive(context: ChannelHandlerContext) {
        client = context.remoteAddress?.ipAddress.flatMap { NetworkAddress($0) }
        let (loop, bound) = (context.eventLoop, NIOLoopBound(context, eventLoop: context.eventLoop))
        let isProxy = client.map { proxies?.trusts($0) ?? false } ?? false
        let admission = table.open(
            ObjectIdentifier(context.channel), from: client, isProxy: isProxy, at: loop.now,
            close: { loop.execute { bound.value.close(promise: nil) } })
        isCounted = true
        settle(admission, context)
        enter(.opening, context)
        context.fireChannelActive()
    }

    func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
        switch event {
        case let phase as ConnectionPhase: enter(phase, context)
        case let named as NamedClient:
            client = named.address
            settle(
                table.identify(ObjectIdentifier(context.channel), as: named.address, at: context.eventLoop.now), context
            )
        case is UnreadableProxyHeader:
            report.closed(.proxyHeader, client, at: context.eventLoop.now)
            context.close(promise: nil)
        default:
            context.triggerUserOutboundEvent(event, promise: promise)
            return
        }
        promise?.succeed()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if !context.channel.isWritable {
            start(.stalled, context)
        } else {
            start(phase, context)
        }
        context.fireChannelWritabilityChanged()
    }

    func channelInactive(context: ChannelHandlerContext) {
        leave(context)
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        leave(context)
    }

    private func settle(_ admission: ConnectionTable.Admission, _ context: ChannelHandlerContext) {
        report.closed(admission.closed, at: context.eventLoop.now)
        report.open(table.count)
        if !admission.isAdmitted { context.close(promise: nil) }
    }

    private func enter(_ phase: ConnectionPhase, _ context: ChannelHandlerContext) {
        self.phase = phase
        guard context.channel.isWritable else { return }
        start(phase, context)
    }

    /// Starts the time of a phase. The time of a stalled connection runs on.
    private func start(_ phase: ConnectionPhase, _ context: ChannelHandlerContext) {
        table.enter(phase, ObjectIdentifier(context.channel), at: context.eventLoop.now)
        due = nil
        guard phase.isWatched, let allowance = deadlines.allowance(of: phase) else { return }
        let time = context.eventLoop.now + allowance
        due = (time, phase)
        if let alarm, alarm.time <= time { return }
        setAlarm(at: time, context)
    }

    private func setAlarm(at time: NIODeadline, _ context: ChannelHandlerContext) {
        alarm?.task.cancel()
        let task = context.eventLoop.assumeIsolated().scheduleTask(deadline: time) {
            self.alarm = nil
            self.ring(context)
        }
        alarm = (time, task)
    }

    private func ring(_ context: ChannelHandlerContext) {
        guard let (time, phase) = due else { return }
        guard time <= context.eventLoop.now else { return setAlarm(at: time, context) }
        report.closed(.late(phase), client, at: context.eventLoop.now)
        context.close(promise: nil)
    }

    private func leave(_ context: ChannelHandlerContext) {
        alarm?.task.cancel()
        (alarm, due) = (nil, nil)
        guard isCounted else { return }
        isCounted = false
        table.end(ObjectIdentifier(context.channel))
        report.open(table.count)
    }
}
