"""A pipeline's ledger as the manifest strategy defines it, kept by pydantic: the other side of the format's tests.

usage: python_ledger.py write FOLDER    writes one manifest of each kind
       python_ledger.py load FILE       loads a manifest and tells what it holds, as JSON
       python_ledger.py resave FILE     loads a manifest and dumps it again, its times untouched
"""

import json
import os
import sys
from datetime import datetime, timedelta, timezone
from enum import Enum
from hashlib import sha256
from pathlib import Path
from typing import Optional

from pydantic import BaseModel, ConfigDict, Field


class Process(Enum):
    EXTRACTOR = "extractor"
    TRANSFORMER = "transformer"
    LOADER = "loader"


class Metadata(BaseModel):
    model_config = ConfigDict(populate_by_name=True)

    process: Process
    etl_version: str
    root_dir: Path
    total_records: int = 0
    ts_created: datetime = Field(default_factory=lambda: datetime.now(timezone.utc))
    ts_updated: datetime = Field(default_factory=lambda: datetime.now(timezone.utc))


class StrategyRecord(BaseModel):
    model_config = ConfigDict(frozen=True)

    source_id: str
    dataset: str
    checksum: str = Field(..., pattern=r"^[a-fA-F0-9]{64}$")
    file_path: Path
    file_size: int = Field(gt=0)
    etag: Optional[str] = None
    ts_downloaded: datetime
    version: str


class ModuleRecord(BaseModel):
    checksum: str
    filename: str
    filepath: Path
    etl_version: str
    is_verified: bool
    etag: Optional[str] = None
    content_type: Optional[str] = None
    last_modified_server: Optional[str] = None
    content_length_bytes: Optional[int] = None
    updated_at: datetime


def dump(path, metadata, records):
    """The atomic save of the strategy: aside first, then in place."""
    metadata.total_records = len(records)
    output = {
        "metadata": metadata.model_dump(mode="json"),
        "records": {key: record.model_dump(mode="json") for key, record in records.items()},
    }
    aside = path.with_suffix(".tmp")
    with open(aside, "w") as file:
        json.dump(output, file, indent=4)
    os.replace(aside, path)


def load(path):
    with open(path) as file:
        content = json.load(file)
    records = {}
    for key, fields in content["records"].items():
        shape = ModuleRecord if "filepath" in fields else StrategyRecord
        records[key] = shape(**fields)
    return Metadata(**content["metadata"]), records


EPOCH = datetime(2026, 11, 20, 21, 25, 1, tzinfo=timezone.utc)
NAMES = ["plain", "größe", "星図", "em🚀ji", 'quo"te\\', "tab\there", "del\x7f"]


def strategy_records():
    for i, name in enumerate(NAMES):
        digest = sha256(name.encode()).hexdigest()
        # Whole seconds, microseconds, another offset, and a time without any: each is written in its own way.
        time = [EPOCH, EPOCH + timedelta(microseconds=i), datetime(2026, 11, 20, i, tzinfo=timezone(timedelta(hours=2)))]
        naive = datetime(2026, 11, 20, 12, 30)
        yield digest, StrategyRecord(
            source_id=name,
            dataset="systems",
            checksum=digest.upper() if i == 1 else digest,
            file_path=Path("/data") / f"{name}.json.gz",
            file_size=2**53 - 1 if i == 0 else i + 1,
            etag=None if i % 2 else f'"{i}"',
            ts_downloaded=naive if i == 3 else time[i % 3],
            version="1.0.0",
        )


def module_records():
    for i, name in enumerate(NAMES):
        digest = sha256(name.encode()).hexdigest()
        yield digest, ModuleRecord(
            checksum=digest,
            filename=f"{name}.gz",
            filepath=Path("/data") / f"{name}.gz",
            etl_version="1.0.0",
            is_verified=bool(i % 2),
            content_length_bytes=None if i == 0 else i,
            updated_at=EPOCH + timedelta(days=i),
        )


def write(folder):
    times = {"ts_created": EPOCH, "ts_updated": EPOCH + timedelta(microseconds=42)}
    metadata = {"process": Process.EXTRACTOR, "etl_version": "1.0.0", "root_dir": Path("/data/manifests"), **times}
    dump(folder / "systems_extractor.manifest.json", Metadata(**metadata), dict(strategy_records()))
    dump(folder / "extractor_v1.0.0.json", Metadata(**metadata), dict(module_records()))
    dump(folder / "empty_extractor.manifest.json", Metadata(**metadata), {})


def main(command, path):
    if command == "write":
        write(path)
        return
    metadata, records = load(path)
    if command == "resave":
        dump(path, metadata, records)
        return
    shown = {key: record.model_dump(mode="json") for key, record in records.items()}
    print(json.dumps({"metadata": metadata.model_dump(mode="json"), "records": shown}))


main(sys.argv[1], Path(sys.argv[2]))
