// The page, section by section, from the data beside it.
const data = JSON.parse(document.getElementById('data').textContent);
const page = document.getElementById('page');
const contents = el('ul');
let sections = 0;

function section(level, title, ...children) {
  const id = `s${++sections}`;
  if (level === 2) contents.append(el('li', null, el('a', { href: `#${id}` }, title)));
  return el('section', { 'aria-labelledby': id }, el(`h${level}`, { id }, title), ...children);
}

/** A list to choose an arm (or a run) from, and what is drawn for the choice. */
function choose(label, options, draw, extra = []) {
  const place = el('div');
  const select = el('select', { change: () => update() }, options.map((option, i) => el('option', { value: i }, option.text)));
  const update = () => place.replaceChildren(draw(options[select.value].value));
  const start = options.findIndex(option => option.first);
  select.value = Math.max(0, start);
  update();
  return { node: el('div', null, el('div', { class: 'controls' }, options.length > 1 ? el('label', null, label, select) : null, extra), place), update };
}

const pm = (figure, scale, digits) => (scale * figure.mean).toFixed(digits) + (figure.sd === undefined ? '' : ` ± ${(scale * figure.sd).toFixed(digits)}`);
const range = figure => figure.sd === undefined && figure.low !== undefined ? el('span', { class: 'sub' }, `[${percent(figure.low)}, ${percent(figure.high)}]`) : null;
const cell = (figure, scale, digits) => el('td', null, figure ? pm(figure, scale, digits) : '–');
const tag = row => row.oracle ? el('span', { class: 'tag' }, 'oracle') : row.reference ? el('span', { class: 'tag' }, 'reference') : null;
const armName = row => el('th', { scope: 'row' }, row.arm, ' ', tag(row));
const head = titles => el('thead', null, el('tr', null, titles.map((title, i) => el('th', { scope: 'col', class: i === 0 ? 'name' : title.nodeType ? 'wide' : null }, title))));
const accuracyScale = { from: 0, to: 1, at: [0, 0.5, 1], percent: true };
const domainScale = { from: 0.4, to: 1, at: [0.4, 0.6, 0.8, 1], percent: true };
const distanceScale = { from: 0, to: 2, at: [0, 1, 2] };

function results(series) {
  const many = series.runs.length > 1;
  const rows = series.rows.map(row => el('tr', { class: row.oracle ? 'oracle' : null },
    armName(row),
    el('td', null, row.accuracy ? [pm(row.accuracy, 100, 1), range(row.accuracy)] : '–'),
    el('td', { class: 'wide' }, row.accuracy ? strip(row.accuracy, { ...accuracyScale, bar: true }) : null),
    el('td', null, row.gain ? (row.gain.mean > 0 ? '+' : '') + pm(row.gain, 100, 1) : '–'),
    el('td', null, row.labels),
    cell(row.meanOverClasses, 100, 1),
    cell(row.heldOut, 100, 1),
    cell(row.seconds, 1, 0)));
  const spread = many ? `Mean ± standard deviation of ${series.runs.length} runs (seeds ${series.runs.map(run => run.seed).join(', ')}); whiskers span one standard deviation each way.` : 'Brackets and whiskers: Wilson’s 95 % interval, which counts the chance of the test photos but not that of training; several seeds show both.';
  const oracle = series.rows.some(row => row.oracle) ? ' The oracle saw all labels of the training photos: a ceiling, not a result.' : '';
  return [
    scroll('Results', el('table', null,
      head(['arm', 'photos right, %', scale(accuracyScale), 'gain, points', 'photo labels used', 'mean of classes, %', 'unseen renders, %', 'training, s']),
      el('tbody', null, rows))),
    el('p', { class: 'soft' }, `All figures are on images that no training saw: photos, and in one column renders. ${spread}${oracle}`),
  ];
}

function samples(run, classes) {
  const words = { source: 'Renders, labelled by their generator', target: 'Photos to adapt to, taken without labels', 'labelled target': 'The few labelled photos', test: 'Photos to be tested on' };
  const order = ['source', 'target', 'labelled target', 'test'];
  const shown = run.datasets.filter(d => d.sheet).sort((a, b) => order.indexOf(a.role) - order.indexOf(b.role));
  return el('div', { class: 'pair' }, shown.map(d => {
    const known = d.perClass && classes.length === d.perClass.length;
    const image = el('img', { src: d.sheet, alt: `Samples of ${d.role}: ${words[d.role] ?? d.role}` });
    const names = known ? el('ol', { 'aria-hidden': 'true' }, classes.map(name => el('li', null, name))) : null;
    return el('figure', null,
      el('figcaption', null, `${words[d.role] ?? d.role}: ${d.endless ? 'endless' : whole(d.count)} from ${d.origin}`),
      el('div', { class: 'sheet' }, names, image));
  }));
}

