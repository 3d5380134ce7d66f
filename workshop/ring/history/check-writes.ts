import type { Fault, History, Version, Write } from './history.ts';

/**
 * What was acknowledged is kept, once, where it was told to be; nothing is kept that nobody wrote or that was refused;
 * and none was written over another that its writer had not seen.
 */
export function checkWrites({ writes, versions }: Pick<History, 'writes' | 'versions'>): readonly Fault[] {
  const faults: Fault[] = [];
  const kept = Map.groupBy(versions, ({ value }) => value ?? '');
  for (const write of writes) {
    const own = kept.get(write.value) ?? [];
    faults.push(...checkOne(write, own));
  }
  const known = new Map(writes.map((write) => [write.value, write]));
  const last = new Map<string, number>();
  for (const version of versions) {
    const { key, revision, value } = version;
    const before = last.get(key) ?? null;
    last.set(key, revision);
    if (value === null) continue;
    const write = known.get(value);
    if (!write) faults.push({ promise: 'invented', said: `${tell(version)} was written by nobody` });
    else if (write.after !== before && write.key === key)
      faults.push({
        promise: 'lost',
        said: `${tell(version)} was to follow ${write.after} and stands upon ${before}, which its writer never saw`,
      });
  }
  return faults;
}

function checkOne({ key, value, outcome, revision, node }: Write, own: readonly Version[]): readonly Fault[] {
  const said = `${key} = ${value}`;
  const faults: Fault[] = [];
  if (own.length > 1) {
    const where = own.map((one) => `${one.key} at ${one.revision}`).join(', ');
    faults.push({ promise: 'doubled', said: `${said} is kept ${own.length} times: ${where}` });
  }
  if (
    outcome === 'done' &&
    !own.some((one) => one.key === key && (revision === 0 || one.revision === revision))
  )
    faults.push({
      promise: 'lost',
      said: `${said}, acknowledged by ${node} at ${revision}, is not kept there`,
    });
  if (outcome === 'refused' && own.length > 0)
    faults.push({ promise: 'invented', said: `${said} was refused by ${node}, and is kept` });
  return faults;
}

function tell({ key, value, revision }: Version): string {
  return `${key} = ${value} at ${revision}`;
}

/** What is acknowledged before another begins is the older one of both, on whichever nodes. */
export function checkOrder({ writes }: Pick<History, 'writes'>): readonly Fault[] {
  const done = writes.filter(({ outcome, revision }) => outcome === 'done' && revision > 0);
  const begun = done.toSorted((one, other) => one.start - other.start);
  const ended = done.toSorted((one, other) => one.end - other.end);
  const faults: Fault[] = [];
  let newest: Write | undefined;
  let at = 0;
  for (const write of begun) {
    for (let next = ended[at]; next && next.end < write.start; next = ended[at]) {
      if (next.revision > (newest?.revision ?? 0)) newest = next;
      at += 1;
    }
    if (newest && newest.revision >= write.revision)
      faults.push({
        promise: 'out-of-order',
        said: `${write.key} = ${write.value} on ${write.node} is ${write.revision}, though ${newest.revision} of ${newest.node} was acknowledged before it began`,
      });
  }
  return faults;
}
