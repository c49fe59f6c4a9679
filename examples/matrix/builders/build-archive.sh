#!/bin/sh
# Packs a file in three phases, and says on stdout, one JSON object a line, how far it has come. The artifact is no database:
# Assay keeps the phases done, and tells the next attempt of them in ASSAY_PHASES_DONE, such as [1,2].
set -eu

input=$1 artifact=$2 level=$3
gathered=$ASSAY_STAGING_FOLDER/gathered.csv

is_done() {
  case ",$(printf %s "$ASSAY_PHASES_DONE" | tr -d '[] ')," in
  *",$1,"*) return 0 ;;
  *) return 1 ;;
  esac
}

# To try out what becomes of a build that is slow, fails or is killed.
act_up() {
  if [ -n "${EXAMPLE_DELAY_MS:-}" ] && [ "${EXAMPLE_DELAY_IN:-$1}" = "$1" ]; then
    sleep "$(awk "BEGIN { print $EXAMPLE_DELAY_MS / 1000 }")"
  fi
  if [ "${EXAMPLE_FAIL_IN:-}" = "$1" ]; then
    echo "asked to fail in phase $1" >&2
    exit 1
  fi
  if [ "${EXAMPLE_DIE_IN:-}" = "$1" ]; then kill -9 $$; fi
}

run_phase() {
  if is_done "$1"; then return; fi
  printf '{"phase": %s, "name": "%s", "status": "started"}\n' "$1" "$2"
  act_up "$1"
  "$2"
  printf '{"phase": %s, "name": "%s", "status": "completed"}\n' "$1" "$2"
}

gather() {
  cp "$input" "$gathered"
  printf '{"level": "info", "message": "%s lines"}\n' "$(wc -l <"$gathered" | tr -d ' ')"
}
# -n: without the time, so that the same input gives the same bytes.
compress() { gzip -n -c "-$level" "$gathered" >"$artifact"; }
check() { gzip -t "$artifact"; }

run_phase 1 gather
run_phase 2 compress
run_phase 3 check
