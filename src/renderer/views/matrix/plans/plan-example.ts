/** A whole plan, small enough to be read at a glance; it builds with nothing but a shell. */
export const examplePlan = `format: assay-plan
version: 1
name: summaries
output_folder: out
artifact: "{permutation_id}.txt"
inputs:
  - { glob: "data/*.csv", cost: rows }
params:
  - { name: short, cost: 1, label: "first 10 lines", values: { lines: 10 } }
  - { name: long, cost: 10, label: "first 1000 lines", values: { lines: 1000 } }
phases: [summarize]
build: [sh, -c, 'head -n "$1" "$2" > "$3"', build,
        "{values.lines}", "{input_path}", "{staging_artifact}"]
`
