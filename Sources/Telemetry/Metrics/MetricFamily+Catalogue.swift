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
        help: "Logins that were answered, by the method at which they ended, the level that was stated, and outcome.")

    package static let signInDuration = MetricFamily(
        "aldaba_sign_in_duration_seconds", .histogram(buckets: [2, 5, 10, 20, 30, 60, 120, 300, 600, 1200]),
        labels: ["outcome"], help: "From the accepted request to the answer, the citizen's time included.")

    package static let refusals = MetricFamily(
        "aldaba_refusals_total", .counter, labels: ["code"],
        help: "Signed Responses that refuse, by the code of the catalogue of errors.")

    package static let rejections = MetricFamily(
        "aldaba_rejections_total", .counter, labels: ["code"],
        help: "Requests that were rejected with a page, by the code of the catalogue of errors.")

    package static let requestDuration = MetricFamily(
        "aldaba_http_request_duration_seconds",
        .histogram(buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]),
        labels: ["route", "status"],
        help: "From a request's head to its response's, by route and class of status.")

    package static let smsMessages = MetricFamily(
        "aldaba_sms_messages_total", .counter, labels: ["outcome"],
        known: ["queued", "delivered", "failed", "expired"].map { [$0] },
        help: "Messages by what became of them, those included that are written for nobody.")

    package static let outboxWaiting = MetricFamily(
        "aldaba_outbox_waiting_messages", .gauge,
        help: "Messages in the outbox that are neither sent nor given up, those for nobody included.")

    package static let smsHeldBack = MetricFamily(
        "aldaba_sms_held_back_messages", .gauge, labels: ["lane"], known: [["known"], ["stranger"]],
        help: "Messages that are due and wait because this broker has sent as many in a minute as it may, by lane.")

    package static let connectionsOpen = MetricFamily(
        "aldaba_connections_open", .gauge, labels: ["listener"],
        known: ["public", "certificate", "administration"].map { [$0] },
        help: "Connections that a listener holds.")

    package static let connectionsClosed = MetricFamily(
        "aldaba_connections_closed_total", .counter, labels: ["listener", "cause"],
        help: "Connections that a listener closed by itself: late in a phase, or for others at a limit.")

    package static let transactionDuration = MetricFamily(
        "aldaba_database_transaction_duration_seconds",
        .histogram(buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]),
        labels: ["access"], known: [["reading"], ["writing"]],
        help: "Database transactions, their repetitions and their waiting included.")

    package static let databaseFaults = MetricFamily(
        "aldaba_database_faults_total", .counter, labels: ["fault"],
        known: ["unavailable", "contention", "outcome-unknown", "constraint", "corrupted", "schema", "statement"]
            .map { [$0] },
        help: "Transactions that the database failed, by the kind of fault.")

    package static let signingCertificateExpiry = MetricFamily(
        "aldaba_signing_certificate_expiry_timestamp_seconds", .gauge,
        help: "The end of the signing key's certificate, in seconds since 1970-01-01 UTC.")

    package static let judgedProofs = MetricFamily(
        "aldaba_judged_proofs_total", .counter, labels: ["verdict"], known: [["right"], ["wrong"]],
        help: "Codes and passwords that were judged, by verdict.")

    package static let guessingAlarm = MetricFamily(
        "aldaba_guessing_alarm", .gauge,
        help: "1 while more codes and passwords are wrong than limits.alarm-wrong-proofs-per-minute, else 0.")

    package static let restsBegun = MetricFamily(
        "aldaba_code_rests_total", .counter,
        help: "Rests of PIN or code that began because too many were wrong for one person.")

    package static let housekeepingFailures = MetricFamily(
        "aldaba_housekeeping_failures_total", .counter, labels: ["step"],
        known: [
            "answers", "renewals", "logins", "replays", "tickets", "logouts", "expired-sessions", "sessions",
            "limit-subjects", "charges", "credits", "messages",
        ].map { [$0] },
        help: "Steps of housekeeping that failed, by step. Each is tried again a minute later.")

    package static let logLinesLost = MetricFamily(
        "aldaba_log_lines_lost_total", .counter,
        help: "Lines of the log that were dropped because standard error did not take them.")
}