function perClass(series) {
  const arms = series.rows.filter(row => row.accuracy);
  const body = series.classes.map((name, c) => el('tr', null, el('th', { scope: 'row' }, name), arms.map(row => {
    const figure = row.perClass[c];
    return el('td', { class: row.oracle ? 'oracle' : null }, figure ? [strip({ mean: figure.mean }, { bar: true, width: 56 }), percent(figure.mean)] : '–');
  })));
  return [
    el('p', null, 'Share of each class’s photos that an arm gets right, in %.'),
    scroll('Accuracy of each class', el('table', { class: 'perclass' }, head(['class', ...arms.map(row => [row.arm, ' ', tag(row)])]), el('tbody', null, body))),
  ];
}

function domains(series) {
  const rows = series.rows.filter(row => row.domain).map(row => el('tr', { class: row.oracle ? 'oracle' : null },
    armName(row),
    el('td', null, pm(row.domain, 100, 1), range(row.domain)),
    el('td', { class: 'wide' }, strip(row.domain, { ...domainScale, dashed: 0.5 })),
    cell(row.distance, 1, 2),
    el('td', { class: 'wide' }, row.distance ? strip(row.distance, { ...distanceScale, marks: [row.sourceNull, row.targetNull].filter(n => n).map(n => n.mean) }) : null),
    el('td', null, row.sourceNull ? pm(row.sourceNull, 1, 2) : '–'),
    el('td', null, row.targetNull ? pm(row.targetNull, 1, 2) : '–')));
  // Arms with target labels are another story: labels align the classes whatever the domains do.
  const apart = series.rows.filter(row => row.domain && row.labels === '0');
  const [before, least] = [apart.find(row => row.reference), [...apart].sort((a, b) => a.domain.mean - b.domain.mean)[0]];
  return [
    before && least !== before ? el('p', null, `From the features of ${before.arm}, a new classifier tells ${percent(before.domain.mean, 0)} % of renders and photos apart; from those of ${least.arm}, ${percent(least.domain.mean, 0)} %.`) : null,
    el('p', null, 'After training, a new classifier learns to tell renders from photos by the network’s features and is judged on features held out. How to read it: at 50 % (dashed) renders and photos look the same to the network; at 100 % they are fully apart, and what was learned on renders need not hold on photos.'),
    scroll('Domain confusion', el('table', null, head(['arm', 'told apart, %', scale(domainScale), 'proxy A-distance', scale(distanceScale), 'null: renders', 'null: photos']), el('tbody', null, rows))),
    el('p', { class: 'soft' }, 'The proxy A-distance is 2(1 − 2ε) of that classifier’s error ε. Nulls (orange ticks) are the same measure between two halves of one domain, where the truth is 0: a distance within them is none.'),
  ];
}

function curvesOf(run) {
  const shares = /(accuracy|rate)$/;
  return choose('Arm', armsOf(run, arm => arm.stages.some(stage => stage.numbers.length)), arm => {
    const starts = arm.stages.map((_, s) => arm.stages.slice(0, s).reduce((sum, stage) => sum + stage.steps, 0));
    const last = arm.stages.reduce((sum, stage) => sum + stage.steps, 0) || 1;
    const bounds = arm.stages.length > 1 ? starts.map((x, s) => ({ x, text: `stage ${s + 1}` })) : [];
    const names = [...new Set(arm.stages.flatMap(stage => stage.parts.map(part => part.name)))];
    const line = (name, i, values) => ({
      name, colour: colour(i), dash: dash(i),
      stages: arm.stages.map((stage, s) => ({ xs: stage.numbers.map(n => n + starts[s]), ys: values(stage) ?? stage.numbers.map(() => null) })),
    });
    const part = name => (name, i) => line(name, i, stage => stage.parts.find(p => p.name === name)?.values);
    const losses = [line('total loss', 9, stage => stage.loss), ...names.filter(n => !shares.test(n)).map((n, i) => part(n)(n, i))];
    const parts = names.filter(n => shares.test(n)).map((n, i) => part(n)(n, i));
    const objectives = arm.stages.map((stage, s) => `${arm.stages.length > 1 ? `Stage ${s + 1}: ` : ''}${stage.objectives.join(' + ')}, ${whole(stage.steps)} steps`).join('. ');
    return el('div', null, el('p', { class: 'soft' }, `${objectives}. Thin: as reported; thick: mean over neighbours.`), el('div', { class: 'pair' },
      curves({ title: 'Loss and its terms (before their weights), by training step', lines: losses, bounds, last }),
      parts.length ? curves({ title: 'Shares of the batch, by training step', lines: parts, bounds, last, top: 1 }) : null,
      arm.stages.map((stage, s) => stage.score ? scores(stage, arm.stages.length > 1 ? `stage ${s + 1}` : 'the stage') : null)));
  }).node;
}

