"""P7: one more entry in the public log, with a checkpoint over it and its proof, when the log is longer and longer."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from benchmarks.documents import MOMENT
from benchmarks.figures import Figure
from benchmarks.timing import race
from exchange.jose import b64u
from exchange.keyring import FileVault
from exchange.store import Store, Transaction
from exchange.tlog import Checkpoint, Ed25519Key, LogKey, prove, root_of, sign_checkpoint

SIZES = (1_000, 10_000, 100_000)
FILL_AT_ONCE = 5_000


def measure(*, seconds: float, sizes: Sequence[int] = SIZES) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory(prefix="exchange-bench-") as folder, ExitStack() as opened:
        files = _fill(Path(folder), sizes)
        stores = {size: opened.enter_context(_open(file)) for size, file in files.items()}
        costs = race({str(size): _entering(store) for size, store in stores.items()}, seconds=seconds)
    first = costs[str(sizes[0])]
    for size in sizes[1:]:
        cost = costs[str(size)]
        how = f"append, checkpoint, proof, commit: {cost * 1e3:.2f} ms of CPU, against {first * 1e3:.2f} ms"
        yield Figure("P7", f"one log entry at {size:,} ÷ at {sizes[0]:,} entries", cost / first, "x", how, 1.3, 1.1)


def _open(file: Path) -> Store:
    return Store.open(f"sqlite:///{file}", vault=FileVault(bytes(32)))


def _fill(folder: Path, sizes: Sequence[int]) -> dict[int, Path]:
    """One growing log, and a copy of it at each size."""
    files: dict[int, Path] = {}
    growing = folder / "growing.db"
    for size in sizes:
        with _open(growing) as store:
            store.migrate()
            while missing := size - store.read(lambda tx: tx.log.size()):
                store.write(partial(_append_many, min(FILL_AT_ONCE, missing)))
        files[size] = folder / f"{size}.db"
        shutil.copyfile(growing, files[size])  # closed, it is one file
    return files


def _append_many(count: int, tx: Transaction) -> None:
    for _ in range(count):
        _append(tx)


def _append(tx: Transaction) -> str:
    digest = b64u(os.urandom(32))
    tx.log.append(digest, kind="message", nonce=os.urandom(32), at=MOMENT)
    return digest


def _entering(store: Store) -> Callable[[], None]:
    signer = Ed25519Key.generate()
    key = LogKey("gwynedd.example/log", signer.public)
    return lambda: store.write(lambda tx: _enter(tx, key, signer))


def _enter(tx: Transaction, key: LogKey, signer: Ed25519Key) -> None:
    digest = _append(tx)
    size = tx.log.size()
    checkpoint = Checkpoint(key.name, size, root_of(size, tx.log.node))
    note = sign_checkpoint(checkpoint, key=key, signer=signer)
    tx.log.add_checkpoint(size=size, root=checkpoint.root, note=note, at=MOMENT)
    entry = tx.log.entry_of(digest)
    assert entry is not None
    prove(digest, nonce=entry.nonce, index=entry.idx, note=note, origin=key.name, keys=[key], node=tx.log.node)
