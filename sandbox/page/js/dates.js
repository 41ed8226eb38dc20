// Shows instants in one person's zone: message times, day headings and Slack's <!date^…> tokens.

const formats = new Map();

function format(zone, options) {
  const key = zone + JSON.stringify(options);
  if (!formats.has(key)) {
    try {
      formats.set(key, new Intl.DateTimeFormat("en-US", { timeZone: zone || undefined, ...options }));
    } catch {
      formats.set(key, new Intl.DateTimeFormat("en-US", { timeZone: "UTC", ...options }));
    }
  }
  return formats.get(key);
}

function parts(instant, zone) {
  const wanted = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" };
  return Object.fromEntries(format(zone, wanted).formatToParts(instant).map((part) => [part.type, part.value]));
}

/** "2026-11-23" in that zone. */
export function dayOf(instant, zone) {
  const { year, month, day } = parts(instant, zone);
  return `${year}-${month}-${day}`;
}

/** "3:04 PM" in that zone. */
export const timeOf = (instant, zone) => format(zone, { hour: "numeric", minute: "2-digit" }).format(instant);

/** The whole of it, for a tooltip: "Mon, Nov 23, 2026, 3:04:05 PM EST". */
export const fullTimeOf = (instant, zone) =>
  format(zone, { weekday: "short", year: "numeric", month: "short", day: "numeric", hour: "numeric", minute: "2-digit", second: "2-digit", timeZoneName: "short" }).format(instant);

/** "EST" or "GMT+1": how the zone is called at that instant. */
export function zoneName(instant, zone) {
  return format(zone, { timeZoneName: "short" }).formatToParts(instant).find((part) => part.type === "timeZoneName")?.value ?? zone;
}

function relativeDay(instant, zone, now) {
  const distance = Math.round((Date.parse(dayOf(instant, zone)) - Date.parse(dayOf(now, zone))) / 86_400_000);
  return { "-1": "yesterday", 0: "today", 1: "tomorrow" }[distance] ?? null;
}

function ordinal(instant, zone) {
  const day = Number(parts(instant, zone).day);
  const ending = day > 10 && day < 14 ? "th" : ({ 1: "st", 2: "nd", 3: "rd" }[day % 10] ?? "th");
  return `${format(zone, { month: "long" }).format(instant)} ${day}${ending}`;
}

function ago(instant, now) {
  const seconds = Math.round((instant - now) / 1000);
  const words = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
  for (const [unit, size] of [["day", 86_400], ["hour", 3600], ["minute", 60]]) {
    if (Math.abs(seconds) >= size) return words.format(Math.trunc(seconds / size), unit);
  }
  return words.format(seconds, "second");
}

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** The heading between two days of messages. */
export const dayHeading = (instant, zone, now) =>
  capital(relativeDay(instant, zone, now) ?? `${format(zone, { weekday: "long" }).format(instant)}, ${ordinal(instant, zone)}`);

/** "today at 3:04 PM" or "Nov 23 at 3:04 PM": when the last reply came. */
export const shortMoment = (instant, zone, now) =>
  `${relativeDay(instant, zone, now) ?? format(zone, { month: "short", day: "numeric" }).format(instant)} at ${timeOf(instant, zone)}`;

/** Fill a Slack date pattern such as "{date_short_pretty} at {time}"; null when it is none. */
export function fillDatePattern(pattern, unixSeconds, zone, now) {
  const instant = new Date(unixSeconds * 1000);
  if (Number.isNaN(instant.getTime())) return null;
  const { year, month, day } = parts(instant, zone);
  const pretty = relativeDay(instant, zone, now);
  const long = `${ordinal(instant, zone)}, ${year}`;
  const short = format(zone, { month: "short", day: "numeric", year: "numeric" }).format(instant);
  const weekday = format(zone, { weekday: "long" }).format(instant);
  const values = {
    date_num: `${year}-${month}-${day}`,
    date_slash: `${month}/${day}/${year}`,
    date: long,
    date_short: short,
    date_long: `${weekday}, ${long}`,
    date_long_full: `${weekday}, ${long}`,
    date_pretty: pretty ?? long,
    date_short_pretty: pretty ?? short,
    date_long_pretty: pretty ?? `${weekday}, ${long}`,
    day_divider_pretty: pretty ?? `${weekday}, ${ordinal(instant, zone)}`,
    time: timeOf(instant, zone),
    time_secs: format(zone, { hour: "numeric", minute: "2-digit", second: "2-digit" }).format(instant),
    ago: ago(instant, now),
  };
  return pattern.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** "2026-11-23T15:04" in that zone, as a datetime-local input wants it. */
export function toLocalInput(unixSeconds, zone) {
  const { year, month, day, hour, minute } = parts(new Date(unixSeconds * 1000), zone);
  return `${year}-${month}-${day}T${hour}:${minute}`;
}

/** Unix seconds of a wall-clock time in that zone; a time that the clocks skip moves forward, of two the first counts. */
export function fromLocalInput(text, zone) {
  const wall = Date.parse(`${text.slice(0, 16)}:00Z`);
  if (Number.isNaN(wall)) return null;
  const offsetAt = (instant) => Date.parse(`${toLocalInput(instant / 1000, zone)}:00Z`) - instant;
  const candidates = [wall - offsetAt(wall - 86_400_000), wall - offsetAt(wall + 86_400_000)];
  const exact = candidates.find((instant) => instant + offsetAt(instant) === wall);
  return Math.floor((exact ?? candidates[0]) / 1000);
}
