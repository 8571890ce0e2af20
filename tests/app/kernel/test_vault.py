"""Known answers and tamper: what a key opens, and nothing else."""

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel import vault
from app.kernel.vault import Stretching, Tampered, ctx

CHEAP = Stretching(iterations=1, memory_kib=64)


def test_contexts_are_canonical():
    assert ctx("auth", ver=1, user="é") == '{"k":"auth","s":1,"user":"é","ver":"1"}'.encode()
    assert ctx("auth", user="é", ver=1) == ctx("auth", ver=1, user="é")


def test_a_verifier_has_its_known_answer():
    stretched = vault.stretch("un pont calme relie deux rives", salt=b"s" * 16, cost=CHEAP)
    assert stretched.hex() == "d9e107a94b1616f6b54a91e7d0e20a8db5f9e2e03659595558c976bba1684eee"
    verifier = vault.verifier(stretched, pepper=b"p" * 32, user="u", ver=1)
    assert verifier.hex() == "b788d0565d15c73c04157e8b1d3fc9c455f9f70ac79dcdb95c55ac06e2cae472"


def test_without_the_pepper_or_for_another_user_the_verifier_differs():
    stretched = vault.stretch("phrase", salt=b"s" * 16, cost=CHEAP)
    same = vault.verifier(stretched, pepper=b"p" * 32, user="u", ver=1)
    assert vault.verifier(stretched, pepper=b"q" * 32, user="u", ver=1) != same
    assert vault.verifier(stretched, pepper=b"p" * 32, user="v", ver=1) != same
    assert vault.verifier(stretched, pepper=b"p" * 32, user="u", ver=2) != same


@given(text=st.binary(max_size=200), flip=st.integers(min_value=0))
def test_one_changed_bit_opens_nothing(text: bytes, flip: int):
    key, context = b"k" * 32, ctx("section", block="need")
    sealed = bytearray(vault.seal(key, text, context=context))
    assert vault.unseal(key, bytes(sealed), context=context) == text
    position = flip % (len(sealed) * 8)
    sealed[position // 8] ^= 1 << (position % 8)
    with pytest.raises(Tampered):
        vault.unseal(key, bytes(sealed), context=context)


def test_a_sealed_value_moved_elsewhere_does_not_open():
    sealed = vault.seal(b"k" * 32, b"secret", context=ctx("section", referral="1"))
    with pytest.raises(Tampered):
        vault.unseal(b"k" * 32, sealed, context=ctx("section", referral="2"))
    with pytest.raises(Tampered):
        vault.unseal(b"k" * 32, b"", context=ctx("section", referral="1"))


def test_passphrases_are_stretched_by_as_many_at_once_as_there_are_cores():
    results: list[bytes] = []
    threads = [
        threading.Thread(
            target=lambda: results.append(vault.stretch("x", salt=b"s" * 16, cost=CHEAP))
        )
        for _ in range(12)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 12
    assert len(set(results)) == 1
