"""Passwords are stored with Argon2, one at a time in a process, after whatever else the machine does."""

import os
import sys
import threading
from typing import Any

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher, check_password, make_password

from guides.accounts.hashers import BoundedArgon2PasswordHasher

HASHERS = ["guides.accounts.hashers.BoundedArgon2PasswordHasher"]


@pytest.fixture(autouse=True)
def hashers(settings: Any) -> None:
    settings.PASSWORD_HASHERS = HASHERS


def test_a_password_is_known_again() -> None:
    stored = make_password("dobre-haslo")
    assert stored.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert check_password("dobre-haslo", stored) and not check_password("inne", stored)


def test_one_that_was_stored_with_more_memory_is_stored_anew() -> None:
    before = Argon2PasswordHasher().encode("dobre-haslo", "salt" * 6)
    renewed: list[str] = []
    assert check_password("dobre-haslo", before, renewed.append)
    assert renewed == ["dobre-haslo"]


def test_sign_ins_at_once_are_weighed_one_after_another(monkeypatch: pytest.MonkeyPatch) -> None:
    at_once, most, alone = 0, 0, threading.Lock()
    met = threading.Barrier(4)

    def slowly(_self: Any, _password: str, _encoded: str) -> bool:
        nonlocal at_once, most
        with alone:
            at_once += 1
            most = max(most, at_once)
        threading.Event().wait(0.01)
        with alone:
            at_once -= 1
        return True

    def sign_in() -> None:
        met.wait()
        BoundedArgon2PasswordHasher().verify("a", "b")

    monkeypatch.setattr(Argon2PasswordHasher, "verify", slowly)
    threads = [threading.Thread(target=sign_in) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1


@pytest.mark.skipif(sys.platform != "linux", reason="threads have priorities of their own on Linux only")
def test_those_who_read_go_first(monkeypatch: pytest.MonkeyPatch) -> None:
    def priority(*_more: Any) -> int:
        return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    before = priority()
    monkeypatch.setattr(Argon2PasswordHasher, "verify", priority)
    assert BoundedArgon2PasswordHasher().verify("a", "b") == 19
    assert priority() == before