/** What a stage was scored by while it trained: the best, whose network it kept, and where it stopped. */
function scores(stage, name) {
  const { score, steps } = stage;
  const words = { information: 'how sure and varied the answers on held-out photos are (mutual information, nats)', entropy: 'how sure the answers on held-out photos are (−entropy, nats)', 'source-accuracy': 'share of held-out renders that are right' };
  const [best, stopped] = [score.best, score.stopped];
  return curves({
    title: [`Score without target labels, by step of ${name}: ${words[score.name] ?? score.name}; higher is better.`,
      best ? `Best ${short(best.value)} at step ${whole(best.number)}, whose network was kept.` : null,
      stopped ? `Stopped at step ${whole(stopped)} of ${whole(steps)}, since no later score was better.` : null].filter(text => text).join(' '),
    lines: [{ name: score.name, colour: colour(0), dash: dash(0), stages: [{ xs: score.numbers, ys: score.values }] }],
    bounds: stopped ? [{ x: stopped, text: 'stopped' }] : [],
    marks: best && best.value !== null ? [{ x: best.number, y: best.value, text: 'best' }] : [],
    last: steps || 1,
    exact: true,
  });
}

/** The features of an arm as groups of points for one legend entry each. */
function pointGroups(arm, classNames, byClass) {
  const { coordinates, domains: of, classes } = arm.embedding;
  const groups = new Map();
  of.forEach((domain, i) => {
    const point = [coordinates[2 * i], coordinates[2 * i + 1]];
    if (point.includes(null)) return;
    const [order, name] = byClass ? [classes[i], classNames[classes[i]] ?? `class ${classes[i]}`] : [domain, ['renders', 'photos'][domain] ?? 'other'];
    const id = `${domain}/${order}`;
    if (!groups.has(id)) groups.set(id, { name, order, cross: domain === 1, colour: colour(order), points: [] });
    groups.get(id).points.push(point);
  });
  return [...groups.values()].sort((a, b) => a.order - b.order);
}

function featureMap(run, reference) {
  let byClass = false;
  const radio = (value, text) => el('label', null, el('input', { type: 'radio', name: `by-${sections}-${run.seed}`, checked: value === byClass, change: () => { byClass = value; chosen.update(); } }), text);
  const colours = el('fieldset', { 'aria-label': 'Colour by' }, 'Colour by', radio(false, 'domain'), radio(true, 'class'));
  const draw = arm => {
    const groups = pointGroups(arm, run.classes, byClass);
    const names = [...new Map(groups.map(group => [group.name, { ...group, cross: !byClass && group.cross }])).values()];
    const share = arm.embedding.explained ? ` (${percent(arm.embedding.explained, 0)} % of the variance)` : '';
    return scatter({ title: `${arm.name}: features on their first two principal components${share}`, groups, names });
  };
  const before = run.arms.find(arm => arm.embedding && arm.name === reference);
  const chosen = choose('Arm', armsOf(run, arm => arm.embedding), arm => el('div', { class: 'pair' }, before && arm !== before ? draw(before) : null, draw(arm)), [colours]);
  return [
    el('p', null, 'Each mark is one image as the network sees it, from images that no training saw: renders are dots, photos crosses. Where the two lie on each other, what was learned on renders has a chance to hold for photos. The class is a render’s label and a photo’s answer by the network. The legend switches groups off and on.'),
    chosen.node,
  ];
}

function confusions(run) {
  return choose('Arm', armsOf(run, arm => arm.confusion), arm => confusion(arm.confusion.classes, arm.confusion.counts)).node;
}

/** The arms that have something, the best guess of interest first: the last that is no oracle. */
function armsOf(run, has) {
  const arms = run.arms.filter(has);
  const best = arms.filter(arm => !arm.oracle && arm.best)[0] ?? arms[0];
  return arms.map(arm => ({ text: arm.oracle ? `${arm.name} (oracle)` : arm.name, value: arm, first: arm === best }));
}

