"""An OpenAI-compatible endpoint.

One POST needs httpx and no more; the openai package would add a dozen dependencies and its own retries and types for
the same request, and ties the extra to one vendor's release cycle.
"""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from graph.errors import GradusError

_TRIES = 3
_TIMEOUT_S = 180.0
_LONGEST_WAIT_S = 30.0
_MAX_REPLY_BYTES = 4_000_000


class LlmError(GradusError):
    """The language model can't be reached, or its endpoint does not speak the protocol."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where the model is and what it is called."""

    url: str
    """Address before `/chat/completions`, e.g. http://localhost:11434/v1."""
    model: str
    key: str = ""
    first_wait_s: float = 2.0
    """Before the second try; doubled before each further one."""

    def __post_init__(self) -> None:
        if not self.url.startswith(("http://", "https://")) or not self.model:
            raise LlmError("no language model: set GRADUS_LLM_URL (http://…/v1) and GRADUS_LLM_MODEL")


def ask(endpoint: Endpoint, messages: Sequence[dict[str, str]]) -> str:
    """The model's answer. Raises LlmError; a busy or failing server is asked three times."""
    try:
        import httpx
    except ImportError as error:
        raise LlmError("a language model needs the extra gradus[llm]: install it, or build without --llm") from error
    address = f"{endpoint.url.rstrip('/')}/chat/completions"
    headers = {"Authorization": f"Bearer {endpoint.key}"} if endpoint.key else {}
    body = {"model": endpoint.model, "messages": list(messages), "temperature": 0}
    wait_s, why = endpoint.first_wait_s, ""
    for tries_left in reversed(range(_TRIES)):
        try:
            response = httpx.post(address, json=body, headers=headers, timeout=_TIMEOUT_S)
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            why = str(error) or type(error).__name__
        else:
            if response.status_code == httpx.codes.OK:
                return _content(response.content, address)
            why = f"HTTP {response.status_code}"
            if response.status_code < 500 and response.status_code != httpx.codes.TOO_MANY_REQUESTS:
                break
        if tries_left:
            time.sleep(min(wait_s, _LONGEST_WAIT_S))
            wait_s *= 2
    what = " ".join(why.split())[:200]
    raise LlmError(f"{address}: no answer from {endpoint.model} ({what}); check GRADUS_LLM_URL and GRADUS_LLM_KEY")


def _content(data: bytes, address: str) -> str:
    try:
        reply: Any = json.loads(data) if len(data) <= _MAX_REPLY_BYTES else None
        content = reply["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError):
        content = None
    if not isinstance(content, str):
        raise LlmError(f"{address}: the answer is no chat completion; GRADUS_LLM_URL must end before /chat/completions")
    return content
