// The page of datasets side by side, section by section, from the data beside it.
const data = JSON.parse(document.getElementById('data').textContent);
const page = document.getElementById('page');
const contents = el('ul');
const sets = data.datasets;
const last = sets.length - 1;
let sections = 0;

function section(title, ...children) {
  const id = `s${++sections}`;
  contents.append(el('li', null, el('a', { href: `#${id}` }, title)));
  return el('section', { 'aria-labelledby': id }, el('h2', { id }, title), ...children);
}

// The reference is blue wherever it stands; what is held against it is orange first.
const tone = i => sets.length === 1 ? 'var(--c1)' : i === last ? 'var(--c1)' : i === 0 ? 'var(--c0)' : `var(--c${1 + i % 9})`;
const stroke = i => i === last ? 'none' : dash(i + 1);
const known = value => value !== null && value !== undefined;
const many = (count, one, more) => `${whole(count)} ${count === 1 ? one : more}`;
const named = i => { const mark = el('span', { class: 'swatch', 'aria-hidden': 'true' }); mark.style.background = tone(i); return [mark, sets[i].name]; };
const head = titles => el('thead', null, el('tr', null, titles.map((title, i) => el('th', { scope: 'col', class: i === 0 ? 'name' : title.tagName === 'svg' ? 'wide' : null }, title))));
const legend = () => el('ul', { class: 'legend wide' }, sets.map((set, i) => el('li', null,
  svg('svg', { width: 28, height: 10, 'aria-hidden': 'true' }, svg('line', { x1: 0, x2: 28, y1: 5, y2: 5, stroke: tone(i), 'stroke-width': 2.4, 'stroke-dasharray': stroke(i) })),
  set.name, i === last && last > 0 ? el('span', { class: 'sub' }, 'the reference') : null)));

/** Round values along a logarithmic axis: as few digits as will do. */
function ratioTicks(low, high, count) {
  for (const digits of [[1], [1, 3], [1, 2, 5], [1, 1.5, 2, 3, 4, 5, 7]]) {
    const found = [];
    for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++)
      for (const digit of digits) { const t = +(digit * 10 ** power).toPrecision(6); if (t >= low * 0.999 && t <= high * 1.001) found.push(t); }
    if (found.length >= Math.min(3, count)) return found.filter((_, i) => i % Math.ceil(found.length / (count + 2)) === 0);
  }
  return [low, high];
}

/** Overlaid histograms of one statistic; pointer and arrow keys read bars off. */
function histogram(statistic) {
  const { edges } = statistic;
  const bars = edges.length - 1;
  const at = value => statistic.logarithmic ? Math.log(value) : value;
  const [low, high] = [at(edges[0]), at(edges[bars])];
  const most = Math.max(...statistic.datasets.flatMap(set => set ? set.shares : []), 1e-9);
  const readout = el('output', { class: 'readout soft' }, summary(statistic));
  let bar = -1;
  const { box } = chart(width => {
    const [height, foot] = [132, 20];
    const x = value => 2 + (at(value) - low) / (high - low) * (width - 4);
    const y = share => 6 + (1 - share / most) * (height - 6 - foot);
    const outline = shares => shares.map((share, b) => `L${x(edges[b]).toFixed(1)} ${y(share).toFixed(1)}L${x(edges[b + 1]).toFixed(1)} ${y(share).toFixed(1)}`).join('').replace('L', 'M');
    const cursor = svg('rect', { fill: 'currentColor', opacity: 0.08, y: 0, height: height - foot, visibility: 'hidden' });
    const show = index => {
      bar = Math.max(0, Math.min(bars - 1, index));
      fill(cursor, { x: x(edges[bar]), width: Math.max(1, x(edges[bar + 1]) - x(edges[bar])), visibility: 'visible' }, []);
      readout.textContent = `${short(edges[bar])} to ${short(edges[bar + 1])}: ${statistic.datasets.map((set, i) => set ? `${sets[i].name} ${percent(set.shares[bar])} %` : null).filter(known).join(', ')}`;
    };
    const nearest = px => { let b = 0; while (b < bars - 1 && x(edges[b + 1]) < px) b++; return b; };
    const marks = statistic.logarithmic ? ratioTicks(edges[0], edges[bars], 4) : ticks(edges[0], edges[bars], 4);
    return svg('svg', {
      width, height, tabindex: 0, role: 'img', 'aria-label': `${statistic.name}: ${summary(statistic)}`,
      pointermove: event => show(nearest(event.offsetX)),
      keydown: event => { const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key]; if (by) { event.preventDefault(); show(bar + by); } },
    },
    cursor,
    svg('line', { class: 'axis', x1: 0, x2: width, y1: height - foot, y2: height - foot }),
    marks.map((t, i) => svg('text', { x: x(t), y: height - 5, 'text-anchor': i === 0 && x(t) < 14 ? 'start' : x(t) > width - 14 ? 'end' : 'middle' }, short(t))),
    statistic.datasets.map((set, i) => set ? svg('path', { class: 'fill', fill: tone(i), d: `${outline(set.shares)}V${y(0)}H${x(edges[0]).toFixed(1)}Z` }) : null),
    statistic.datasets.map((set, i) => set ? svg('path', { class: 'edge', stroke: tone(i), 'stroke-dasharray': stroke(i), d: outline(set.shares) }) : null));
  });
  const gaps = statistic.datasets.map((set, i) => set && set.gap ? el('span', { class: 'sub' }, last > 1 ? `${sets[i].name}: ` : '', verdict(set.gap)) : null);
  return el('figure', null, el('h4', null, statistic.name, statistic.unit ? el('span', { class: 'sub' }, statistic.unit) : null, gaps), box, readout);
}

