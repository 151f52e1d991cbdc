/** Numbers as people read them. */

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const exact = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });
const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

/** "3 replies", "1 reply" */
export const count = (n, one, many = `${one}s`) => `${whole.format(n)} ${n === 1 ? one : many}`;
/** "12,500.25" */
export const number = (n) => exact.format(n);
/** "12.5K", for axes */
export const compact = (n) => (Math.abs(n) >= 10_000 ? short.format(n) : exact.format(n));

/** "4.0 kB" for a number of bytes */
export function size(bytes) {
  if (!Number.isFinite(bytes)) return '';
  if (bytes < 1000) return count(bytes, 'byte');
  const [divisor, unit] = bytes < 1e6 ? [1e3, 'kB'] : bytes < 1e9 ? [1e6, 'MB'] : [1e9, 'GB'];
  return `${(bytes / divisor).toFixed(1)} ${unit}`;
}
