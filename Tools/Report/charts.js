'use strict';
// Drawing. All text enters through DOM text nodes, so names need no escaping.

// From an element of the page, so that the page names no address at all.
const svgNamespace = document.getElementById('svg').namespaceURI;

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (typeof value === 'function') node.addEventListener(name, value);
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined));
  return node;
}
const el = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);
const svg = (tag, attributes, ...children) => fill(document.createElementNS(svgNamespace, tag), attributes, children);

const colour = i => `var(--c${i % 10})`;
// Dashes as well as colours tell lines apart.
const dash = i => ['none', '7 3', '2 3', '9 3 2 3', '4 2'][i % 5];
const percent = (share, digits = 1) => (100 * share).toFixed(digits);
const whole = number => Math.round(number).toLocaleString('en');
const short = number => number === undefined || number === null ? '–' : Math.abs(number) >= 1000 ? whole(number) : String(+number.toPrecision(3));

/** Redraws a chart at the width it has, so that its text keeps its size on any screen. */
function chart(draw) {
  const box = el('div', { class: 'chart' });
  let width = 0;
  const redraw = () => { if (width > 0) box.replaceChildren(draw(width)); };
  const fit = () => {
    const now = Math.floor(box.clientWidth);
    if (now !== width) { width = now; redraw(); }
  };
  new ResizeObserver(() => requestAnimationFrame(fit)).observe(box);
  return { box, redraw };
}

const stripWidth = 200;
const along = (value, { from = 0, to = 1, width = stripWidth }) => Math.max(0, Math.min(1, (value - from) / (to - from))) * width;

/** The scale over a column of strips. */
function scale(options) {
  return svg('svg', { width: stripWidth, height: 16, 'aria-hidden': 'true' }, options.at.map(t =>
    svg('text', { x: along(t, options), y: 12, 'text-anchor': t === options.from ? 'start' : t === options.to ? 'end' : 'middle' }, options.percent ? `${Math.round(100 * t)} %` : t)));
}

/** A figure with its interval on a small scale: a bar from zero, or a dot. */
function strip(figure, options) {
  const { at = [], marks = [], dashed = null, bar = false, width = stripWidth } = options;
  const x = value => along(value, options);
  const node = svg('svg', { width, height: 18, 'aria-hidden': 'true' }, at.map(t => svg('line', { class: 'axis', x1: x(t), x2: x(t), y1: -5, y2: 23 })));
  if (dashed !== null) node.append(svg('line', { class: 'half', x1: x(dashed), x2: x(dashed), y1: -5, y2: 23 }));
  if (bar) node.append(svg('rect', { class: 'bar', x: 0, y: 4, width: x(figure.mean), height: 10 }));
  for (const mark of marks) node.append(svg('line', { class: 'null', x1: x(mark), x2: x(mark), y1: 3, y2: 15 }));
  if (figure.low !== undefined) {
    const [a, b] = [x(figure.low), x(figure.high)];
    node.append(svg('path', { class: 'whisker', d: `M${a} 5v8M${b} 5v8M${a} 9H${b}` }));
  }
  if (!bar) node.append(svg('circle', { class: 'dot', cx: x(figure.mean), cy: 9, r: 3 }));
  return node;
}

/** Round numbers that cover a range. */
function ticks(low, high, count) {
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map(m => m * power).find(s => s >= rough * 0.999);
  const found = [];
  for (let t = Math.ceil(low / step) * step; t <= high + step * 1e-6; t += step) found.push(+t.toPrecision(12));
  return found;
}

/** Mean over neighbours, missing values left out. */
function smoothed(values) {
  const reach = Math.max(1, Math.round(values.length / 40));
  return values.map((value, i) => {
    if (value === null) return null;
    const near = values.slice(Math.max(0, i - reach), i + reach + 1).filter(v => v !== null);
    return near.reduce((a, b) => a + b, 0) / near.length;
  });
}

/** The range of values, and some room about it. */
function padded(values) {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = (high - low) * 0.12 || Math.abs(high) * 0.05 || 0.05;
  return [low - room, high + room];
}

/** A word right of a place, or left of it where the chart ends: seven pixels a letter are enough. */
function beside(x, y, text, width) {
  const left = x + 7 * text.length > width;
  return svg('text', { x: left ? x - 3 : x + 3, y, 'text-anchor': left ? 'end' : 'start' }, text);
}

/**
 * Curves over the stages of an arm. Lines: [{ name, colour, stages: [{ xs, ys }] }]; bounds: [{ x, text }] where stages begin.
 * Pointer and arrow keys read values off. Exact: few points, each shown as it is, on the range that they have; marks: [{ x, y, text }] of them.
 */
