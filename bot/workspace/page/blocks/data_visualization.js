/** Native charts, drawn as SVG: line, bar, area, pie. */
import { h } from '../dom.js';
import { number } from '../text/numbers.js';
import { seriesChart } from '../charts/series.js';
import { pieChart } from '../charts/pie.js';

/** @param {object} block */
export function dataVisualization(block) {
  const { title, chart } = block;
  const drawing = chart.type === 'pie' ? pieChart(chart) : seriesChart(chart);
  drawing.setAttribute('role', 'img');
  drawing.setAttribute('aria-label', `${title}. ${spoken(chart)}`);
  return h(
    'figure',
    { class: chart.type === 'pie' ? 'with-pie' : null },
    h('figcaption', {}, title),
    drawing,
    legend(chart),
  );
}

/** The figures of a chart as a sentence, for those who hear it. */
function spoken(chart) {
  if (chart.type === 'pie')
    return chart.segments.map((part) => `${part.label}: ${number(part.value)}`).join('; ');
  return chart.series
    .map(
      (one) => `${one.name}: ${one.data.map((point) => `${point.label} ${number(point.value)}`).join(', ')}`,
    )
    .join('; ');
}

function legend(chart) {
  const total = chart.segments?.reduce((sum, part) => sum + part.value, 0) || 1;
  const names =
    chart.type === 'pie'
      ? chart.segments.map((part) => [part.label, h('b', {}, `${Math.round((part.value / total) * 100)} %`)])
      : chart.series.map((one) => [one.name]);
  if (names.length < 2) return null;
  return h(
    'ul',
    { class: 'legend', 'aria-hidden': 'true' },
    names.map((words, i) => h('li', {}, h('i', { class: `swatch tone-${i % 8}` }), h('span', {}, words))),
  );
}
