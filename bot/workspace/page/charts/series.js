/** Line, area and bar charts: one drawing, three kinds of marks. */
import { s } from '../dom.js';
import { compact, number } from '../text/numbers.js';
import { at, labelStep, linear, niceTicks } from './scale.js';

const WIDTH = 560;
const HEIGHT = 260;
const PAD = { top: 14, right: 14, bottom: 30, left: 52 };

/** Everything that the marks need to find their places. */
function frameOf(chart) {
  const axis = chart.axis_config ?? {};
  const categories = axis.categories ?? chart.series[0].data.map((point) => point.label);
  const ticks = niceTicks(chart.series.flatMap((one) => one.data.map((point) => point.value)));
  const bottom = HEIGHT - PAD.bottom - (axis.x_label ? 18 : 0);
  const left = PAD.left + (axis.y_label ? 16 : 0);
  const each = (WIDTH - PAD.right - left) / categories.length;
  return {
    axis,
    categories,
    ticks,
    bottom,
    left,
    each,
    x: (i) => left + each * (i + 0.5),
    y: linear([ticks[0], ticks.at(-1)], [bottom, PAD.top]),
  };
}

function axes({ axis, categories, ticks, bottom, left, each, x, y }) {
  const skip = labelStep(categories, each);
  const label = (cls, props, text) => s('text', { class: cls, ...props }, text);
  return [
    ticks.map((tick) =>
      s('line', {
        class: tick === 0 ? 'axis' : 'gridline',
        x1: left,
        x2: WIDTH - PAD.right,
        y1: at(y(tick)),
        y2: at(y(tick)),
      }),
    ),
    ticks.map((tick) =>
      label('tick', { x: left - 8, y: at(y(tick)) + 4, 'text-anchor': 'end' }, compact(tick)),
    ),
    categories.map((name, i) =>
      i % skip ? null : label('tick', { x: at(x(i)), y: bottom + 18, 'text-anchor': 'middle' }, name),
    ),
    axis.x_label
      ? label(
          'axis-name',
          { x: (left + WIDTH - PAD.right) / 2, y: HEIGHT - 6, 'text-anchor': 'middle' },
          axis.x_label,
        )
      : null,
    axis.y_label
      ? label(
          'axis-name',
          { transform: `translate(12 ${(PAD.top + bottom) / 2}) rotate(-90)`, 'text-anchor': 'middle' },
          axis.y_label,
        )
      : null,
  ];
}

/** A mark with the words that appear when the pointer rests on it. */
const told = (node, series, point) => {
  node.append(s('title', {}, `${series.name} · ${point.label}: ${number(point.value)}`));
  return node;
};

function bars(chart, { categories, each, x, y }) {
  const many = chart.series.length;
  const width = Math.min((each * 0.76) / many, 46);
  return chart.series.map((series, n) =>
    series.data.slice(0, categories.length).map((point, i) => {
      const left = x(i) - (width * many) / 2 + n * width;
      const [high, low] = [Math.min(y(point.value), y(0)), Math.max(y(point.value), y(0))];
      return told(
        s('rect', {
          class: `mark tone-${n % 8}`,
          x: at(left + 1),
          y: at(high),
          width: at(Math.max(width - 2, 1)),
          height: at(low - high),
          rx: 2,
        }),
        series,
        point,
      );
    }),
  );
}

const pathOf = (series, { x, y }) =>
  series.data.map((point, i) => `${i ? 'L' : 'M'}${at(x(i))} ${at(y(point.value))}`).join('');

function lines(chart, frame) {
  return chart.series.map((series, n) => [
    s('path', { class: `stroke tone-${n % 8}`, d: pathOf(series, frame) }),
    series.data.map((point, i) =>
      told(
        s('circle', {
          class: `mark tone-${n % 8}`,
          cx: at(frame.x(i)),
          cy: at(frame.y(point.value)),
          r: 3.5,
        }),
        series,
        point,
      ),
    ),
  ]);
}

function areas(chart, frame) {
  const closed = (series) =>
    `${pathOf(series, frame)}L${at(frame.x(series.data.length - 1))} ${at(frame.y(0))}L${at(frame.x(0))} ${at(frame.y(0))}Z`;
  return [
    chart.series.map((series, n) => s('path', { class: `wash tone-${n % 8}`, d: closed(series) })),
    lines(chart, frame),
  ];
}

const MARKS = { bar: bars, line: lines, area: areas };

/** @param {{type: 'bar'|'line'|'area', series: object[], axis_config?: object}} chart */
export function seriesChart(chart) {
  const frame = frameOf(chart);
  return s(
    'svg',
    { class: 'chart', viewBox: `0 0 ${WIDTH} ${HEIGHT}` },
    axes(frame),
    (MARKS[chart.type] ?? lines)(chart, frame),
  );
}
