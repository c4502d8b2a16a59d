"""A key in Android's KeyStore, which gives it to nobody, the app included: AES-GCM with 256 bits."""

from typing import Any

from mobile.device.android.java import cast, java, to_bytes
from mobile.device.sealed import CannotOpen

_STORE, _NAME = "AndroidKeyStore", "doorgeven tokens"
_CIPHER = "AES/GCM/NoPadding"
_NONCE_BYTES, _TAG_BITS = 12, 128
_ENCRYPTS_AND_DECRYPTS = 3


class KeyStoreSeal:
    """Made at the first use; a nonce of the KeyStore's own goes before what is sealed."""

    def close(self, plain: bytes) -> bytes:
        """The nonce, what was encrypted, and its tag."""
        cipher = _cipher()
        cipher.init(java("javax.crypto.Cipher").ENCRYPT_MODE, _key())
        sealed = cipher.doFinal(plain)
        return to_bytes(cipher.getIV()) + to_bytes(sealed)

    def open(self, sealed: bytes) -> bytes:
        """Raises CannotOpen."""
        from jnius import JavaException

        nonce, rest = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
        try:
            cipher, how = _cipher(), java("javax.crypto.spec.GCMParameterSpec")(_TAG_BITS, nonce)
            parameters = cast("java.security.spec.AlgorithmParameterSpec", how)
            cipher.init(java("javax.crypto.Cipher").DECRYPT_MODE, _key(), parameters)
            return to_bytes(cipher.doFinal(rest))
        except JavaException as error:
            raise CannotOpen(str(error)) from None

    def destroy(self) -> None:
        """The next use makes another."""
        store = _store()
        if store.containsAlias(_NAME):
            store.deleteEntry(_NAME)


def _cipher() -> Any:
    return java("javax.crypto.Cipher").getInstance(_CIPHER)


def _store() -> Any:
    store = java("java.security.KeyStore").getInstance(_STORE)
    store.load(None)
    return store


def _key() -> Any:
    store = _store()
    key = store.getKey(_NAME, None) or _new_key()
    # Cipher.init takes certificates too, and pyjnius would try that one first.
    return cast("java.security.Key", key)


def _new_key() -> Any:
    purposes = java("android.security.keystore.KeyGenParameterSpec$Builder")(_NAME, _ENCRYPTS_AND_DECRYPTS)
    purposes.setBlockModes("GCM").setEncryptionPaddings("NoPadding").setKeySize(256)
    maker = java("javax.crypto.KeyGenerator").getInstance("AES", _STORE)
    maker.init(cast("java.security.spec.AlgorithmParameterSpec", purposes.build()))
    return maker.generateKey()
