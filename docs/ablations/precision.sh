#!/usr/bin/env bash
# What bfloat16 costs in accuracy: three jobs, three seeds, each in both precisions. Prints one line a run; some twenty minutes on two cores.
set -euo pipefail
cd "$(dirname "$0")/../.."
out=${1:-runs/precision}
for seed in 1 2 3; do
  for job in dann fixmatch simclr; do
    for precision in fp32 bf16; do
      run=$out/$job-$precision-$seed
      [ -e "$run/report.html" ] || ./fewlabels run docs/ablations/precision/$job.yaml --seed "$seed" --precision $precision --out "$run" >/dev/null 2>&1
      echo "$job $precision $seed $(./fewlabels inspect "$run" --json | grep -o '"accuracy": *[0-9.]*' | head -1)"
    done
  done
done
