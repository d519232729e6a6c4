"""How much one sender may send in a day."""

import time_machine

from guides.feedback.senders import Senders


def test_one_sender_is_stopped_and_no_other() -> None:
    senders = Senders()
    assert [senders.take("192.0.2.1", 2) for _each in range(3)] == [True, True, False]
    assert senders.take("192.0.2.2", 2)


def test_the_next_day_begins_anew_with_another_salt() -> None:
    senders = Senders()
    with time_machine.travel("2026-11-25T23:59:00+01:00", tick=False) as clock:
        assert senders.take("192.0.2.1", 1)
        first = set(senders._counts)
        assert not senders.take("192.0.2.1", 1)
        clock.shift(120)
        assert senders.take("192.0.2.1", 1)
    assert first.isdisjoint(senders._counts)


def test_no_address_is_held() -> None:
    senders = Senders()
    senders.take("192.0.2.1", 1)
    assert "192.0.2.1" not in repr(vars(senders))


def test_however_many_send_the_store_stays_small() -> None:
    senders = Senders(remembered=10)
    for number in range(1000):
        assert senders.take(str(number), 1)
    assert len(senders) == 10
