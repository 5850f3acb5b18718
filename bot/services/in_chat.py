"""What an arrival changes in the chat: what is to go, and what lives."""

from dataclasses import replace
from datetime import datetime

from bot.services.ports import Arrival, Delivery, Trace


def with_arrived(delivery: Delivery, arrival: Arrival, now: datetime) -> Delivery:
    """Let what the visitor sent be deleted, and what she pressed live if nothing else does."""
    signs = (delivery.sign,) if delivery.sign else ()
    hers = (Trace(message, now) for message in arrival.hers)
    going = (*delivery.going, *signs, *hers)
    living = delivery.living
    known = {trace.message for trace in (*going, *((living,) if living else ()))}
    if arrival.tapped is not None and arrival.tapped not in known:
        tapped = Trace(arrival.tapped, now)
        if living is None and delivery.sending_after is None:
            # She pressed a button of a message which we no longer knew: it lives again.
            living = tapped
        else:
            going = (*going, tapped)
    # She is here: a sign of life is no longer needed.
    return replace(
        delivery,
        going=tuple(dict.fromkeys(going)),
        living=living,
        sign=None,
        sign_wanted=False,
    )


def begun(delivery: Delivery, now: datetime) -> Delivery:
    """Let a new living message be written at the bottom of the chat; an old one goes.

    She may have cleared the chat on her side, where an edit of the old message shows nothing.
    """
    old = (delivery.living,) if delivery.living else ()
    going = (*delivery.going, *old)
    return replace(delivery, living=None, shown=-1, going=going, farewell=None, written_at=now)