const summary = statistic => statistic.datasets.map((set, i) => set ? `${sets[i].name}: ${set.least === set.most ? `all ${short(set.median)}` : `median ${short(set.median)}, 80 % within ${short(set.tenth)} and ${short(set.ninetieth)}`}` : null).filter(known).join('; ');
const distance = gap => gap.offASingleValue ? 'off' : known(gap.distance) ? gap.distance.toFixed(2) : '–';
const verdict = gap => gap.offASingleValue ? 'off the single value' : !gap.beyondChance ? 'alike' : `${distance(gap)} apart${gap.direction && gap.direction !== 'spread' ? `, ${gap.direction}` : ''}`;

/** Is it one value throughout all datasets? A bar of all is no picture. */
function isConstant(statistic) {
  const values = new Set(statistic.datasets.flatMap(set => set ? [set.least, set.most] : []));
  return values.size === 1;
}

function constants() {
  const same = data.statistics.filter(isConstant);
  return same.length ? el('p', { class: 'soft' }, `The same throughout: ${same.map(s => `${s.name} ${short(s.datasets.find(set => set).least)}`).join(', ')}.`) : null;
}

function glance() {
  const rows = [
    ['images', set => whole(set.images)],
    ['unreadable', set => whole(set.unreadable)],
    ['format', set => set.format],
    ['classes', set => whole(set.classes.length)],
    ['labelled objects', set => set.objects ? whole(set.objects.reduce((a, b) => a + b, 0)) : '–'],
    ['copies of equal bytes', set => whole(set.copies)],
    ['look like an earlier one', set => whole(set.lookAlikes)],
    [`in ${sets[last].name} too`, set => known(set.sharedLookAlikes) ? `${whole(set.sharedCopies)} equal, ${whole(set.sharedLookAlikes)} alike` : '–'],
    ['from', set => set.path],
  ].filter((_, i) => last > 0 || i !== 7);
  return scroll('Datasets', el('table', null, head(['', ...sets.map((_, i) => el('span', null, named(i)))]),
    el('tbody', null, rows.map(([name, of]) => el('tr', null, el('th', { scope: 'row' }, name), sets.map(set => el('td', null, of(set))))))));
}

