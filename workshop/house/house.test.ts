import { existsSync, globSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sharingStrategies } from '../../metadata/common/sharing-strategies.ts';
import { kinds } from '../../metadata/kinds/index.ts';
import { carriedLibraries } from '../carried-libraries.ts';
import { mutants } from '../mutants/index.ts';
import { mutated } from '../mutants/mutant.ts';
import { codeOf } from './code-of.ts';
import { goneIn } from './gone-words.ts';
import { longListsIn } from './long-lists.ts';
import { arrows, circling, corridorAt, roomOf } from './rooms.ts';
import { browserSources, importsOf, LOADS, packageOf, shippedSources } from './sources.ts';
import { bubblingForNothing, unheard } from './unheard.ts';

/**
 * The folders in which each library may be imported, as no linter knows them: a library with one door stays one place
 * to replace. The floors themselves (who may import whom) are in biome.json.
 */
const doors: Record<string, readonly string[]> = {
  '@hono/node-server': ['runtime/http'],
  ajv: ['runtime/common/validator'],
  'ajv-formats': ['runtime/common/validator'],
  'better-sqlite3': ['runtime/database'],
  hono: ['runtime/http'],
  'json-rules-engine': ['rules/condition'],
  kysely: ['runtime/database', 'migrations'],
  'modern-tar': ['runtime/model/tarball'],
  mysql2: ['runtime/database'],
  nodemailer: ['runtime/access/egress/smtp.ts'],
  semver: ['metadata/model/layers/versions.ts'],
  'openid-client': ['runtime/access/sign-in'],
  '@node-saml/node-saml': ['runtime/access/sign-in/saml-client.ts'],
  xml2js: ['runtime/common/saml/parse-xml.ts'],
  jose: ['runtime/access/sign-in'],
  pino: ['runtime/config/log.ts'],
  '@opentelemetry/api': ['runtime/care/traces'],
  '@opentelemetry/core': ['runtime/care/traces'],
  '@opentelemetry/exporter-trace-otlp-http': ['runtime/access/egress/otlp-exporter.ts'],
  '@opentelemetry/resources': ['runtime/care/traces'],
  '@opentelemetry/sdk-trace': ['runtime/care/traces'],
  'bwip-js': ['rules/print/draw-code.ts'],
  pdfmake: ['runtime/work/print/print-worker.ts'],
  'pdfjs-dist': ['ui/files/pdf/frame.ts'],
  'prosemirror-commands': ['ui/fields/rich'],
  'prosemirror-history': ['ui/fields/rich'],
  'prosemirror-inputrules': ['ui/fields/rich'],
  'prosemirror-keymap': ['ui/fields/rich'],
  'prosemirror-model': ['ui/fields/rich'],
  'prosemirror-schema-list': ['ui/fields/rich'],
  'prosemirror-state': ['ui/fields/rich'],
  'prosemirror-view': ['ui/fields/rich'],
  re2js: ['metadata/common/pattern.ts'],
  'temporal-polyfill': ['rules/calendar.ts'],
  '@hyzyla/pdfium': ['runtime/imaging/scans/open-pdf.ts'],
  'zxing-wasm': ['runtime/imaging/scans/find-codes.ts', 'ui/files/codes/frame.ts'],
  sharp: ['runtime/imaging/scans/pictures.ts', 'runtime/work/pictures/picture-process.ts'],
};

const sources = shippedSources();
const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));

