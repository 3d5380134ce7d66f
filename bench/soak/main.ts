import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Call, judge, median, percentile, type Sample } from './judge.ts';
import { type Office, work } from './people.ts';
import { openPlace } from './place.ts';

/**
 * `node bench/soak/main.ts [sqlite|mariadb] [minutes]`: the demo's companies at work for an hour, by a clock that goes
 * 240 times as fast, the database's too: after each minute almost four hours pass at once, ten days over the end of a
 * year. Backups are made, history, the audit trail and jobs are thinned meanwhile. `SOAK_BOOK` names a file for what
 * was seen each minute. It ends with an error when a promise is broken.
 */
const [database = 'sqlite', minutesText = '60'] = process.argv.slice(2);
if (database !== 'sqlite' && database !== 'mariadb') throw new Error(`${database} is no database`);
const minutes = Number(minutesText);
const book = process.env['SOAK_BOOK'];
/** Noon, where its people live. */
const begins = '2026-12-26T04:00:00Z';
/** Seconds that pass at once after each minute. */
const leap = 239 * 60;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
  if (book) appendFileSync(book, `${line}\n`);
}

const place = await openPlace(database, begins);
try {
  await playDemo();
  await thin();
  const over = new AbortController();
  const samples: Sample[] = [];
  const calls: Call[] = [];
  const failed: string[] = [];
  const began = performance.now();
  const now = () => (performance.now() - began) / 1_000;
  const today = () => new Date(place.clock() + 8 * 3_600_000).toISOString().slice(0, 10);
  const office: Office = { ...place, now, today, calls, failed, over: over.signal };
  const working = work(office);
  say(
    '| minute | clock | calls | p50, ms | p99, ms | MB | open files | stored, MB | log, MB | % of a core |',
  );
  say('| --: | --- | --: | --: | --: | --: | --: | --: | --: | --: |');
  for (let minute = 1; minute <= minutes; minute += 1) {
    const before = place.sample(now());
    samples.push(before);
    for (let part = 0; part < 12; part += 1) {
      await sleep(5_000);
      samples.push(place.sample(now()));
    }
    tell(minute, before);
    place.pass(leap);
  }
  over.abort();
  await working;
  const length = minutes * 60;
  const ended = await place.stop();
  if (ended !== 0) failed.push(`it ended with ${ended}`);
  const harmed = await place.doctor();
  const complaints = place.complaints();
  summarize(length);

  function tell(minute: number, before: Sample): void {
    const last = samples.at(-1) ?? before;
    const of = calls.filter(({ at }) => at >= before.at).map(({ milliseconds }) => milliseconds);
    const clock = new Date(place.clock() + 8 * 3_600_000).toISOString().slice(5, 16).replace('T', ' ');
    const percent = ((last.worked - before.worked) / (last.at - before.at)) * 100;
    const numbers = [
      median(of),
      percentile(of, 0.99),
      last.memory,
      last.descriptors,
      last.stored,
      last.log,
      percent,
    ];
    say(`| ${minute} | ${clock} | ${of.length} | ${numbers.map((one) => one.toFixed(0)).join(' | ')} |`);
  }

  /** The calls that people wait for longest, so that a promise about times says where to look. */
  function tellSlowest(late: typeof calls): void {
    const byCall = [...Map.groupBy(late, ({ what }) => what)].map(([what, some]) => {
      const times = some.map(({ milliseconds }) => milliseconds);
      return { what, count: times.length, p50: median(times), p99: percentile(times, 0.99) };
    });
    say('\n| slowest since the first third | calls | p50, ms | p99, ms |\n| --- | --: | --: | --: |');
    for (const { what, count, p50, p99 } of byCall.toSorted((a, b) => b.p99 - a.p99).slice(0, 12))
      say(`| ${what} | ${count} | ${p50.toFixed(0)} | ${p99.toFixed(0)} |`);
    say('');
  }

  function summarize(length: number): void {
    const writes = calls.filter(({ kind }) => kind === 'write').length;
    const [first, last] = [samples[0], samples.at(-1)];
    const grown = ((last?.stored ?? 0) - (first?.stored ?? 0)) * 1024;
    say('');
    say(
      `${calls.length} calls, ${writes} of them writes, ${(grown / writes).toFixed(1)} KB stored for each of these.`,
    );
    say('');
    say('| what | promised | measured |\n| --- | --- | --- |');
    const all = judge({ length, samples, calls, failed, harmed, complaints });
    for (const { what, promised, measured, kept } of all)
      say(`| ${what} | ${promised} | ${kept ? measured : `**${measured}**`} |`);
    tellSlowest(calls.filter(({ at }) => at >= length / 3));
    const kinds = Map.groupBy(failed, (one) =>
      one
        .replace(/^\d+ s: /, '')
        .replace(/"detail.*/, '')
        .slice(0, 160),
    );
    for (const [kind, some] of kinds) say(`failed ${some.length} ×: ${some[0] ?? kind}`);
    for (const one of complaints) say(`the server complained ${one}`);
    if (all.some(({ kept }) => !kept)) process.exitCode = 1;
  }
} finally {
  await place.end();
}

/** The year that the demo tells is there before anybody works. */
async function playDemo(): Promise<void> {
  for (;;) {
    const answer = await fetch(`${place.base}/api/jobs?limit=20`, {
      headers: { authorization: `Bearer ${place.token}` },
    });
    const { items } = (await answer.json()) as {
      readonly items: readonly { readonly finishedAt: string | null }[];
    };
    if (items.length > 0 && items.every(({ finishedAt }) => finishedAt !== null)) return;
    await sleep(2_000);
  }
}

/** Keeps as little as may be kept, so that what is thinned is seen. */
async function thin(): Promise<void> {
  const path = `${place.base}/api/forms/tenant-settings/record`;
  const authorization = `Bearer ${place.token}`;
  const { revision } = (await (await fetch(path, { headers: { authorization } })).json()) as {
    readonly revision: number;
  };
  const answer = await fetch(path, {
    method: 'PATCH',
    headers: { authorization, 'content-type': 'application/json', 'if-match': `"${revision}"` },
    body: JSON.stringify({ historyMonths: 12, auditMonths: 6, passingDays: 7 }),
  });
  if (!answer.ok) throw new Error(await answer.text());
}
