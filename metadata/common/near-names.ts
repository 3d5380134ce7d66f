const most = 3;
/** Length of the longest name that is compared: a longer one is nothing somebody mistyped, and would take its time. */
const longest = 64;

interface Near {
  readonly name: string;
  readonly distance: number;
}

/**
 * The names somebody may have meant who wrote `name`, nearest first, three at most: `custmer` → `customer`.
 * One letter in three may be wrong, three in all; a name that contains what was written counts as near, too,
 * and so does, where there is nothing nearer, one that was written out further: `organization` → `org`.
 *
 * @example
 * nearNames('custmer', ['customer', 'currency']) //=> ['customer']
 * nearNames('organization', ['org', 'name']) //=> ['org']
 * nearNames('zzz', ['customer']) //=> []
 */
export function nearNames(name: string, known: Iterable<string>): readonly string[] {
  const wanted = name.toLowerCase();
  if (wanted === '' || wanted.length > longest) return [];
  const allowed = Math.min(3, Math.floor(wanted.length / 3));
  const near: Near[] = [];
  const shorter: Near[] = [];
  for (const candidate of new Set(known)) {
    const offered = candidate.toLowerCase();
    if (candidate === name || offered.length > longest) continue;
    const distance = distanceOf(wanted, offered, allowed);
    if (distance <= allowed) near.push({ name: candidate, distance });
    else if (wanted.length > 2 && offered.includes(wanted)) near.push({ name: candidate, distance: longest });
    else if (offered.length > 2 && wanted.startsWith(offered))
      shorter.push({ name: candidate, distance: longest });
  }
  return (near.length > 0 ? near : shorter)
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, most)
    .map((one) => one.name);
}

/**
 * Letters to change, leave out, put in or swap with their neighbour; more than `enough` is told as one more than that.
 */
function distanceOf(a: string, b: string, enough: number): number {
  if (Math.abs(a.length - b.length) > enough) return enough + 1;
  let before: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      next.push(
        Math.min(
          at(row, j) + 1,
          at(next, j - 1) + 1,
          at(row, j - 1) + (same ? 0 : 1),
          swapped ? at(before, j - 2) + 1 : longest,
        ),
      );
    }
    if (next.every((one) => one > enough)) return enough + 1;
    [before, row] = [row, next];
  }
  return at(row, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? longest;
}
