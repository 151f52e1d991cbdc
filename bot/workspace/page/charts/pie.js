/** Pie charts, with the share written in every slice that is wide enough. */
import { s } from '../dom.js';
import { number } from '../text/numbers.js';
import { at } from './scale.js';

const SIZE = 240;
const RADIUS = 104;
const HOLE = 58;
const SMALLEST_WRITTEN = 0.06;

const point = (turn, radius) => {
  const angle = (turn - 0.25) * 2 * Math.PI;
  return [at(SIZE / 2 + radius * Math.cos(angle)), at(SIZE / 2 + radius * Math.sin(angle))].join(' ');
};

/** A ring slice between two turns; a whole ring is drawn as two halves. */
function slice(from, to) {
  if (to - from > 0.9999) return `${slice(from, from + 0.5)}${slice(from + 0.5, from + 0.9998)}`;
  const wide = to - from > 0.5 ? 1 : 0;
  return (
    `M${point(from, RADIUS)}A${RADIUS} ${RADIUS} 0 ${wide} 1 ${point(to, RADIUS)}` +
    `L${point(to, HOLE)}A${HOLE} ${HOLE} 0 ${wide} 0 ${point(from, HOLE)}Z`
  );
}

/** @param {{segments: {label: string, value: number}[]}} chart */
export function pieChart(chart) {
  const total = chart.segments.reduce((sum, part) => sum + part.value, 0) || 1;
  let turn = 0;
  const slices = chart.segments.map((part, i) => {
    const share = part.value / total;
    const from = turn;
    turn += share;
    const percent = `${Math.round(share * 100)} %`;
    const [x, y] = point(from + share / 2, (RADIUS + HOLE) / 2).split(' ');
    return [
      s(
        'path',
        { class: `mark slice tone-${i % 8}`, d: slice(from, turn) },
        s('title', {}, `${part.label}: ${number(part.value)} (${percent})`),
      ),
      share >= SMALLEST_WRITTEN
        ? s(
            'text',
            { class: `share on-tone-${i % 8}`, x, y: Number(y) + 4, 'text-anchor': 'middle' },
            percent,
          )
        : null,
    ];
  });
  return s('svg', { class: 'chart pie', viewBox: `0 0 ${SIZE} ${SIZE}` }, slices);
}
