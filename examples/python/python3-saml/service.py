"""A service provider with python3-saml: sign-in through an identity provider. Shows the received data as JSON.

    /login?level=URI    starts a sign-in with this minimum level (also: comparison, force=1, passive=1, relay)
    /acs                receives the answer: 200 with the assertion's content, or 403 with the library's reason
    /metadata           the metadata of this service
"""

import argparse
import json
import urllib.parse
from wsgiref.simple_server import WSGIRequestHandler, make_server

from onelogin.saml2.auth import OneLogin_Saml2_Auth
from onelogin.saml2.constants import OneLogin_Saml2_Constants as Constants
from onelogin.saml2.idp_metadata_parser import OneLogin_Saml2_IdPMetadataParser
from onelogin.saml2.settings import OneLogin_Saml2_Settings

NATURAL_PERSON = "http://eidas.europa.eu/attributes/naturalperson/"
REQUESTED = {
    NATURAL_PERSON + "PersonIdentifier": "PersonIdentifier",
    NATURAL_PERSON + "CurrentFamilyName": "FamilyName",
    NATURAL_PERSON + "CurrentGivenName": "FirstName",
    "http://es.minhafp.clave/FirstSurname": "FirstSurname",
}
LEVEL_LOW = "http://eidas.europa.eu/LoA/low"


def settings(options, level=LEVEL_LOW, comparison="minimum"):
    with open(options.idp_metadata) as file:
        identity_provider = OneLogin_Saml2_IdPMetadataParser.parse(file.read())
    with open(options.key) as key, open(options.certificate) as certificate:
        service = {"privateKey": key.read(), "x509cert": certificate.read()}
    service |= {
        "entityId": f"{options.url}/metadata",
        "NameIDFormat": Constants.NAMEID_PERSISTENT,
        "assertionConsumerService": {"url": f"{options.url}/acs", "binding": Constants.BINDING_HTTP_POST},
        "attributeConsumingService": {
            "serviceName": "Prueba con python3-saml",
            "requestedAttributes": [
                {"name": name, "friendlyName": friendly, "nameFormat": Constants.ATTRNAME_FORMAT_URI, "isRequired": False}
                for name, friendly in REQUESTED.items()
            ],
        },
    }
    security = {
        "authnRequestsSigned": True,
        "wantAssertionsSigned": True,
        "wantMessagesSigned": options.response_signed,
        "wantNameId": True,
        "rejectDeprecatedAlgorithm": True,
        "signatureAlgorithm": Constants.RSA_SHA256,
        "digestAlgorithm": Constants.SHA256,
        "requestedAuthnContext": [level],
        "requestedAuthnContextComparison": comparison,
        "rejectUnsolicitedResponsesWithInResponseTo": True,
    }
    return {"strict": True, "sp": service, "security": security} | {"idp": identity_provider["idp"]}


class Service:
    def __init__(self, options):
        self.options = options
        self.outstanding = set()

    def __call__(self, environ, start_response):
        pages = {"/metadata": self.metadata, "/login": self.login, "/acs": self.answer}
        page = pages.get(environ["PATH_INFO"], lambda environ: ("404 Not Found", [], "not found"))
        status, headers, body = page(environ)
        start_response(status, headers)
        return [body if isinstance(body, bytes) else body.encode()]

    def metadata(self, environ):
        document = OneLogin_Saml2_Settings(settings(self.options), sp_validation_only=True).get_sp_metadata()
        return "200 OK", [("Content-Type", "application/samlmetadata+xml")], document

    def login(self, environ):
        query = dict(urllib.parse.parse_qsl(environ["QUERY_STRING"]))
        chosen = settings(self.options, query.get("level", LEVEL_LOW), query.get("comparison", "minimum"))
        auth = OneLogin_Saml2_Auth(self.request(environ), chosen)
        location = auth.login(
            return_to=query.get("relay", self.options.url), force_authn="force" in query, is_passive="passive" in query
        )
        self.outstanding.add(auth.get_last_request_id())
        return "303 See Other", [("Location", location)], ""

    def answer(self, environ):
        form = dict(urllib.parse.parse_qsl(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])).decode()))
        auth = OneLogin_Saml2_Auth(self.request(environ, form), settings(self.options))
        try:
            auth.process_response()
            answered = auth.get_last_response_in_response_to()
            if not auth.get_errors() and answered not in self.outstanding:
                return as_json("403 Forbidden", {"error": "unsolicited", "reason": answered})
        except Exception as error:  # the library raises many types; the page shows any of them
            return as_json("403 Forbidden", {"error": type(error).__name__, "reason": str(error)})
        if auth.get_errors():
            return as_json("403 Forbidden", {"error": ", ".join(auth.get_errors()), "reason": auth.get_last_error_reason()})
        self.outstanding.discard(answered)
        return as_json("200 OK", content(auth, form.get("RelayState")))

    def request(self, environ, form=None):
        url = urllib.parse.urlsplit(self.options.url)
        return {
            "https": "on" if url.scheme == "https" else "off",
            "http_host": url.netloc,
            "script_name": environ["PATH_INFO"],
            "query_string": environ["QUERY_STRING"],
            "get_data": {},
            "post_data": form or {},
        }


def content(auth, relay_state):
    friendly = {NATURAL_PERSON + "CurrentFamilyName": "FamilyName", NATURAL_PERSON + "CurrentGivenName": "FirstName"}
    return {
        "issuer": auth.get_settings().get_idp_data()["entityId"],
        "nameID": auth.get_nameid(),
        "nameIDFormat": auth.get_nameid_format(),
        "level": (auth.get_last_authn_contexts() or [None])[0],
        "sessionIndex": auth.get_session_index(),
        "attributes": auth.get_attributes(),
        "friendlyNames": {
            name: next((f for f in auth.get_friendlyname_attributes() if f == friendly.get(name, name.split("/")[-1])), None)
            for name in auth.get_attributes()
        },
        "relayState": relay_state,
    }


def as_json(status, value):
    return status, [("Content-Type", "application/json")], json.dumps(value, ensure_ascii=False, indent=2)


class QuietHandler(WSGIRequestHandler):
    def log_message(self, *arguments):
        pass


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--url", required=True, help="the URL for browsers: http://python3saml.localhost:8092")
    parser.add_argument("--idp-metadata", required=True, help="a file")
    parser.add_argument("--key", required=True, help="PEM")
    parser.add_argument("--certificate", required=True, help="PEM")
    parser.add_argument("--response-signed", action="store_true", help="also require a signed Response")
    options = parser.parse_args()
    port = urllib.parse.urlsplit(options.url).port
    make_server("127.0.0.1", port, Service(options), handler_class=QuietHandler).serve_forever()


if __name__ == "__main__":
    main()
