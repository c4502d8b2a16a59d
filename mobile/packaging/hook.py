"""Called by python-for-android between writing the manifest and building: adds what its template has no room for.

Runs in python-for-android's own Python, so it imports the standard library only.
"""

from pathlib import Path

MANIFEST = Path("src/main/AndroidManifest.xml")
_END = "</application>"
_PARTS = """
        <!-- Lends the camera app one file to write a photo to. -->
        <provider android:name="androidx.core.content.FileProvider"
                  android:authorities="${applicationId}.files"
                  android:exported="false"
                  android:grantUriPermissions="true">
            <meta-data android:name="android.support.FILE_PROVIDER_PATHS" android:resource="@xml/shared_files" />
        </provider>
        <!-- Sends what is unsent when the app leaves the front. -->
        <service android:name="org.doorgeven.Sending"
                 android:exported="false"
                 android:foregroundServiceType="shortService" />
    """


def before_apk_assemble(_toolchain: object) -> None:
    """In the folder of the Android project."""
    MANIFEST.write_text(with_parts(MANIFEST.read_text(encoding="utf-8")), encoding="utf-8")


def with_parts(manifest: str) -> str:
    """The manifest with our parts in it, once; ValueError where it has no application."""
    if "org.doorgeven.Sending" in manifest:
        return manifest
    before, end, after = manifest.rpartition(_END)
    if not end:
        raise ValueError("the manifest has no application")
    return before + _PARTS + end + after