function apart() {
  const far = Math.max(1, ...data.statistics.flatMap(s => s.datasets.map(set => set && set.gap && known(set.gap.distance) ? set.gap.distance : 0)));
  const most = [1, 2, 3, 5, 10, 20, 50, 100].find(step => step >= far) ?? far;
  const scaled = { from: 0, to: most, at: [0, most / 2, most] };
  return sets.slice(0, last).map((set, i) => {
    const rows = data.statistics.filter(s => s.datasets[i] && s.datasets[i].gap).sort((a, b) => rank(b.datasets[i].gap) - rank(a.datasets[i].gap)).map(statistic => {
      const [here, there] = [statistic.datasets[i], statistic.datasets[last]];
      const { gap } = here;
      return el('tr', null, el('th', { scope: 'row', title: statistic.meaning }, statistic.name),
        el('td', { class: gap.beyondChance ? 'far' : 'none' }, distance(gap)),
        el('td', { class: 'wide' }, known(gap.distance) ? strip({ mean: gap.distance }, { ...scaled, bar: true, marks: known(gap.chance) ? [gap.chance] : [] }) : null),
        el('td', { class: 'name' }, gap.beyondChance ? gap.direction : ''),
        [here, there].map(values => [el('td', null, short(values.median)), el('td', { class: 'range' }, values.least === values.most ? 'all' : `${short(values.tenth)} to ${short(values.ninetieth)}`)]));
    });
    return [
      last > 1 ? el('h3', null, `${set.name} against ${sets[last].name}`) : null,
      scroll(`${set.name} against ${sets[last].name}`, el('table', null, head(['statistic', 'apart', scale(scaled), 'it is', el('span', null, named(i)), '', el('span', null, named(last)), '']), el('tbody', null, rows))),
    ];
  });
}
const rank = gap => gap.offASingleValue ? Infinity : gap.distance ?? -1;

/** Power over frequency, both as logarithms, with bands of a standard deviation and the law of natural photos. */
function spectra() {
  const { frequencies } = data.spectrum;
  const curves = data.spectrum.datasets;
  const all = curves.flatMap(curve => curve.flatMap(point => point ? [point.mean - point.deviation, point.mean + point.deviation] : []));
  if (all.length === 0) return el('p', { class: 'soft' }, 'No image has a spectrum: all are of one level or too small.');
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const readout = el('output', { class: 'readout soft' }, 'Point at the chart, or focus it and use the arrow keys, to read values off.');
  let at = Math.floor(frequencies.length / 2);
  const slopes = data.statistics.find(s => s.name === 'spectrum slope');
  const first = frequencies.findIndex((_, i) => curves.some(curve => curve[i]));
  const { box } = chart(width => {
    const [left, height, foot] = [44, 330, 38];
    const [low, high] = [Math.log10(frequencies[first]), Math.log10(frequencies[frequencies.length - 1])];
    const x = f => left + (Math.log10(f) - low) / (high - low) * (width - left - 8);
    const y = v => 10 + (most - v) / (most - least || 1) * (height - 10 - foot);
    const place = (i, v) => `${x(frequencies[i]).toFixed(1)} ${y(v).toFixed(1)}`;
    const run = curve => frequencies.map((_, i) => i).filter(i => curve[i]);
    const line = curve => 'M' + run(curve).map(i => place(i, curve[i].mean)).join('L');
    const band = curve => 'M' + [...run(curve).map(i => place(i, curve[i].mean + curve[i].deviation)), ...run(curve).reverse().map(i => place(i, curve[i].mean - curve[i].deviation))].join('L') + 'Z';
    // Through the reference's first point, so that what differs from it is a difference of slope.
    const start = run(curves[last])[0] ?? first;
    const law = curves[last][start] ? i => curves[last][start].mean - 2 * Math.log10(frequencies[i] / frequencies[start]) : null;
    const inside = law ? frequencies.map((_, i) => i).filter(i => i >= start && law(i) >= least && law(i) <= most) : [];
    const cursor = svg('line', { class: 'cursor', y1: 10, y2: height - foot, visibility: 'hidden' });
    const show = index => {
      at = Math.max(first, Math.min(frequencies.length - 1, index));
      fill(cursor, { x1: x(frequencies[at]), x2: x(frequencies[at]), visibility: 'visible' }, []);
      readout.textContent = `${short(frequencies[at])} cycles a pixel: ${curves.map((curve, i) => curve[at] ? `${sets[i].name} ${short(10 ** curve[at].mean)}` : null).filter(known).join(', ')}`;
    };
    const nearest = px => { let best = first; frequencies.forEach((f, i) => { if (i >= first && Math.abs(x(f) - px) < Math.abs(x(frequencies[best]) - px)) best = i; }); return best; };
    return svg('svg', {
      width, height, tabindex: 0, role: 'img', 'aria-label': 'Power spectra',
      pointermove: event => show(nearest(event.offsetX)),
      keydown: event => { const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key]; if (by) { event.preventDefault(); show(at + by); } },
    },
    ticks(least, most, 5).filter(Number.isInteger).map(t => [svg('line', { class: 'tick', x1: left, x2: width - 8, y1: y(t), y2: y(t) }), svg('text', { x: left - 6, y: y(t) + 4, 'text-anchor': 'end' }, t < -3 || t > 5 ? `1e${t}` : short(10 ** t))]),
    ratioTicks(frequencies[first], 0.5, 6).map(t => svg('text', { x: x(t), y: height - foot + 16, 'text-anchor': 'middle' }, short(t))),
    svg('text', { x: width - 8, y: height - 4, 'text-anchor': 'end' }, 'cycles a pixel →'),
    inside.length > 1 ? svg('path', { class: 'law', d: 'M' + inside.map(i => place(i, law(i))).join('L') }) : null,
    curves.map((curve, i) => run(curve).length ? svg('path', { class: 'band', fill: tone(i), d: band(curve) }) : null),
    curves.map((curve, i) => run(curve).length ? svg('path', { class: 'smooth', stroke: tone(i), 'stroke-dasharray': stroke(i), d: line(curve) }) : null),
    cursor);
  });
  return [
    el('p', null, 'How much of an image’s variation is at which frequency: blurred images fall early, noise and hard edges keep the right end up. Photos of the natural world fall with about the square of the frequency (dashed).',
      slopes ? ` Slopes, median: ${slopes.datasets.map((set, i) => set ? `${sets[i].name} ${set.median.toFixed(2)}` : null).filter(known).join(', ')}.` : ''),
    el('figure', null, legend(), box, readout),
  ];
}

