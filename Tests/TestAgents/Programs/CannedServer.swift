import Foundation

/// A server with canned responses that records its requests: Python's standard server on a free port.
///
/// The file `NAME` in the folder is the response to `/NAME`: the first lines are the status and header fields, then the
/// body. `/requests` returns each request line and header as received. The field `Wait` delays the response by a number
/// of seconds, and `Drip` delays each octet of the body.
package final class CannedServer: Sendable {
    package let port: Int
    private let process: LocalProcess
    private let directory: TemporaryDirectory

    package init(_ answers: [String: String]) async throws {
        port = FreePort.take()
        directory = try TemporaryDirectory("canned")
        for (name, answer) in answers { try directory.write(answer, to: name) }
        let program = try directory.write(Self.program, to: "server.py")
        process = try LocalProcess("/usr/bin/python3", [program, String(port), directory.path])
        try await process.ready(listeningOn: port)
    }

    package func url(_ path: String, host: String = "aldaba.localhost") -> String { "http://\(host):\(port)\(path)" }

    private static let program = """
        import http.server, os, sys, time
        asked = []
        class Handler(http.server.BaseHTTPRequestHandler):
            def answer(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                name = self.path.split("?")[0].strip("/") or "index"
                if name == "requests":
                    answer = "200\\n\\n" + "\\n".join(asked)
                elif os.path.exists(os.path.join(sys.argv[2], name)):
                    asked.append(self.requestline + "\\n" + str(self.headers) + body.decode())
                    answer = open(os.path.join(sys.argv[2], name)).read()
                else:
                    answer = "404\\n\\n"
                head, _, page = answer.partition("\\n\\n")
                status, *fields = head.split("\\n")
                for field in fields:
                    if field.startswith("Wait: "): time.sleep(float(field[6:]))
                self.send_response(int(status))
                for field in fields:
                    self.send_header(*field.split(": ", 1))
                if not any(field.startswith("Content-Type") for field in fields):
                    self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(page.encode())))
                self.end_headers()
                drip = next((float(field[6:]) for field in fields if field.startswith("Drip: ")), 0)
                for octet in page.encode() if drip else []:
                    self.wfile.write(bytes([octet]))
                    self.wfile.flush()
                    time.sleep(drip)
                self.wfile.write(b"" if drip else page.encode())
            do_GET = do_POST = do_HEAD = answer
            def log_message(self, *arguments): pass
        http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
        """
}