function curves({ title, lines, bounds, last, top, marks = [], exact = false }) {
  const readout = el('output', { class: 'readout soft' }, 'Point at the chart, or focus it and use the arrow keys, to read values off.');
  const means = lines.map(line => line.stages.map(stage => exact ? stage.ys : smoothed(stage.ys)));
  const finite = means.flat(2).filter(v => v !== null);
  const [least, most] = exact && finite.length ? padded(finite) : [Math.min(0, ...finite), top ?? (Math.max(...finite, 1e-9) * 1.05)];
  const xs = [...new Set(lines.flatMap(line => line.stages.flatMap(stage => stage.xs)))].sort((a, b) => a - b);
  let at = xs.length - 1;

  const { box } = chart(width => {
    const [left, height, bottom] = [exact ? 52 : 38, 230, 22];
    const x = v => left + v / last * (width - left - 6);
    const y = v => 14 + (most - v) / (most - least) * (height - 14 - bottom);
    const path = (stage, ys) => {
      let d = '', down = false;
      ys.forEach((v, i) => { if (v === null) { down = false; return; } d += `${down ? 'L' : 'M'}${x(stage.xs[i]).toFixed(1)} ${y(Math.min(v, most)).toFixed(1)}`; down = true; });
      return d;
    };
    const cursor = svg('line', { class: 'cursor', y1: 14, y2: height - bottom, visibility: 'hidden' });
    const show = index => {
      at = Math.max(0, Math.min(xs.length - 1, index));
      fill(cursor, { x1: x(xs[at]), x2: x(xs[at]), visibility: 'visible' }, []);
      const values = lines.map((line, l) => {
        const stage = line.stages.findIndex(s => s.xs.includes(xs[at]));
        const mean = stage < 0 ? null : means[l][stage][line.stages[stage].xs.indexOf(xs[at])];
        return mean === null ? null : `${line.name} ${exact ? mean : short(mean)}`;
      });
      readout.textContent = `Step ${whole(xs[at])}: ${values.filter(v => v !== null).join(', ')}`;
    };
    const nearest = px => { let best = 0; xs.forEach((v, i) => { if (Math.abs(x(v) - px) < Math.abs(x(xs[best]) - px)) best = i; }); return best; };
    return svg('svg', {
      width, height, tabindex: 0, role: 'img', 'aria-label': title,
      pointermove: event => show(nearest(event.offsetX)),
      keydown: event => {
        const by = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10 }[event.key];
        if (by) { event.preventDefault(); show(at + by); }
      },
    },
    ticks(least, most, 4).map(t => [svg('line', { class: 'tick', x1: left, x2: width - 6, y1: y(t), y2: y(t) }), svg('text', { x: left - 6, y: y(t) + 4, 'text-anchor': 'end' }, exact ? t : short(t))]),
    ticks(0, last, width < 420 ? 3 : 5).map(t => svg('text', { x: x(t), y: height - 6, 'text-anchor': 'middle' }, short(t))),
    bounds.map(bound => [svg('line', { class: 'half', x1: x(bound.x), x2: x(bound.x), y1: 2, y2: height - bottom }), beside(x(bound.x), 10, bound.text, width)]),
    lines.map((line, l) => line.stages.map((stage, s) => [
      exact
        ? stage.ys.map((v, i) => v === null ? null : svg('circle', { cx: x(stage.xs[i]), cy: y(v), r: 2.5, fill: line.colour }))
        : svg('path', { class: 'raw', stroke: line.colour, d: path(stage, stage.ys) }),
      svg('path', { class: 'smooth', stroke: line.colour, 'stroke-dasharray': line.dash, d: path(stage, means[l][s]) }),
    ])),
    marks.map(mark => [svg('circle', { class: 'mark', cx: x(mark.x), cy: y(mark.y), r: 6 }), beside(x(mark.x) + 6, y(mark.y) - 6, mark.text, width)]),
    cursor);
  });
  const key = lines.map(line => el('li', null,
    svg('svg', { width: 24, height: 8, 'aria-hidden': 'true' }, svg('line', { x1: 0, x2: 24, y1: 4, y2: 4, stroke: line.colour, 'stroke-width': 2, 'stroke-dasharray': line.dash })), line.name));
  return el('figure', null, el('figcaption', null, title), el('ul', { class: 'legend' }, key), box, readout);
}

const dotMark = 'h.01';
const crossMark = 'm-2.5 -2.5l5 5m0 -5l-5 5';

