#!/usr/bin/env bash
# What each part of the garments' randomization is worth: each taken out in turn, three seeds. Prints one line a run; some forty minutes on two cores.
set -euo pipefail
cd "$(dirname "$0")/../.."
out=${1:-runs/ablation}
run() { # name, changes
  for seed in 1 2 3; do
    [ -e "$out/$1-$seed/report.html" ] ||
      ./fewlabels run docs/ablations/garments.yaml --seed "$seed" --out "$out/$1-$seed" --set "source.set={ $2 }" >/dev/null 2>&1
    echo "$1 $seed $(./fewlabels inspect "$out/$1-$seed" --json | grep -o '"accuracy": *[0-9.]*' | head -1)"
  done
}
# Every number of these randomizers at the middle of its range, so that a class has one shape.
one_shape=$(./fewlabels render garments --list --json | awk -F'": "' '
  /"path"/ { path = $2; sub(/",?$/, "", path) }
  /"value"/ && path ~ /^(top|trouser|shoe|sandal|bag)\./ {
    rest = $2; sub(/",?$/, "", rest); text = ""
    while (match(rest, /\[[-0-9.e]+, [-0-9.e]+/)) {
      split(substr(rest, RSTART + 1, RLENGTH - 1), ends, ", "); before = substr(rest, 1, RSTART - 1)
      text = text before (before ~ /normal: $/ ? "[" ends[1] ", 1e-6" : "[" (ends[1] + ends[2]) / 2 ", " (ends[1] + ends[2]) / 2)
      rest = substr(rest, RSTART + RLENGTH); changed = 1
    }
    if (text != "") printf "%s%s: %s%s", (n++ ? ", " : ""), path, text, rest
  }')
run everything ""
run no-sharpening "photo.sharpening: 0"
run no-subsampling "photo.subsampling: all"
run no-grain "photo.noisy: no"
run one-tone-curve "photo.exposure: 1, photo.gamma: 1, photo.contrast: 1, photo.brightness: 0"
run one-light "studio.key-azimuth: 0.4, studio.key-height: 0.6, studio.key: 0.7, studio.fill: 0.25, studio.sky: 0.3, studio.ground: 0.24"
run straight "studio.yaw: 0, studio.pitch: 0, studio.roll: 0, studio.stretch: 1"
run no-patterns "cloth.pattern: plain"
run no-prints "cloth.print: none"
run no-folds "cloth.fold-slope: 0, cloth.pleated: no, cloth.heathered: no"
run one-shape "$one_shape"
