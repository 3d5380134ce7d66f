import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from '../../workshop/runs.ts';
import { type JsonLimits, JsonScan } from './scan-json.ts';

const any = Number.POSITIVE_INFINITY;
const unlimited: JsonLimits = { depth: any, values: any, names: any };

function flawsOf(text: string, limits = unlimited, cuts: readonly number[] = []) {
  const bytes = Buffer.from(text);
  const scan = new JsonScan(limits);
  let from = 0;
  for (const to of [...cuts.map((cut) => cut % (bytes.length + 1)).toSorted((a, b) => a - b), bytes.length]) {
    if (!scan.take(bytes.subarray(from, to))) break;
    from = to;
  }
  return { flaws: scan.flaws(bytes), values: scan.values };
}

/** Whether a text is JSON, or could be with more behind it: as its parser says, asked of every beginning. */
function goesOn(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    const at = /at position (\d+)/.exec(message)?.[1];
    return /end of JSON input|Unterminated string/.test(message) || Number(at) === text.length;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** JSON as it is written, and the same with some of it overwritten, left out or cut off. */
const written = fc.jsonValue({ maxDepth: 4 }).map((value) => JSON.stringify(value, null, 1));
const odd = fc.constantFrom(...'{}[]",:-+.eE019 \n\\u', 'tru', 'null', '1e5', '\\u00zz', '汉', '\u0001');
const spoilt = fc.tuple(written, fc.nat(), odd, fc.nat(2)).map(([text, at, more, gone]) => {
  const place = at % (text.length + 1);
  return text.slice(0, place) + more + text.slice(place + gone);
});
const texts = fc.oneof(written, spoilt, fc.string());

describe('looking at JSON before it is parsed', () => {
  it('keeps where the items of the lists of an object stand, wherever it was cut into pieces', () => {
    const names = fc.dictionary(fc.constantFrom('a', '列', '"', 'b c'), fc.jsonValue({ maxDepth: 3 }));
    const whole = fc.oneof(names, fc.jsonValue({ maxDepth: 3 }));
    fc.assert(
      fc.property(whole, fc.array(fc.nat()), fc.constantFrom('', ' ', '\n  '), (value, cuts, space) => {
        const bytes = Buffer.from(JSON.stringify(value, null, space));
        const scan = new JsonScan(unlimited, 'lists');
        const ends = [...cuts.map((cut) => cut % bytes.length).toSorted((a, b) => a - b), bytes.length];
        for (const [at, to] of ends.entries()) scan.take(bytes.subarray(ends[at - 1] ?? 0, to));
        const kept = scan.lists.map(({ name, items }) => [
          JSON.parse(`"${bytes.toString('utf8', ...name)}"`),
          items.map((range) => JSON.parse(bytes.toString('utf8', ...range))),
        ]);
        const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
        const lists = isObject ? Object.entries(value).filter(([, member]) => Array.isArray(member)) : [];
        expect(kept).toEqual(JSON.parse(JSON.stringify(lists)));
      }),
      { numRuns: runs(300, 20_000) },
    );
  });

  it('finds JSON what its parser does, and the first mistake where no beginning goes on', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const syntax = flawsOf(text).flaws.filter(({ code }) => code === 'json-syntax');
        expect([text, syntax.length === 0]).toEqual([text, isJson(text)]);
        const [flaw] = syntax;
        if (!flaw) return;
        const lengths = Array.from({ length: text.length + 1 }, (_, at) => at);
        const wrong = lengths.find((length) => !goesOn(text.slice(0, length)));
        const good = wrong === undefined ? text.length : wrong - 1;
        const lines = text.slice(0, good).split('\n');
        expect([text, flaw.params]).toEqual([
          text,
          { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 },
        ]);
      }),
      { numRuns: runs(300, 20_000) },
    );
  });

  it('says the same in whichever pieces it comes', () => {
    fc.assert(
      fc.property(texts, fc.array(fc.nat(), { maxLength: 6 }), (text, cuts) => {
        expect(flawsOf(text, unlimited, cuts)).toEqual(flawsOf(text));
      }),
      { numRuns: runs(200, 20_000) },
    );
  });

  it('counts the values of all sorts', () => {
    const count = (value: unknown): number =>
      1 +
      (typeof value === 'object' && value !== null ? Object.values(value) : []).reduce<number>(
        (sum, one) => sum + count(one),
        0,
      );
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        expect(flawsOf(JSON.stringify(value)).values).toBe(count(JSON.parse(JSON.stringify(value))));
      }),
      { numRuns: runs(100, 5_000) },
    );
  });

  it.each<[sentence: string, text: string, limits: Partial<JsonLimits>, code: string, most: number]>([
    ['one list too deep', '[[[]]]', { depth: 2 }, 'json-deep', 2],
    ['one value too many', '[1,2,3]', { values: 3 }, 'json-values', 3],
    ['one name too many', '{"a":{"b":1,"c":2}}', { names: 2 }, 'json-names', 2],
  ])('refuses %s, and not one less', (_sentence, text, limits, code, most) => {
    expect(flawsOf(text, { ...unlimited, ...limits }).flaws).toEqual([{ path: '', code, params: { most } }]);
    const [name = 'depth'] = Object.keys(limits) as (keyof JsonLimits)[];
    expect(flawsOf(text, { ...unlimited, [name]: most + 1 }).flaws).toEqual([]);
  });

  it('tells a hundred long numbers by their places, and how many more there are', () => {
    const { flaws } = flawsOf(`{"a":[${'1234567890123456,'.repeat(250)}1]}`);
    expect(flaws.length).toBe(101);
    expect(flaws[99]).toMatchObject({ path: '/a/99', code: 'number-digits' });
    expect(flaws[100]).toEqual({ path: '', code: 'problems-more', params: { count: 150 } });
  });

  it('takes a few times what parsing takes at most, and next to nothing for what is refused', () => {
    const used = (work: () => unknown) => {
      const before = process.cpuUsage();
      work();
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    const row = JSON.stringify({ number: 'M001', name: '签字笔 0.5 mm', price: '12.50', enabled: true });
    const text = `[${`${row},`.repeat(20_000)}1]`;
    const parse = used(() => JSON.parse(text));
    expect(used(() => flawsOf(text))).toBeLessThan(20 * parse + 20_000);
    const many = `[${'1,'.repeat(1 << 20)}1]`;
    expect(used(() => flawsOf(many, { ...unlimited, values: 20_000 }))).toBeLessThan(
      used(() => JSON.parse(many)) + 20_000,
    );
  });
});
