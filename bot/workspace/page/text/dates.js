/** Times of day, day dividers and Slack's date tokens, in English. */

const LOCALE = (navigator.languages ?? []).find((tag) => /^en\b/i.test(tag)) ?? 'en-GB';
const DAY_MS = 86_400_000;

const format = (options) => {
  const maker = new Intl.DateTimeFormat(LOCALE, options);
  return (date) => maker.format(date);
};
const timeOfDay = format({ hour: '2-digit', minute: '2-digit' });
const timeWithSeconds = format({ hour: '2-digit', minute: '2-digit', second: '2-digit' });
const dayLong = format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const dayMedium = format({ day: 'numeric', month: 'long', year: 'numeric' });
const dayShort = format({ day: 'numeric', month: 'short', year: 'numeric' });
const dayInYear = format({ weekday: 'long', day: 'numeric', month: 'long' });
const dayNumbers = format({ day: '2-digit', month: '2-digit', year: 'numeric' });
const whole = format({ dateStyle: 'full', timeStyle: 'medium' });

/** The moment of a message: ts are seconds since 1970, as text. */
export const moment = (ts) => new Date(Number(ts) * 1000);

const midnight = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate());
const daysAgo = (date, now = new Date()) => Math.round((midnight(now) - midnight(date)) / DAY_MS);

/** "09:12" */
export const clock = (ts) => timeOfDay(moment(ts));
/** "Monday, 23 November 2026 at 09:12:31", for the tooltip */
export const fullTime = (ts) => whole(moment(ts));
/** A key that is equal for messages of the same day */
export const dayKey = (ts) => midnight(moment(ts)).getTime();

/** "Today", "Yesterday", "Friday, 20 November" */
export function dayName(ts) {
  const date = moment(ts);
  const ago = daysAgo(date);
  if (ago === 0) return 'Today';
  if (ago === 1) return 'Yesterday';
  return date.getFullYear() === new Date().getFullYear() ? dayInYear(date) : dayLong(date);
}

/** "today at 09:12", "20 Nov 2026", for the last reply of a thread */
export function lastReply(ts) {
  const ago = daysAgo(moment(ts));
  if (ago === 0) return `today at ${clock(ts)}`;
  if (ago === 1) return `yesterday at ${clock(ts)}`;
  return dayShort(moment(ts));
}

const pretty = (name) => (date) => {
  const ago = daysAgo(date);
  if (ago === 0) return 'today';
  if (ago === 1) return 'yesterday';
  return ago === -1 ? 'tomorrow' : name(date);
};

function agoWords(date) {
  const seconds = Math.round((Date.now() - date) / 1000);
  const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  const [size, unit] = [
    [86400, 'day'],
    [3600, 'hour'],
    [60, 'minute'],
    [1, 'second'],
  ].find(([n]) => Math.abs(seconds) >= n) ?? [1, 'second'];
  return relative.format(-Math.round(seconds / size), unit);
}

const TOKENS = {
  date_num: dayNumbers,
  date: dayMedium,
  date_short: dayShort,
  date_long: dayLong,
  date_pretty: pretty(dayMedium),
  date_short_pretty: pretty(dayShort),
  date_long_pretty: pretty(dayLong),
  day_divider_pretty: pretty(dayInYear),
  time: timeOfDay,
  time_secs: timeWithSeconds,
  ago: agoWords,
};

/** Slack's `{date_short} at {time}` for a time in seconds; null where it is no time. */
export function fromTokens(seconds, pattern) {
  const date = new Date(Number(seconds) * 1000);
  if (Number.isNaN(date.getTime())) return null;
  const text = pattern.replace(/\{(\w+)\}/g, (token, name) => (TOKENS[name] ? TOKENS[name](date) : token));
  return text && text[0].toUpperCase() + text.slice(1);
}