function classes(key, what) {
  const having = sets.map((set, i) => ({ set, i })).filter(({ set }) => set[key]);
  if (having.length === 0) return null;
  const names = [...new Set(having.flatMap(({ set }) => set.classes))];
  const share = (set, name) => { const all = set[key].reduce((a, b) => a + b, 0); const c = set.classes.indexOf(name); return c < 0 ? null : all ? set[key][c] / all : 0; };
  const most = Math.max(...having.flatMap(({ set }) => names.map(name => share(set, name) ?? 0)), 1e-9);
  const shown = names.slice(0, 100);
  const bar = ({ set, i }, name) => {
    const value = share(set, name);
    return el('td', { class: 'wide' }, known(value) ? svg('svg', { width: 200, height: 16, role: 'img', 'aria-label': `${percent(value)} %` },
      svg('rect', { x: 0, y: 2, width: Math.max(value > 0 ? 1 : 0, value / most * 150), height: 12, rx: 1, fill: tone(i), opacity: 0.75 }),
      svg('text', { x: value / most * 150 + 6, y: 12.5 }, `${percent(value)} %`)) : '–');
  };
  const gaps = sets.slice(0, last).map(set => set.priorGap && known(set.priorGap[key]) ? el('p', { class: 'soft' }, `${percent(set.priorGap[key])} % of the ${what} of ${set.name} would have to be of another class to have the prior of ${sets[last].name}.`) : null);
  return [
    el('h3', null, `Of ${what}`), gaps,
    scroll(`Classes of ${what}`, el('table', { class: 'bars' }, head(['class', ...having.map(({ i }) => el('span', null, named(i)))]),
      el('tbody', null, shown.map(name => el('tr', null, el('th', { scope: 'row' }, name), having.map(one => bar(one, name))))))),
    names.length > shown.length ? el('p', { class: 'soft' }, `and ${whole(names.length - shown.length)} more classes`) : null,
  ];
}