function randomized(run) {
  const groups = Map.groupBy ? Map.groupBy(run.parameters, p => p.name.split('.')[0]) : new Map([['', run.parameters]]);
  const rows = run.parameters.map(p => el('tr', null,
    el('th', { scope: 'row' }, p.name),
    el('td', null, whole(p.count)),
    p.choices ? el('td', { class: 'choices', colspan: 3 }, p.choices.map(c => `${c.name} ${percent(c.count / p.count, 0)} %`).join(', ')) : [el('td', null, short(p.min)), el('td', null, short(p.mean)), el('td', null, short(p.max))]));
  return [
    el('p', null, `${whole(run.framesRendered)} images of ${run.frameSize}×${run.frameSize} pixels were rendered; ${run.parameters.length} properties of ${groups.size} randomizers were drawn anew for each. These are the draws that happened.`),
    el('details', { open: run.parameters.length <= 14 }, el('summary', null, 'All properties'),
      scroll('Randomized properties', el('table', null, head(['property', 'images', 'least', 'mean', 'most']), el('tbody', null, rows)))),
  ];
}

function reproduce(run) {
  const fact = (name, value) => value ? [el('dt', null, name), el('dd', null, value)] : null;
  return [
    el('dl', null, fact('state', run.state), fact('seed', String(run.seed)), fact('machine', run.machine), fact('version', run.productVersion), fact('started', run.started && `${run.started.slice(0, 16).replace('T', ' ')} UTC`),
      run.datasets.map(d => fact(`${d.role} images`, `${d.endless ? 'endless' : whole(d.count)} from ${d.origin}`)), fact('waiting', run.waiting)),
    run.warnings.length ? [el('p', null, 'Warnings:'), el('ul', null, run.warnings.map(w => el('li', null, w.text + (w.count > 1 ? ` (${w.count} times)` : ''))))] : null,
    run.job ? [el('p', null, 'Save the job below as ', el('code', null, 'job.yaml'), ' and run'), el('pre', { tabindex: 0 }, 'fewlabels run job.yaml'), el('details', null, el('summary', null, 'The job'), el('pre', { tabindex: 0 }, run.job))] : null,
  ];
}

function details(level, series, run) {
  run.classes = series.classes;
  const best = series.rows.filter(row => row.accuracy && !row.oracle).sort((a, b) => b.accuracy.mean - a.accuracy.mean)[0];
  run.arms.forEach(arm => { arm.best = best && arm.name === best.arm; });
  const any = has => run.arms.some(has);
  return [
    any(arm => arm.confusion) ? section(level, 'What is taken for what', confusions(run)) : null,
    any(arm => arm.embedding) ? section(level, 'Renders and photos in the network’s eyes', featureMap(run, series.rows.find(row => row.reference)?.arm)) : null,
    any(arm => arm.stages.some(stage => stage.numbers.length)) ? section(level, 'Training', curvesOf(run)) : null,
    run.parameters.length ? section(level, 'What was randomized', randomized(run)) : null,
    section(level, 'To repeat this', reproduce(run)),
  ];
}

function seriesPage(series, alone) {
  const level = alone ? 2 : 3;
  const first = series.runs[0];
  const unfinished = series.runs.filter(run => !run.done);
  const seeds = series.runs.map(run => ({ text: `seed ${run.seed}`, value: run }));
  const node = el('div', null,
    alone ? el('h1', null, series.name) : section(2, `${series.name}, seed${series.runs.length > 1 ? 's' : ''} ${series.runs.map(run => run.seed).join(', ')}`),
    unfinished.map(run => el('p', { class: 'alert' }, `Seed ${run.seed}: ${run.state}`)),
    el('ul', { class: 'lead' }, series.headline.map(text => el('li', null, text))));
  const measured = series.rows.some(row => row.accuracy);
  fill(node, null, [
    measured ? section(level, 'Results', results(series)) : null,
    first.datasets.some(d => d.sheet) ? section(level, 'What the networks saw', samples(first, series.classes)) : null,
    measured ? section(level, 'Each class', perClass(series)) : null,
    series.rows.some(row => row.domain) ? section(level, 'Can renders and photos still be told apart?', domains(series)) : null,
  ]);
  // Contents list the sections of the first run alone; the others have the same.
  let shown = false;
  const detail = choose('Details of the run with', seeds, run => {
    const parts = el('div', null);
    const before = contents.childNodes.length;
    fill(parts, null, details(level, series, run));
    if (shown) while (contents.childNodes.length > before) contents.lastChild.remove();
    shown = true;
    return parts;
  });
  node.append(detail.node);
  return node;
}

const intro = el('p', { class: 'soft' }, 'FewLabels.Sim renders labelled images, takes in photos without labels, and trains classifiers that work on the photos. Each arm below is one way to train; the arms of a run are tested on the same photos.');
page.replaceChildren(...(data.length === 1 ? [] : [el('h1', null, 'Runs compared')]), ...data.map(series => seriesPage(series, data.length === 1)));
page.querySelector('h1').after(intro);
(data.length === 1 ? page.querySelector('.lead') : intro).after(el('nav', { 'aria-label': 'Contents' }, contents));
