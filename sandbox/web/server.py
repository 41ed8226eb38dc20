"""The HTTP server: loopback only, one thread a request, stops cleanly in the middle of a long poll."""

from __future__ import annotations

import json
import mimetypes
import socketserver
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from sandbox.acts.replies import use_response_url
from sandbox.errors import SlackError
from sandbox.platform import Platform
from sandbox.web import verbs, web_api
from sandbox.web.canvas_page import canvas_page

Json = dict[str, Any]
PAGE = Path(__file__).parent.parent / "page"


class Server(ThreadingHTTPServer):
    """Serves one platform on 127.0.0.1."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, platform: Platform, port: int) -> None:
        self.platform = platform
        super().__init__(("127.0.0.1", port), Handler)
        self._thread = threading.Thread(
            target=self.serve_forever, args=(0.02,), name="sandbox-http", daemon=True
        )

    def server_bind(self) -> None:
        """Bind without asking the name service for our own name, which can take seconds."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", self.server_address[1]

    def start(self) -> None:
        """Serve in a thread of its own."""
        self._thread.start()

    def stop(self) -> None:
        """Stop serving; nobody can connect any more when this returns."""
        self.shutdown()
        self._thread.join(timeout=5)
        self.server_close()


class Handler(BaseHTTPRequestHandler):
    """One request: reads it, finds out whom it is for, writes the answer."""

    server: Server

    def do_GET(self) -> None:
        """The page and its files, and whatever only reads."""
        path = urlsplit(self.path).path
        if path.startswith("/files/"):
            self._download(path.removeprefix("/files/"))
        elif path.startswith("/docs/"):
            self._canvas(path.rpartition("/")[2])
        elif path == "/" or path.startswith("/page/"):
            self._file(path.removeprefix("/page/") if path != "/" else "index.html")
        else:
            self._answer(path, self._query())

    def do_POST(self) -> None:
        """The Web API, uploads, what people do, and the desk."""
        if self.path.startswith("/upload/"):
            self._upload(self.path.removeprefix("/upload/"))
            return
        self._answer(urlsplit(self.path).path, {**self._query(), **self._body()})

    def log_message(self, *_: object) -> None:
        """Nothing: the sandbox keeps a log of its own."""

    def _answer(self, path: str, body: Json) -> None:
        platform = self.server.platform
        if path.startswith("/api/"):
            self._send_reply(web_api.call(platform, path.removeprefix("/api/"), self._token(body), body))
        elif path.startswith("/response/"):
            try:
                use_response_url(platform, path.removeprefix("/response/"), body)
            except SlackError as refused:
                self._send(404 if refused.code.endswith("_url") else 400, refused.code.encode(), "text/plain")
                return
            self._send(200, b"ok", "text/plain")
        else:
            answer = verbs.do(platform, path.strip("/"), body)
            known = path.strip("/") in verbs.VERBS
            self._send(200 if known else 404, json.dumps(answer).encode(), "application/json")

    def _download(self, file_id: str) -> None:
        file = self.server.platform.workspace.files.get(file_id)
        content = file.content if file and file.shared else None
        self._send(404 if content is None else 200, content or b"", "application/octet-stream")

    def _canvas(self, canvas_id: str) -> None:
        page = canvas_page(self.server.platform, canvas_id, str(self._query().get("as") or ""))
        words = page or "There is no such canvas, or you may not read it."
        self._send(
            404 if page is None else 200, words.encode(), f"text/{'html' if page else 'plain'}; charset=utf-8"
        )

    def _upload(self, file_id: str) -> None:
        content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        with self.server.platform.workspace.lock:
            file = self.server.platform.workspace.files.get(file_id)
            taken = file is not None and file.content is None and len(content) == file.length
            if file and taken:
                file.content = content
        self._send(200 if taken else 400, b"OK" if taken else b"unexpected content", "text/plain")

    def _send_reply(self, reply: web_api.Reply) -> None:
        if reply.wait:
            self.server.platform.stopping.wait(reply.wait)
        if reply.drop:
            self.close_connection = True
            return
        if isinstance(reply.body, str):
            self._send(reply.status, reply.body.encode(), "text/plain", reply.headers)
        else:
            self._send(reply.status, json.dumps(reply.body).encode(), "application/json", reply.headers)

    def _query(self) -> Json:
        return dict(parse_qsl(urlsplit(self.path).query, keep_blank_values=True))

    def _body(self) -> Json:
        content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if "json" in self.headers.get("Content-Type", "") or content[:1] == b"{":
            try:
                found = json.loads(content or b"{}")
            except ValueError:
                return {}
            return found if isinstance(found, dict) else {}
        return dict(parse_qsl(content.decode("utf-8", "replace"), keep_blank_values=True))

    def _token(self, body: Json) -> str:
        return self.headers.get("Authorization", "").removeprefix("Bearer ") or str(body.get("token") or "")

    def _file(self, name: str) -> None:
        wanted = (PAGE / name).resolve()
        if not wanted.is_relative_to(PAGE) or not wanted.is_file():
            self._send(404, b"There is nothing here.", "text/plain")
            return
        kind = mimetypes.guess_type(wanted.name)[0] or "application/octet-stream"
        self._send(200, wanted.read_bytes(), f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)

    def _send(self, status: int, content: bytes, kind: str, headers: dict[str, str] | None = None) -> None:
        try:
            self.send_response(status)
            for name, value in {"Content-Type": kind, "Cache-Control": "no-store", **(headers or {})}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True