function places() {
  const having = sets.map((set, i) => ({ set, i })).filter(({ set }) => set.places);
  if (having.length === 0) return null;
  return section('Where objects are', el('p', null, 'How often each part of the image lies in a box: darkest where most boxes are.'),
    el('div', { class: 'places' }, having.map(({ set, i }) => {
      const side = Math.round(Math.sqrt(set.places.length));
      const most = Math.max(...set.places, 1e-9);
      return el('figure', null, el('figcaption', null, named(i), `: at most ${short(most)} boxes an image at one place`),
        svg('svg', { viewBox: `0 0 ${side} ${side}`, role: 'img', 'aria-label': `Where the boxes of ${set.name} are`, 'shape-rendering': 'crispEdges' },
          set.places.map((cover, c) => cover > 0 ? svg('rect', { x: c % side, y: Math.floor(c / side), width: 1.02, height: 1.02, fill: tone(i), opacity: (cover / most).toFixed(3) }) : null)));
    })));
}

function duplicates() {
  if (data.duplicates.length === 0) return el('p', null, 'No image is there twice, and none looks like another.');
  return [
    el('p', null, 'Images with equal bytes, and images that look like the first of their line: other sizes, other compression, a little lighter. What stands both in a training and in a test set makes its figures too good.'),
    el('details', { open: data.duplicates.length <= 12 }, el('summary', null, `The first ${many(data.duplicates.length, 'group', 'groups')}`),
      el('ul', { class: 'groups' }, data.duplicates.map(group => el('li', null, el('span', { class: 'tag' }, group.exact ? 'equal bytes' : 'look alike'), ' ',
        group.images.map(image => last > 0 ? `${image.dataset}/${image.name}` : image.name).join(', '), group.count > group.images.length ? ` and ${whole(group.count - group.images.length)} more` : '')))),
  ];
}

const unreadable = sets.filter(set => set.unreadable > 0).map(set => el('div', null,
  el('p', { class: 'alert' }, `${many(set.unreadable, 'image', 'images')} of ${set.name} can’t be read and ${set.unreadable === 1 ? 'is' : 'are'} left out of all figures.`),
  el('details', null, el('summary', null, 'The first of them'), el('ul', { class: 'groups' }, set.unreadableImages.map(image => el('li', null, `${image.name}: ${image.reason}`))))));
const sheets = sets.map((set, i) => set.sheet ? el('figure', null, el('figcaption', null, named(i)), el('img', { src: set.sheet, alt: `Samples of ${set.name}` })) : null);

page.replaceChildren(
  el('h1', null, last > 0 ? `${sets.slice(0, last).map(set => set.name).join(', ')} beside ${sets[last].name}` : sets[0].name),
  el('p', { class: 'soft' }, last > 0
    ? `What differs between datasets in their pixels and labels, before any network sees them. ${sets[last].name} is the reference: distances are in units of its own spread. Larger images are measured at ${data.measuredAt} pixels of their longer side.`
    : `What is in a dataset, in pixels and labels. Larger images are measured at ${data.measuredAt} pixels of their longer side.`),
  el('ul', { class: 'lead' }, data.headline.map(text => el('li', null, text))),
  ...unreadable,
  el('nav', { 'aria-label': 'Contents' }, contents),
  section('The datasets', glance(), el('div', { class: 'sheets' }, sheets)),
  ...(last > 0 ? [section('How far apart', el('p', null, 'How far values must be moved, on average, to be spread as the reference’s are (the Wasserstein distance), in the reference’s standard deviations. The orange tick is what chance makes of it: the same between the reference’s own two halves. Sizes, ratios and sharpness are compared as ratios.'), apart())] : []),
  section('Distributions', last > 0 ? legend() : null, el('div', { class: 'grid' }, data.statistics.filter(s => !isConstant(s)).map(histogram)), constants()),
  section('Power spectrum', spectra()),
  ...(sets.some(set => set.frames || set.objects) ? [section('Classes', classes('frames', 'images'), classes('objects', 'objects'))] : []),
  ...[places()].filter(known),
  section('Duplicates', duplicates()),
  section('What is measured', el('dl', null, data.statistics.map(s => [el('dt', null, s.name), el('dd', null, s.meaning)]))));
