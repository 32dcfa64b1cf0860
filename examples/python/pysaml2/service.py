"""A service provider with pysaml2: sign-in and logout through an identity provider. Shows the received data as JSON.

    /login?level=URI    starts a sign-in with this minimum level (also: comparison, binding=post, force=1, passive=1, relay)
    /acs                receives the answer: 200 with the assertion's content, or 403 with the library's reason
    /person             the person who is signed in, if any
    /logout             signs out, here and at the identity provider
    /slo                receives logout messages; after a logout that began here, shows its result
    /metadata           the metadata of this service
"""

import argparse
import base64
import json
import logging
import secrets
import socketserver
import urllib.parse
from http.cookies import SimpleCookie
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from saml2 import BINDING_HTTP_POST, BINDING_HTTP_REDIRECT
from saml2.client import Saml2Client
from saml2.config import SPConfig
from saml2.metadata import entity_descriptor
from saml2.saml import NAMEID_FORMAT_PERSISTENT
from saml2.sigver import extract_rsa_key_from_x509_cert, pem_format
from saml2.xmldsig import DIGEST_SHA256, SIG_RSA_SHA256

EIDAS_ATTRIBUTES = ["PersonIdentifier", "FamilyName", "FirstName", "DateOfBirth"]
LEVEL_LOW = "http://eidas.europa.eu/LoA/low"
SIGNED = ["SAMLRequest", "SAMLResponse", "RelayState", "SigAlg"]


def configuration(options):
    return SPConfig().load(
        {
            "entityid": f"{options.url}/metadata",
            "name": "Prueba con pysaml2",
            "key_file": options.key,
            "cert_file": options.certificate,
            "xmlsec_binary": "/usr/bin/xmlsec1",
            "metadata": {"local": [options.idp_metadata]},
            "signing_algorithm": SIG_RSA_SHA256,
            "digest_algorithm": DIGEST_SHA256,
            "allow_unknown_attributes": True,
            "service": {
                "sp": {
                    "endpoints": {
                        "assertion_consumer_service": [(f"{options.url}/acs", BINDING_HTTP_POST)],
                        "single_logout_service": [(f"{options.url}/slo", BINDING_HTTP_REDIRECT)],
                    },
                    "authn_requests_signed": True,
                    "want_assertions_signed": True,
                    "want_response_signed": options.response_signed,
                    "allow_unsolicited": False,
                    "name_id_format": [NAMEID_FORMAT_PERSISTENT],
                    "optional_attributes": EIDAS_ATTRIBUTES,
                }
            },
        }
    )