/** Points on two axes of equal scale. Groups: [{ name, colour, cross, points: [[x, y]] }]; the legend switches them on and off. */
function scatter({ title, groups, names }) {
  const hidden = new Set();
  const all = groups.flatMap(group => group.points);
  const range = k => { const v = all.map(p => p[k]); return [Math.min(...v), Math.max(...v)]; };
  const [[x0, x1], [y0, y1]] = [range(0), range(1)];
  const { box, redraw } = chart(width => {
    const scale = Math.min((width - 16) / (x1 - x0 || 1), 520 / (y1 - y0 || 1));
    const height = (y1 - y0) * scale + 34;
    const [x, y] = [v => (width - (x1 - x0) * scale) / 2 + (v - x0) * scale, v => 8 + (y1 - v) * scale];
    const shown = groups.filter(group => !hidden.has(group.name));
    return svg('svg', { width, height, role: 'img', 'aria-label': title },
      svg('path', { class: 'axis', d: `M0 0V${height - 20}H${width}` }),
      svg('text', { x: width, y: height - 4, 'text-anchor': 'end' }, 'first component →'),
      svg('text', { x: 4, y: 10 }, '↑ second'),
      shown.map(group => svg('path', {
        fill: 'none', stroke: group.colour, 'stroke-linecap': 'round', 'stroke-width': group.cross ? 1.2 : 4, opacity: 0.65,
        d: group.points.map(p => `M${x(p[0]).toFixed(1)} ${y(p[1]).toFixed(1)}${group.cross ? crossMark : dotMark}`).join(''),
      })));
  });
  const key = names.map(({ name, colour, cross }) => {
    const toggle = el('button', {
      type: 'button', 'aria-pressed': 'true', click: () => {
        if (!hidden.delete(name)) hidden.add(name);
        toggle.setAttribute('aria-pressed', String(!hidden.has(name)));
        redraw();
      },
    }, svg('svg', { width: 12, height: 12, 'aria-hidden': 'true' },
      svg('path', { d: `M6 6${cross ? crossMark : dotMark}`, stroke: colour, fill: 'none', 'stroke-linecap': 'round', 'stroke-width': cross ? 1.5 : 7 })), name);
    return el('li', null, toggle);
  });
  return el('figure', null, el('figcaption', null, title), el('ul', { class: 'legend' }, key), box);
}

/** Counts of true class by answer: blue where right, orange where wrong. Pointer and arrow keys name a cell. */
function confusion(classes, counts) {
  const k = classes.length;
  const readout = el('output', { class: 'readout' }, 'Point at a cell, or focus the table and use the arrow keys, to read it in words.');
  const sums = classes.map((_, r) => counts.slice(r * k, r * k + k).reduce((a, b) => a + b, 0));
  const cells = counts.map((count, i) => {
    const [r, c] = [Math.floor(i / k), i % k];
    const share = sums[r] ? count / sums[r] : 0;
    const cell = el('td', { class: (count === 0 ? 'zero' : share > 0.55 ? 'strong' : ''), pointerenter: () => show(i) }, String(count));
    // The root shows rare confusions too.
    cell.style.setProperty('--share', r === c ? share : Math.min(1, Math.sqrt(share)));
    cell.style.setProperty('--heat', r === c ? 'var(--right)' : 'var(--wrong)');
    return cell;
  });
  let at = 0;
  const show = i => {
    cells[at].classList.remove('here');
    at = i;
    cells[at].classList.add('here');
    const [r, c] = [Math.floor(i / k), i % k];
    const share = sums[r] ? ` (${percent(counts[i] / sums[r])} % of ${whole(sums[r])})` : '';
    readout.textContent = (r === c ? `${classes[r]} recognised` : `${classes[r]} taken for ${classes[c]}`) + `: ${whole(counts[i])}${share}`;
  };
  const move = event => {
    const by = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
    if (!by) return;
    const [r, c] = [Math.floor(at / k) + by[0], at % k + by[1]];
    event.preventDefault();
    if (r >= 0 && r < k && c >= 0 && c < k) show(r * k + c);
  };
  const table = el('table', { class: 'confusion', tabindex: 0, keydown: move, 'aria-label': 'Confusion matrix: rows are true classes, columns are answers. Arrow keys name a cell.' },
    el('thead', null, el('tr', null, el('th', { class: 'name', scope: 'col' }, 'true ↓ answer →'), classes.map(name => el('th', { scope: 'col' }, el('span', null, name))))),
    el('tbody', null, classes.map((name, r) => el('tr', null, el('th', { scope: 'row', title: name }, name), cells.slice(r * k, r * k + k)))));
  return el('div', null, scroll('Confusion matrix', table), readout);
}

/** A wide table in a box that scrolls on its own, reachable by keyboard. */
const scroll = (label, table) => el('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': label }, table);
