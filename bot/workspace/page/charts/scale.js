/** From numbers to places on the drawing. */

/**
 * Round steps that cover the numbers and zero.
 * @param {number[]} values
 * @returns {number[]} ascending, at least two
 */
export function niceTicks(values, wanted = 5) {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  const span = high - low || 1;
  const rough = span / (wanted - 1);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((n) => n * power).find((n) => n >= rough);
  const ticks = [];
  for (let i = Math.floor(low / step); i <= Math.ceil(high / step); i += 1)
    ticks.push(Number((i * step).toPrecision(12)));
  return ticks.length > 1 ? ticks : [0, step];
}

/** A straight map from one range of numbers onto another. */
export function linear([fromLow, fromHigh], [toLow, toHigh]) {
  return (value) => toLow + ((value - fromLow) / (fromHigh - fromLow)) * (toHigh - toLow);
}

/** Every how many labels one is written, so that they do not touch. */
export function labelStep(labels, widthEach) {
  const longest = Math.max(...labels.map((label) => label.length), 1);
  return Math.max(1, Math.ceil((longest * 6.4 + 10) / widthEach));
}

/** Two decimals are enough for a place on the drawing. */
export const at = (n) => Math.round(n * 100) / 100;
