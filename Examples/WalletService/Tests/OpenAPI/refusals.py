"""What schemathesis may not hold against the service.

A description says which requests are well formed. It can't say what a ledger holds: whether a wallet
is terminated, whether there are credits enough. A well-formed request may be refused for that, and
for nothing else: a refusal whose code is about the form of the request remains a finding.
"""

import schemathesis

# The ledger's codes (R12) and the vendors' that tell of what is held, not of how a request is written.
STATE = {
    "conflict", "currencyMismatch", "exceedsApplied", "grantClosed", "holdNotOpen",
    "idempotencyKeyReused", "idempotency_error", "insufficientCredits", "invoiceAlreadyDrawn",
    "notAllowed", "resource_missing", "topUpNotPending", "topUpOutsideLimits", "walletClosing",
    "walletPending", "walletTerminated",
}
# What parameters rule out between them has no words in a description.
BETWEEN_FIELDS = "Only one of "


def told(answer):
    """Every text of an error's body that is a code or the sentence."""
    if isinstance(answer, dict):
        for name, value in answer.items():
            if isinstance(value, str):
                if name in ("code", "internal_error", "issue", "ledger_code", "message", "type"):
                    yield value
            else:
                yield from told(value)
    elif isinstance(answer, list):
        for item in answer:
            yield from told(item)


@schemathesis.hook
def filter_failure(context, failure, case, response):
    if type(failure).__name__ != "RejectedPositiveData":
        return True
    texts = list(told(response.json()))
    return not STATE.intersection(texts) and not any(
        text.startswith(BETWEEN_FIELDS) for text in texts
    )
