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
# Every range of the shapes' measures made $1 times as wide about its middle; a length stays positive, a share at most 1, and counts stay as they are.
shapes() {
  ./fewlabels render garments --list --json | awk -v k="$1" -F'": "' '
  /"path"/ { path = $2; sub(/",?$/, "", path) }
  /"value"/ && path ~ /^(top|trouser|shoe|sandal|bag)\./ && path !~ /count/ {
    rest = $2; sub(/",?$/, "", rest); text = ""
    while (match(rest, /\[[-0-9.e]+, [-0-9.e]+/)) {
      split(substr(rest, RSTART + 1, RLENGTH - 1), ends, ", "); before = substr(rest, 1, RSTART - 1)
      middle = (ends[1] + ends[2]) / 2; half = (ends[2] - ends[1]) / 2 * k; low = middle - half; high = middle + half
      if (before ~ /normal: $/) { low = ends[1]; high = ends[2] * k + 1e-6 }
      else { if (ends[1] >= 0 && low < 0.4 * ends[1]) low = 0.4 * ends[1]; if (ends[2] <= 1 && high > 1) high = 1 }
      text = text before "[" low ", " high
      rest = substr(rest, RSTART + RLENGTH)
    }
    if (text != "") printf "%s%s: %s%s", (n++ ? ", " : ""), path, text, rest
  }'
}
run everything ""
run one-shape "$(shapes 0)"
run shapes-half-as-wide "$(shapes 0.5)"
run shapes-wider "$(shapes 1.3)"
run straight "studio.yaw: 0, studio.pitch: 0, studio.roll: 0, studio.stretch: 1"
run no-folds "cloth.fold-slope: 0, cloth.pleated: no, cloth.heathered: no"
run no-patterns "cloth.pattern: plain"
run no-prints "cloth.print: none"
run one-light "studio.key-azimuth: 0.4, studio.key-height: 0.6, studio.key: 0.7, studio.fill: 0.25, studio.sky: 0.3, studio.ground: 0.24"
run one-tone-curve "photo.exposure: 1, photo.gamma: 1, photo.contrast: 1, photo.brightness: 0"
run no-sharpening "photo.sharpening: 0"
run no-subsampling "photo.subsampling: all"
run no-grain "photo.noisy: no"
