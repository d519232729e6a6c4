"""Where static files are served from."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # WhiteNoise has no types here
    """Files by their hashes. The address of each is worked out once: a process serves one set of files."""

    def url(self, name: str, force: bool = False) -> str:
        kept: dict[str, str] = self.__dict__.setdefault("_addresses", {})
        address = kept.get(name)
        if address is None:
            address = kept[name] = str(super().url(name, force))
        return address
