/**
 * What a key costs in a record with many lines, without a page: filled in, judged and compared, in the header and in a
 * line, beside all of it done anew. `node bench/keys.ts [lines]`
 */
import { createServer } from 'vite';
import type { Json, JsonObject } from '../metadata/common/json.ts';
import { compile } from '../metadata/model/compile.ts';
import { filledLine, range, wideSource } from './wide-form.ts';

const lines = Number(process.argv[2] ?? 2000);
/** The page's modules, as far as they are used here: their types are those of a browser. */
interface Modules {
  readonly RecordLive: new (...parts: readonly unknown[]) => Live;
  recordRules(...parts: readonly unknown[]): Promise<unknown>;
}
interface Live {
  complete(edited: JsonObject, base: JsonObject | null, affected?: unknown): JsonObject;
  look(edited: JsonObject, base: JsonObject | null, since?: unknown): unknown;
  affected(change: object, edited: JsonObject): unknown;
}

const { model, issues } = compile([wideSource]);
if (!model) throw new Error(JSON.stringify(issues));
const wide = { ...model.forms.get('wide'), parameters: {} };
const targets = { target: () => undefined, missing: () => [] };
// Kinds are found as the build finds them.
const server = await createServer({
  configFile: false,
  logLevel: 'error',
  server: { middlewareMode: true, watch: null },
});
const { RecordLive } = (await server.ssrLoadModule('/ui/record/editor/record-live.ts')) as Modules;
const { recordRules } = (await server.ssrLoadModule('/ui/record/editor/record-rules.ts')) as Modules;
const rules = await recordRules(wide, new Map(), new Map());
const live = new RecordLive(wide, rules, targets, new Map());

const filled = (at: number): JsonObject => ({ id: `row${at}`, ...filledLine(at) });
const start: JsonObject = { id: 'r', kind: 'a', rate: '0.13', lines: range(lines).map(filled) };
const base = live.complete(start, null);

interface Way {
  readonly name: string;
  change(edited: JsonObject, turn: number): JsonObject;
  readonly of: readonly string[];
  rows?(edited: JsonObject): ReadonlyMap<string, ReadonlySet<number>>;
}
const ways: readonly Way[] = [
  {
    name: 'header, read by nothing',
    of: ['text1'],
    change: (edited, turn) => ({ ...edited, text1: `x${turn}` }),
  },
  {
    name: 'header, shows another field',
    of: ['text3'],
    change: (edited, turn) => ({ ...edited, text3: turn % 2 ? 'y' : '' }),
  },
  {
    name: 'header, read by every line',
    of: ['rate'],
    change: (edited, turn) => ({ ...edited, rate: `0.${10 + (turn % 9)}` }),
  },
  {
    name: 'a cell of one line',
    of: [],
    rows: () => new Map([['lines', new Set([7])]]),
    change: (edited, turn) => ({
      ...edited,
      lines: (edited['lines'] as Json[]).map((one, at) =>
        at === 7 ? { ...(one as JsonObject), quantity: String(1 + (turn % 9)) } : one,
      ),
    }),
  },
];
const median = (all: number[]) => all.toSorted((a, b) => a - b)[all.length >> 1] ?? 0;
const cpu = () => process.cpuUsage().user / 1000;
process.stdout.write(
  `${lines} lines × 30 fields beside 30 of the record, milliseconds of processor, median of 15\n`,
);
for (const { name, of, change, rows } of ways) {
  const times = { narrow: [] as number[], whole: [] as number[] };
  for (const how of ['whole', 'narrow'] as const) {
    let edited = live.complete(base, base);
    let look = live.look(edited, base);
    for (const turn of range(15)) {
      const typed = change(edited, turn);
      const from = cpu();
      const affected =
        how === 'narrow'
          ? live.affected({ fields: new Set(of), rows: rows?.(edited) ?? new Map() }, typed)
          : undefined;
      edited = live.complete(typed, base, affected);
      look = live.look(edited, base, affected && { look, affected });
      times[how].push(cpu() - from);
    }
  }
  const [narrow, whole] = [median(times.narrow), median(times.whole)];
  process.stdout.write(
    `${name.padEnd(30)} ${narrow.toFixed(1).padStart(8)} of ${whole.toFixed(1).padStart(8)} (${(whole / Math.max(0.1, narrow)).toFixed(0)} ×)\n`,
  );
}
await server.close();
