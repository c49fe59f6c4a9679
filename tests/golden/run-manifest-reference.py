"""The run manifest of a folder by Python's standard library alone: what Assay's own must equal.

Usage: run-manifest-reference.py FOLDER OUTPUT RUN_ID
"""

import datetime
import hashlib
import json
import pathlib
import sys


def describe(path, root):
    content = path.read_bytes()
    modified = datetime.datetime.fromtimestamp(path.stat().st_mtime, tz=datetime.timezone.utc)
    return dict(
        name=path.name,
        relative_path=str(path.relative_to(root)),
        size_bytes=len(content),
        checksum_md5=hashlib.md5(content).hexdigest(),
        modified_utc=modified.isoformat(),
    )


def main(folder, output, run_id):
    root = pathlib.Path(folder)
    files = [describe(path, root) for path in sorted(root.rglob("*")) if path.is_file()]
    manifest = dict(
        run_id=run_id,
        timestamp_utc=datetime.datetime.now(datetime.timezone.utc).isoformat(),
        directory=str(root),
        status="completed",
        file_count=len(files),
        total_size_bytes=sum(entry["size_bytes"] for entry in files),
        files=files,
    )
    with open(output, "w", encoding="utf-8") as target:
        target.write(json.dumps(manifest, indent=2))


main(*sys.argv[1:])