/** Calls that open a connection: `fetch`, and those of Node that connect or ask for names. */
const CALLS_OUT =
  /(await|=|return|\()\s*fetch\(|new WebSocket|\b(request|get|connect|createConnection|lookup|Agent)\b[^;]*from 'node:(https?|http2|net|tls|dns|dns\/promises)'/;
/** Modules that load the rest of what they know only when there is a migration to run. */
const whenNeeded = new Set(['runtime/database/migrate.ts', 'migrations/migrations.ts']);

/**
 * Finds all that is loaded with these files, at once or later but for what `isLater` says: files, and packages by name.
 */
function loadedFrom(begin: readonly string[], isLater: (path: string) => boolean = () => false) {
  const texts = new Map([...sources, ...browserSources()].map(({ path, text }) => [path, text]));
  const paths = new Set(begin);
  const packages: string[] = [];
  for (const path of paths)
    for (const [, kind = '', named, later, asked] of (texts.get(path) ?? '').matchAll(LOADS)) {
      if (/^(?:import|export)\s+type\b/.test(kind) || (later && isLater(path))) continue;
      const name = named ?? asked ?? '';
      if (name.startsWith('.')) paths.add(posix.join(posix.dirname(path), name));
      else packages.push(packageOf(name) ?? name);
    }
  return { paths, packages };
}

describe('one door per library', () => {
  for (const [library, allowed] of Object.entries(doors)) {
    it(`${library} is imported in ${allowed.join(', ')} alone`, () => {
      const elsewhere = sources
        .filter(({ imports }) => imports.some((name) => packageOf(name) === library))
        .filter(
          ({ path }) =>
            !allowed.some((door) => path === door || path.startsWith(`${door}/`) || path === `${door}.ts`),
        );
      expect(elsewhere.map(({ path }) => path)).toEqual([]);
    });
  }

  it('a lease has one door, and nobody else asks its table', () => {
    const own = new Set(['runtime/database/lease.ts', 'runtime/care/doctor/orphans.ts']);
    const asks = ({ path, text }: (typeof sources)[number]) =>
      !own.has(path) && /\b(?:FROM|INTO|UPDATE|JOIN) gj_lease\b/i.test(codeOf(text));
    expect(sources.filter(asks).map(({ path }) => path)).toEqual([]);
    const door = codeOf(readFileSync('runtime/database/lease.ts', 'utf8'));
    const opened = [...door.matchAll(/^export (?:async )?function (\w+)/gm)].map(([, name]) => name);
    expect([...new Set(opened)]).toEqual(['underLease', 'sweepLeases', 'makeLeaseTable']);
  });

  it('nobody but runtime/access/egress calls out of the server', () => {
    const elsewhere = sources
      // The place of the database is the operator's to say, and its driver's to reach.
      .filter(({ path }) => /^runtime\/(?!access\/egress\/|database\/)/.test(path))
      .filter(({ text }) => CALLS_OUT.test(text))
      .map(({ path }) => path);
    expect(elsewhere).toEqual([]);
  });

  it('a server that has nothing to migrate loads no builder of statements', () => {
    const { paths, packages } = loadedFrom(['runtime/main.ts'], (path) => whenNeeded.has(path));
    const texts = new Map(sources.map(({ path, text }) => [path, text]));
    expect(paths.size).toBeGreaterThan(500);
    expect(packages.filter((name) => name === 'kysely')).toEqual([]);
    // Migrations may: they are loaded when there is one to run.
    expect([...texts].some(([path, text]) => /^migrations\//.test(path) && text.includes("'kysely'"))).toBe(
      true,
    );
  });

  it('a server that sends no traces loads nothing that makes them', () => {
    const isOpenTelemetry = (name: string) => name.startsWith('@opentelemetry/');
    const opens = 'runtime/care/traces/open-traces.ts';
    const { paths, packages } = loadedFrom(['runtime/main.ts'], (path) => path === opens);
    expect(paths.has(opens)).toBe(true);
    expect(packages.filter(isOpenTelemetry)).toEqual([]);
    expect(loadedFrom([opens]).packages.some(isOpenTelemetry)).toBe(true);
  });

  it('no page loads what calls are like: of contracts it knows the types alone', () => {
    const { paths } = loadedFrom(browserSources().map(({ path }) => path));
    expect(paths.has('rules/calendar.ts')).toBe(true);
    expect([...paths].filter((path) => /\/(contract|shape)(\/|\.ts$)/.test(path))).toEqual([]);
  });

  it('pages have one door to the server, which makes calls of contracts and no others', () => {
    const calls = /(?:await|return|[=(,>]|window\.|globalThis\.)\s*fetch\(|\bXMLHttpRequest\b|\bsendBeacon\b/;
    const elsewhere = browserSources().filter(({ text }) => calls.test(codeOf(text)));
    expect(elsewhere.map(({ path }) => path)).toEqual(['ui/session/api.ts']);
    const door = codeOf(readFileSync('ui/session/api.ts', 'utf8'));
    const verbs = [...door.matchAll(/^ {2}(?:async )?(\w+)[<(]/gm)].map(([, name]) => name);
    // Of these, `text` and `bytes` read answers that are no JSON, `url` says the address of a file or a stream, and `headers`
    // those of the protocol by which files are brought.
    expect(verbs).toEqual([
      'constructor',
      'constructor',
      'constructor',
      'call',
      'answer',
      'page',
      'with',
      'text',
      'bytes',
      'file',
      'url',
      'headers',
    ]);
  });

  it('what ships imports only what is installed with it, or travels in it', () => {
    const wanted = new Set(
      sources.flatMap(({ imports }) => imports.flatMap((name) => packageOf(name) ?? [])),
    );
    const carried = [...wanted].filter((name) => carriedLibraries.test(name));
    expect(carried.filter((name) => !(name in manifest.devDependencies))).toEqual([]);
    const others = [...wanted].filter((name) => !carriedLibraries.test(name));
    expect(others.filter((name) => !(name in manifest.dependencies))).toEqual([]);
  });
});

describe('rooms', () => {
  const all = arrows();

  it('no folder looks, through others or at once, at one that looks back', () => {
    expect(circling(all, roomOf)).toEqual([]);
  });

  it.each([1, 2])('nor does a folder with all that is inside it, %i below a floor', (depth) => {
    expect(circling(all, corridorAt(depth))).toEqual([]);
  });

  it.each([
    ['runtime', 18],
    ['ui', 22],
  ])('the first level of %s can be looked over', (floor, most) => {
    const rooms = new Set(all.flatMap(({ from, to }) => [from, to]).map(corridorAt(1)));
    const first = [...rooms].filter((room) => room.startsWith(`${floor}/`) && !room.endsWith('.ts'));
    expect(first.length).toBeLessThanOrEqual(most);
  });

  it('none of the platform looks at one of a domain: entries list domains, and everybody else is handed them', () => {
    const isDomain = (path: string) => /\/(einvoicing|imaging)\//.test(path);
    const entries = ['runtime/domains.ts', 'ui/main.ts', 'ui/app/main.ts'];
    const into = all.filter(({ from, to }) => isDomain(to) && !isDomain(from) && !entries.includes(from));
    expect(into).toEqual([]);
    expect(entries.filter((entry) => !all.some(({ from, to }) => from === entry && isDomain(to)))).toEqual(
      [],
    );
  });

  it('none has more than thirty files, but for those with one file a kind', () => {
    const paths = new Set(all.flatMap(({ from, to }) => [from, to]));
    const crowded = [...Map.groupBy(paths, roomOf)].filter(([, files]) => files.length > 30);
    expect(crowded.map(([room]) => room).sort()).toEqual(['metadata/kinds', 'ui/fields/kinds']);
  });

  it('a circle is found, with the arrows that close it and no others', () => {
    const arrow = (from: string, to: string) => ({ from: `runtime/${from}.ts`, to: `runtime/${to}.ts` });
    const drawn = [arrow('a/1', 'b/1'), arrow('b/2', 'c/1'), arrow('c/2', 'a/2'), arrow('d/1', 'a/1')];
    expect(circling(drawn, roomOf)).toEqual([
      'runtime/a/1.ts → runtime/b/1.ts',
      'runtime/b/2.ts → runtime/c/1.ts',
      'runtime/c/2.ts → runtime/a/2.ts',
    ]);
    expect(circling(drawn.slice(1), roomOf)).toEqual([]);
  });
});

describe('field kinds', () => {
  const list = readFileSync('ui/fields/kinds/all.ts', 'utf8');

  it.each([...kinds.keys()])('%s: every kind has its browser half, in a file of the same name', (name) => {
    expect(existsSync(`metadata/kinds/${name}.ts`)).toBe(true);
    expect(list).toMatch(new RegExp(`^export \\{ \\w+ \\} from './${name}\\.ts';$`, 'm'));
    expect(readFileSync(`ui/fields/kinds/${name}.ts`, 'utf8')).toContain(`'${name}'`);
  });
});

describe('ways of sharing', () => {
  const own = /^(rules\/sharing\/strategies\/|metadata\/common\/sharing-strategies\.ts$)/;
  const names = sharingStrategies.join('|');
  const asked = new RegExp(String.raw`(?:[!=]==|\bcase|\?\?|sharing:|includes\(|\.has\()\s*'(?:${names})'`);
  const all = [...sources, ...browserSources()];

  it.each(sharingStrategies)('%s has a file of its name', (name) => {
    expect(existsSync(`rules/sharing/strategies/${name}.ts`)).toBe(true);
  });

  it('are listed in one place: a test that spelt them out would leave out the next', () => {
    const listing = ({ text }: { readonly text: string }) =>
      [...text.matchAll(/\[[^[\]]*\]/g)].some(([list]) =>
        sharingStrategies.every((name) => list.includes(`'${name}'`)),
      );
    expect(written.filter(listing).map(({ path }) => path)).toEqual([
      'metadata/common/sharing-strategies.ts',
    ]);
    expect(listing({ text: `['${sharingStrategies.join("', '")}']` })).toBe(true);
  });

  it('are asked what they are, never which: nobody else compares with a name', () => {
    const elsewhere = all.filter(({ path, text }) => !own.test(path) && asked.test(text));
    expect(elsewhere.map(({ path, text }) => `${path}: ${asked.exec(text)?.[0]}`)).toEqual([]);
  });
});

describe('events of the web UI', () => {
  it('are listened to where they arrive', () => {
    expect(unheard(browserSources())).toEqual([]);
  });

  it('a listener further out is found', () => {
    const source = (path: string, text: string) => ({ path, text, lines: 1, imports: [] });
    const inner = "this.emit('pick', 1); customElements.define('gj-inner', Inner)";
    const outer = `<gj-outer .form=\${form} @pick=\${(event: CustomEvent<number>) => go()} @closed=\${close}>`;
    const all = [source('inner.ts', inner), source('outer.ts', outer)];
    expect(unheard(all)).toEqual(['outer.ts: <gj-outer> tells no pick']);
    expect(unheard([...all, source('up.ts', inner.replace('emit', 'emitUp'))])).toEqual([]);
  });

  it('do not pass every shadow where somebody hears them who holds the element', () => {
    expect(bubblingForNothing(browserSources())).toEqual([]);
    const bubbling = browserSources().filter(({ text }) =>
      /new CustomEvent\([^)]*bubbles/.test(codeOf(text)),
    );
    expect(bubbling.map(({ path }) => path)).toEqual(['ui/kit/base/gj-element.ts']);
  });
});

describe('elements of the web UI', () => {
  const ours = browserSources().map(({ path, text }) => ({ path, code: codeOf(text) }));
  const where = (pattern: RegExp) =>
    ours.flatMap(({ path, code }) =>
      [...code.matchAll(pattern)].map(([found]) => `${path}: ${found.trim()}`),
    );

  it('state their properties once, with type and beginning', () => {
    const stated = where(/\bstatic (?:override )?(?:get )?properties\b|@(?:property|state)\(/g);
    expect(stated).toEqual(['ui/kit/base/with-properties.ts: static override properties']);
  });

  it('look at nothing that a library keeps to itself', () => {
    expect(where(/\.\s*(?:_+|\$\.)[a-z]\w*|[{;]\s*(?:readonly )?_+[a-z]\w*\??:/gi)).toEqual([]);
  });
});

describe('files', () => {
  it('none is longer than 400 lines, but what is made by a script', () => {
    const long = [...sources, ...browserSources()].filter(
      ({ lines, text }) => lines > 400 && !text.startsWith('// Made by '),
    );
    expect(long.map(({ path, lines }) => `${path}: ${lines}`)).toEqual([]);
  });

  /** Pages that are sent as they stand, in as few characters as they need. */
  const sentAsTheyStand = /\/(invoice-face|problem-page|cover-page)\.ts$/;

  it('no line is longer than 130 characters, but for the texts and patterns in it', () => {
    const long = [...sources, ...browserSources()].flatMap(({ path, text }) =>
      text.startsWith('// Made by ') || path.includes('/locales/') || sentAsTheyStand.test(path)
        ? []
        : text
            .split('\n')
            .filter((line) => withoutTexts(line).length > 130)
            .map((line) => `${path}: ${line.trim()}`),
    );
    expect(long).toEqual([]);
  });

  it.each([
    ['a text', `say('${'a'.repeat(140)}')`, "say('')"],
    ['a template within its line', `\`\${a} ${'b'.repeat(140)}\``, '``'],
    ['a pattern', `/${'a'.repeat(140)}/.test(text)`, '//.test(text)'],
    ['an example, which is one line', ` * ${'f('.repeat(70)}) //=> 1`, ''],
    ['a comment stays', ` * ${'a'.repeat(140)}`, ` * ${'a'.repeat(140)}`],
  ])('%s', (_, line, left) => {
    expect(withoutTexts(line)).toBe(left);
  });
});

/** Answers a line without the texts and patterns that cannot be broken. */
function withoutTexts(line: string): string {
  if (line.includes(' //=> ')) return '';
  return line
    .replace(/'(?:[^'\\]|\\.)*'/g, "''")
    .replace(/`[^`]*`/g, '``')
    .replace(/"[^"]*"/g, '""')
    .replace(/(^\s*|[(=,] ?)\/(?![*/])(?:[^/\\]|\\.)+\//g, '$1//');
}

const written = globSync('{metadata,rules,migrations,runtime,ui,client,bench,e2e,workshop}/**/*.ts').map(
  (path) => ({
    path,
    text: readFileSync(path, 'utf8'),
  }),
);

describe('functions', () => {
  it('a function has at most five parameters', () => {
    const long = written.flatMap(({ path, text }) => longListsIn(text).map((list) => `${path}: ${list}`));
    expect(long).toEqual([]);
  });

  it.each([
    [
      'a function',
      'function f<T>(a: A, b: B, c: C, d: D, e: E, f = 1): T {',
      'f(a: A, b: B, c: C, d: D, e: E, f = 1)',
    ],
    ['an arrow', 'const go = async (a, b, c, d, e, { f, g }) => a', 'go(a, b, c, d, e, { f, g })'],
    [
      'a method, and one that is private',
      'a(a, b, c, d, e, f) {}; #b(a, b, c, d, e, f,) {}',
      'a(a, b, c, d, e, f) #b(a, b, c, d, e, f)',
    ],
    [
      'what an interface asks for',
      'interface A { act(a: A, b: B, c: C, d: D, e: E, f?: F): void }',
      'act(a: A, b: B, c: C, d: D, e: E, f?: F)',
    ],
    [
      'not five, of which one has commas of its own',
      'function f(a: Map<K, V>, b: [A, B], { c, d }: E, e = g(1, 2), f: () => void) {',
      '',
    ],
    [
      'not a call, with what comes of it or else',
      'a ? f(a, b, c, d, e, g) : h(a, b, c, d, e, g); if (a < b) f(a, b, c, d, e, g);',
      '',
    ],
    ['not the columns of a table', "it.each(all)('%s', async (a, b, c, d, e, f) => {})", ''],
    ['not a text', '`f(a, b, c, d, e, f) {`', ''],
  ])('are found with six: %s', (_says, text, found) => {
    expect(longListsIn(text).join(' ')).toBe(found);
  });
});

describe('words', () => {
  it('are forty lines at most, so that somebody reads them', () => {
    const lines = readFileSync('docs/words.md', 'utf8').split('\n');
    expect(lines.filter((line) => /^\| (?!word |---)/.test(line)).length).toBeLessThanOrEqual(40);
  });

  it('that went do not come back as names', () => {
    const back = written.flatMap(({ path, text }) =>
      goneIn(text, path).map((name) => `${path}: ${name}: workshop/house/gone-words.ts says what instead`),
    );
    expect(back).toEqual([]);
  });

  it.each([
    [
      'a name, and part of one',
      'deed; lastDeed; deedsOf; #deeds; indeed; agreedOn',
      'deed lastDeed deedsOf deeds',
    ],
    ['not a text', `'deed \\' deed'; "deed"; \`deed\``, ''],
    [
      'what a template computes',
      `\`deed \${a ? { deedOf } : \`deed \${lastDeed}\`} deed\``,
      'deedOf lastDeed',
    ],
    [
      'the beginning of one, where it alone is plain English',
      'kept; isKept; keptForms; Kept; KeptForm',
      'keptForms KeptForm',
    ],
    ['not a comment', 'a(); // deed\n/* deed\n deed */ b();', ''],
    ['not a pattern, in which quotes may stand', "/['deed/]\\/deed/.test(a); deeds / 2; b / 'deed'", 'deeds'],
  ])('are found in names alone: %s', (_says, text, found) => {
    expect(goneIn(text).join(' ')).toBe(found);
  });
});

describe('suppression', () => {
  it.each(['biome-ignore', '@ts-ignore', '@ts-expect-error', '@ts-nocheck'])('nothing says %s', (mark) => {
    expect(sources.filter(({ text }) => text.includes(mark)).map(({ path }) => path)).toEqual([]);
  });
});

describe('the lock file', () => {
  const locked = Object.entries<Record<string, unknown>>(lock.packages).filter(([path]) => path !== '');

  it('names no registry, so that any mirror serves it', () => {
    expect(locked.filter(([, entry]) => 'resolved' in entry).map(([path]) => path)).toEqual([]);
  });

  it('knows a version and a digest of everything', () => {
    const vague = locked.filter(
      ([, entry]) => !entry['version'] || !(entry['integrity'] || entry['inBundle']),
    );
    expect(vague.map(([path]) => path)).toEqual([]);
  });

  it('holds every binary that somebody’s machine may need, so that npm ci accepts it anywhere', () => {
    const missing = locked.flatMap(([path, entry]) =>
      Object.keys((entry['optionalDependencies'] as Record<string, string>) ?? {})
        .filter(
          (name) =>
            !(`node_modules/${name}` in lock.packages || `${path}/node_modules/${name}` in lock.packages),
        )
        .map((name) => `${path} → ${name}`),
    );
    expect(missing).toEqual([]);
  });

  it('agrees with package.json about exact versions', () => {
    const asked = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };
    expect(lock.packages['']).toMatchObject({
      dependencies: manifest.dependencies,
      devDependencies: manifest.devDependencies,
    });
    expect(
      Object.entries<string>(asked).filter(([, version]) => !/^(npm:.+@)?\d+\.\d+\.\d+$/.test(version)),
    ).toEqual([]);
  });
});

describe('faults that npm run mutants puts in', () => {
  const all = Object.entries(mutants).flatMap(([area, some]) => some.map((mutant) => ({ area, mutant })));

  it('still find their place: say in workshop/mutants how the code reads now', () => {
    const lost = all.filter(
      ({ mutant }) => !existsSync(mutant.file) || mutated(readFileSync(mutant.file, 'utf8'), mutant) === null,
    );
    expect(lost.map(({ area, mutant }) => `${area}: ${mutant.file}: ${mutant.find}`)).toEqual([]);
  });

  it('have a suite each that is there and that npm test asks, and a sentence of their own', () => {
    expect(all.filter(({ mutant }) => !existsSync(mutant.suite.file))).toEqual([]);
    expect(all.filter(({ mutant }) => mutant.suite.file.includes('.long.'))).toEqual([]);
    const found = all.map(({ mutant }) => mutant.why);
    expect(found.filter((why, at) => found.indexOf(why) !== at)).toEqual([]);
    expect(all.length).toBeGreaterThanOrEqual(60);
  });
});

describe('the import scanner itself', () => {
  it.each([
    ["import { a } from 'kysely';", ['kysely']],
    ["import type { A } from 'kysely';", ['kysely']],
    ["import {\n  a,\n  b,\n} from './a.ts';", ['./a.ts']],
    ["export * from './a.ts';", ['./a.ts']],
    ["import 'pino';", ['pino']],
    ["const { tar } = await import('tar');", ['tar']],
    ["type T = import('ajv').Ajv;", ['ajv']],
    ["type End = 'from' | 'to';", []],
  ])('%s', (text, expected) => {
    expect(importsOf(text)).toEqual(expected);
  });

  it.each([
    ['hono/cookie', 'hono'],
    ['@hono/node-server/serve-static', '@hono/node-server'],
    ['./hono.ts', undefined],
    ['node:fs', undefined],
  ])('%s belongs to %s', (specifier, expected) => {
    expect(packageOf(specifier)).toBe(expected);
  });
});

describe('lists of any length', () => {
  it('are no arguments of a call: a hundred thousand of them overflow the stack', () => {
    const spread = /\.(?:push|unshift)\(\s*\.\.\.|\bMath\.(?:max|min)\([^()]*\.\.\./;
    const found = sources
      .filter(({ path }) => /^(metadata|rules|runtime)\//.test(path))
      .flatMap(({ path, text }) => {
        const line = text.split('\n').findIndex((one) => spread.test(one) && !isShort.test(one));
        return line < 0 ? [] : [`${path}:${line + 1}`];
      });
    expect(found).toEqual([]);
  });
});

/** Of the letters of a text that is looked at alone, and counted. */
const isShort = /\[\.\.\.text\]/;
