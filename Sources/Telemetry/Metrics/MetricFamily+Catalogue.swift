/// All metrics. The list is closed: no input can add a name.
extension MetricFamily {
    package static let catalogue: [MetricFamily] = [
        signIns, signInDuration, refusals, rejections, requestDuration, smsMessages, outboxWaiting,
        smsHeldBack, connectionsOpen, connectionsClosed,
        transactionDuration, databaseFaults, signingCertificateExpiry, logLinesLost,
        judgedProofs, guessingAlarm, restsBegun, housekeepingFailures,
    ]

    package static let signIns = MetricFamily(
        "aldaba_sign_ins_total", .counter, labels: ["method", "level", "service", "outcome"],
        help: "Answered logins, by method, level, service and outcome.")

    package static let signInDuration = MetricFamily(
        "aldaba_sign_in_duration_seconds", .histogram(buckets: [2, 5, 10, 20, 30, 60, 120, 300, 600, 1200]),
        labels: ["outcome"], help: "Time from the accepted request to the answer, including the citizen's time.")

    package static let refusals = MetricFamily(
        "aldaba_refusals_total", .counter, labels: ["code"],
        help: "Signed Responses with an error status, by error code.")

    package static let rejections = MetricFamily(
        "aldaba_rejections_total", .counter, labels: ["code"],
        help: "Requests that were rejected with an error page, by error code.")

    package static let requestDuration = MetricFamily(
        "aldaba_http_request_duration_seconds",
        .histogram(buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]),
        labels: ["route", "status"],
        help: "Time from the head of a request to the head of its response, by route and class of status.")

    package static let smsMessages = MetricFamily(
        "aldaba_sms_messages_total", .counter, labels: ["outcome"],
        known: ["queued", "delivered", "failed", "expired"].map { [$0] },
        help: "Messages by outcome, including decoys without a recipient.")

    package static let outboxWaiting = MetricFamily(
        "aldaba_outbox_waiting_messages", .gauge,
        help: "Messages in the outbox that are neither sent nor dropped, including decoys without a recipient.")

    package static let smsHeldBack = MetricFamily(
        "aldaba_sms_held_back_messages", .gauge, labels: ["lane"], known: [["known"], ["stranger"]],
        help: "Due messages that wait because this broker has reached its limit for a minute, by lane.")

    package static let connectionsOpen = MetricFamily(
        "aldaba_connections_open", .gauge, labels: ["listener"],
        known: ["public", "certificate", "administration"].map { [$0] },
        help: "Open connections of a listener.")

    package static let connectionsClosed = MetricFamily(
        "aldaba_connections_closed_total", .counter, labels: ["listener", "cause"],
        help: "Connections that a listener closed because of a deadline or a limit, by cause.")

    package static let transactionDuration = MetricFamily(
        "aldaba_database_transaction_duration_seconds",
        .histogram(buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]),
        labels: ["access"], known: [["reading"], ["writing"]],
        help: "Duration of database transactions, including waiting and repetitions.")

    package static let databaseFaults = MetricFamily(
        "aldaba_database_faults_total", .counter, labels: ["fault"],
        known: ["unavailable", "contention", "outcome-unknown", "constraint", "corrupted", "schema", "statement"]
            .map { [$0] },
        help: "Failed database transactions, by kind of fault.")

    package static let signingCertificateExpiry = MetricFamily(
        "aldaba_signing_certificate_expiry_timestamp_seconds", .gauge,
        help: "Expiry time of the signing certificate, in seconds since 1970-01-01 UTC.")

    package static let judgedProofs = MetricFamily(
        "aldaba_judged_proofs_total", .counter, labels: ["verdict"], known: [["right"], ["wrong"]],
        help: "Codes and passwords that were checked, by verdict.")

    package static let guessingAlarm = MetricFamily(
        "aldaba_guessing_alarm", .gauge,
        help: "1 while the rate of wrong codes and passwords exceeds limits.alarm-wrong-proofs-per-minute, otherwise 0."
    )

    package static let restsBegun = MetricFamily(
        "aldaba_code_rests_total", .counter,
        help: "Rests of the PIN or the code that began after too many wrong codes for one person.")

    package static let housekeepingFailures = MetricFamily(
        "aldaba_housekeeping_failures_total", .counter, labels: ["step"],
        known: [
            "answers", "renewals", "logins", "replays", "tickets", "logouts", "expired-sessions", "sessions",
            "limit-subjects", "charges", "credits", "messages",
        ].map { [$0] },
        help: "Failed steps of housekeeping, by step. Each is repeated a minute later.")

    package static let logLinesLost = MetricFamily(
        "aldaba_log_lines_lost_total", .counter,
        help: "Log lines that were dropped because standard error was blocked.")
}