class Service:
    def __init__(self, options):
        self.configuration = configuration(options)
        self.client = Saml2Client(self.configuration)
        self.identity_provider = next(iter(self.configuration.metadata.with_descriptor("idpsso")))
        self.outstanding = {}
        self.sessions = {}  # by cookie: the assertion's content, and the library's NameID object

    def __call__(self, environ, start_response):
        pages = {
            "/metadata": self.metadata,
            "/login": self.login,
            "/acs": self.answer,
            "/person": self.person,
            "/logout": self.logout,
            "/slo": self.logout_message,
        }
        page = pages.get(environ["PATH_INFO"], lambda environ: ("404 Not Found", [], "not found"))
        status, headers, body = page(environ)
        start_response(status, headers)
        return [body if isinstance(body, bytes) else body.encode()]

    def metadata(self, environ):
        document = str(entity_descriptor(self.configuration))
        return "200 OK", [("Content-Type", "application/samlmetadata+xml")], document

    def login(self, environ):
        query = dict(urllib.parse.parse_qsl(environ["QUERY_STRING"]))
        binding = BINDING_HTTP_POST if query.get("binding") == "post" else BINDING_HTTP_REDIRECT
        more = {"force_authn": "true"} if "force" in query else {}
        if "passive" in query:
            more["is_passive"] = "true"
        identifier, _, http = self.client.prepare_for_negotiated_authenticate(
            entityid=self.identity_provider,
            binding=binding,
            relay_state=query.get("relay", ""),
            sign=True,
            sigalg=SIG_RSA_SHA256,
            digest_alg=DIGEST_SHA256,
            requested_authn_context={
                "authn_context_class_ref": [query.get("level", LEVEL_LOW)],
                "comparison": query.get("comparison", "minimum"),
            },
            **more,
        )
        self.outstanding[identifier] = query.get("relay", "")
        if binding == BINDING_HTTP_REDIRECT:
            return "303 See Other", [("Location", dict(http["headers"])["Location"])], ""
        return "200 OK", [("Content-Type", "text/html; charset=utf-8")], http["data"]

    def answer(self, environ):
        form = dict(urllib.parse.parse_qsl(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])).decode()))
        try:
            response = self.client.parse_authn_request_response(
                form["SAMLResponse"], BINDING_HTTP_POST, self.outstanding
            )
        except Exception as error:  # the library raises many types; the page shows any of them
            return as_json("403 Forbidden", {"error": type(error).__name__, "reason": str(error)})
        self.outstanding.pop(response.in_response_to, None)
        told, token = content(response, form.get("RelayState")), secrets.token_urlsafe(32)
        self.sessions[token] = told, response.name_id
        status, headers, body = as_json("200 OK", told)
        return status, [*headers, ("Set-Cookie", f"session={token}; Path=/; HttpOnly; SameSite=Lax")], body

    def person(self, environ):
        told, _ = self.sessions.get(session_cookie(environ), ({"nameID": None}, None))
        return as_json("200 OK", told)

    def logout(self, environ):
        _, name_id = self.sessions.pop(session_cookie(environ), (None, None))
        if name_id is None:
            return as_json("200 OK", {"logout": None})
        answers = self.client.do_logout(
            name_id,
            [self.identity_provider],
            reason="urn:oasis:names:tc:SAML:2.0:logout:user",
            expire=None,
            sign=True,
            expected_binding=BINDING_HTTP_REDIRECT,
            sign_alg=SIG_RSA_SHA256,
            digest_alg=DIGEST_SHA256,
        )
        _, http = answers[self.identity_provider]
        return "303 See Other", [("Location", dict(http["headers"])["Location"])], ""

    def logout_message(self, environ):
        query = dict(urllib.parse.parse_qsl(environ["QUERY_STRING"], keep_blank_values=True))
        try:
            self.verify(environ["QUERY_STRING"])
            return self.logout_request(query) if "SAMLRequest" in query else self.logout_response(query)
        except Exception as error:
            return as_json("403 Forbidden", {"error": type(error).__name__, "reason": str(error)})

    def verify(self, query_string):
        """Verifies the signature of a redirect, which the library does not do for a service provider. Its function
        verify_redirect_signature encodes the parameters again, but the signature covers the received octets."""
        raw = dict(part.split("=", 1) for part in query_string.split("&"))
        octets = "&".join(f"{key}={raw[key]}" for key in SIGNED if key in raw).encode()
        signer = self.client.sec.sec_backend.get_signer(urllib.parse.unquote(raw["SigAlg"]))
        signature = base64.b64decode(urllib.parse.unquote(raw["Signature"]))
        certificates = self.configuration.metadata.certs(self.identity_provider, "idpsso", "signing")
        keys = [extract_rsa_key_from_x509_cert(pem_format(certificate)) for _, certificate in certificates]
        if not any(signer.verify(octets, signature, key) for key in keys):
            raise PermissionError("the identity provider has not signed this")

    def logout_request(self, query):
        """Ends the sessions of a person at the request of the identity provider: all, or those that it names."""
        message = query["SAMLRequest"]
        request = self.client.parse_logout_request(message, BINDING_HTTP_REDIRECT).message
        named = [index.text for index in request.session_index]
        meant = [
            token
            for token, (told, name_id) in self.sessions.items()
            if name_id == request.name_id and (not named or told["sessionIndex"] in named)
        ]
        for token in meant:
            del self.sessions[token]
        http = self.client.handle_logout_request(
            message,
            request.name_id if meant else None,
            BINDING_HTTP_REDIRECT,
            sign=True,
            sign_alg=SIG_RSA_SHA256,
            digest_alg=DIGEST_SHA256,
            relay_state=query.get("RelayState"),
        )
        return "303 See Other", [("Location", dict(http["headers"])["Location"])], ""

    def logout_response(self, query):
        """Shows the identity provider's result of a logout that began here."""
        response = self.client.parse_logout_request_response(query["SAMLResponse"], BINDING_HTTP_REDIRECT)
        self.client.handle_logout_response(response)
        code, codes = response.response.status.status_code, []
        while code is not None:
            codes.append(code.value)
            code = code.status_code
        return as_json("200 OK", {"logout": codes})


def content(response, relay_state):
    assertion = response.assertion
    attributes = [a for statement in assertion.attribute_statement for a in statement.attribute]
    authentication = assertion.authn_statement[0]
    return {
        "issuer": response.issuer(),
        "nameID": response.name_id.text,
        "nameIDFormat": response.name_id.format,
        "level": authentication.authn_context.authn_context_class_ref.text,
        "sessionIndex": authentication.session_index,
        "attributes": {a.name: [value.text for value in a.attribute_value] for a in attributes},
        "friendlyNames": {a.name: a.friendly_name for a in attributes},
        "relayState": relay_state,
    }


def as_json(status, value):
    return status, [("Content-Type", "application/json")], json.dumps(value, ensure_ascii=False, indent=2)


def session_cookie(environ):
    cookie = SimpleCookie(environ.get("HTTP_COOKIE", "")).get("session")
    return cookie.value if cookie else None


class Server(socketserver.ThreadingMixIn, WSGIServer):
    """Uses one thread for each connection, because a browser may open connections that it does not use yet."""

    daemon_threads = True


class QuietHandler(WSGIRequestHandler):
    def log_message(self, *arguments):
        pass


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--url", required=True, help="the URL for browsers: http://pysaml2.localhost:8091")
    parser.add_argument("--idp-metadata", required=True, help="a file")
    parser.add_argument("--key", required=True, help="PEM")
    parser.add_argument("--certificate", required=True, help="PEM")
    parser.add_argument("--response-signed", action="store_true", help="also require a signed Response")
    options = parser.parse_args()
    logging.basicConfig(level=logging.WARNING)
    port = urllib.parse.urlsplit(options.url).port
    make_server("127.0.0.1", port, Service(options), server_class=Server, handler_class=QuietHandler).serve_forever()


if __name__ == "__main__":
    main()
