"""Makes a certificate for a portal on this machine, signed by an authority that is made for the run."""

from pathlib import Path

import trustme

HOST = "127.0.0.1"


def certified(folder: Path) -> tuple[Path, Path]:
    """Write two PEM files into the folder: the authority's certificate, and one for a server on HOST with its key."""
    authority = trustme.CA()
    authority_file, server_file = folder / "authority.pem", folder / "server.pem"
    authority.cert_pem.write_to_path(authority_file)
    authority.issue_cert(HOST).private_key_and_cert_chain_pem.write_to_path(server_file)
    return authority_file, server_file
