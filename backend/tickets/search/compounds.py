"""Compounds that Dutch writes as one word, taken apart where both halves are words of the trade."""

from functools import lru_cache

_WORDS = """
aansluiting abonnement account antenne app beeld bel bundel call centrale coax code computer contact data
decoder dienst digitaal digitale draad draadloos draadloze fiber film fout gebruik gesprek glas glasvezel
installatie internet kaart kabel kanaal klant lamp lampje lijn mast melding mobiel modem monteur muziek nacht
net netwerk nummer nummerbehoud onderhoud ontvanger ontvangst oproep pakket postcode probleem programma punt
radio rekening reparatie router schotel serie service signaal sim snelheid sport station stekker storing
stroom telefonie telefoon televisie thuis toestel tv uitval vast verbinding versterker video voicemail web
wifi zender
"""
_PLURALS = ("", "s", "en", "n", "je", "jes", "'s")
_LINKS = ("", "s", "en", "e")
_SHORTEST = 2
_KNOWN = {word: word for word in _WORDS.split()} | {
    word + plural: word for word in _WORDS.split() for plural in _PLURALS
}


@lru_cache(50_000)
def parts(word: str) -> tuple[str, ...]:
    """`internetstoringen` is `internet` and `storing`; empty where a word is no such compound, or a part by itself."""
    if word in _KNOWN or not word.isalpha():
        return ()
    for cut in range(len(word) - _SHORTEST, _SHORTEST - 1, -1):
        tail = _KNOWN.get(word[cut:]) or _KNOWN.get(_single(word[cut:]))
        if tail is None:
            continue
        head = word[:cut]
        for link in _LINKS:
            if head.endswith(link) and head.removesuffix(link) in _KNOWN:
                return (_KNOWN[head.removesuffix(link)], tail)
    return ()


def _single(word: str) -> str:
    """`kabels` is known as it is; `netten` has its letter doubled, `signalen` lost one."""
    stem = word.removesuffix("en")
    if stem == word or len(stem) <= _SHORTEST:
        return word
    if stem[-1] == stem[-2]:
        return stem[:-1]
    return f"{stem[:-1]}{stem[-2]}{stem[-1]}" if stem[-2] in "aeou" and stem not in _KNOWN else stem
