import fc from 'fast-check';
import { isObject, type Json, type JsonObject } from '../../metadata/common/json.ts';
import type { TwoWorlds, WorldWords } from './two-worlds.suite.ts';
import { aimedBody } from './two-worlds-aimed.suite.ts';
import { newest, nextPage, type WorldCall } from './two-worlds-call.suite.ts';
import { withOwnNumbers } from './two-worlds-numbers.suite.ts';

interface Described {
  readonly parameters?: readonly JsonObject[];
  readonly requestBody?: JsonObject;
}

/** The calls of a server, by its own word. */
export interface Registry {
  readonly routes: readonly { readonly method: string; readonly path: string }[];
  /** As an administrator is told, and as those are told who ask here. */
  readonly document: JsonObject;
  readonly open: readonly JsonObject[];
}

/**
 * They end what the caller is let in by, or are held until something happens; what a stream says has a law of its own.
 */
const leftOut: ReadonlySet<string> = new Set(['DELETE /api/session', 'GET /notifications/v2']);
/** They say when or whether to answer, and not what. */
const leftUnsaid: ReadonlySet<string> = new Set(['minRevision', 'IdempotencyKey']);
/** The names of parameters that mean a moment or a revision. */
const moments: ReadonlySet<string> = new Set(['asOf', 'at', 'from', 'to', 'since', 'before']);
const nobodys = '0198c0de-0000-7000-8000-000000000000';

/** Calls of every route by every caller, about what the other organisation has, one's own, and what nobody has. */
export function worldCalls({ routes, document, open }: Registry, worlds: TwoWorlds): fc.Arbitrary<WorldCall> {
  const schemas = isObject(document['components'] ?? null) ? (document['components'] as JsonObject) : {};
  const forms = [...new Set([...Object.keys(worlds.own.ids), ...Object.keys(worlds.foreign.ids)])];
  const words = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...worlds.foreign.words) },
    { weight: 2, arbitrary: fc.constantFrom(...allIds(worlds.foreign)) },
    { weight: 1, arbitrary: fc.constantFrom(...worlds.own.words, ...allIds(worlds.own)) },
    { weight: 1, arbitrary: fc.constantFrom('x', '', nobodys, 'nothing', '1', '2026-01-01') },
  );
  const numbers = new Set(worlds.foreign.words);
  const asked = routes.filter(({ method, path }) => !leftOut.has(`${method} ${path}`));
  const opened = asked.filter(({ method, path }) => {
    const shown = path.replace(':form', 'drawer-rule').replace(/:(\w+)(\{[^}]*\})?/g, '{$1}');
    return open.some((one) => operationOf(one, shown, method) !== undefined);
  });
  return fc
    .tuple(
      fc.oneof(
        { weight: 4, arbitrary: fc.constantFrom(...opened) },
        { weight: 3, arbitrary: fc.constantFrom(...opened.filter(({ path }) => path.includes(':form'))) },
        { weight: 1, arbitrary: fc.constantFrom(...asked) },
      ),
      fc.oneof(
        { weight: 4, arbitrary: fc.constantFrom('reader', 'clerk', 'designer') },
        { weight: 1, arbitrary: fc.constantFrom(...Object.keys(worlds.callers)) },
      ),
      fc.oneof(
        { weight: 5, arbitrary: fc.constantFrom(...forms) },
        { weight: 1, arbitrary: fc.constantFrom(...platformForms) },
      ),
    )
    .chain(([{ method, path }, caller, form]) => {
      const shown = path.replace(':form', form).replace(/:(\w+)(\{[^}]*\})?/g, '{$1}');
      const described = operationOf(document, shown, method);
      const resolve = (one: Json | undefined) => resolved(schemas, one);
      const values = Object.fromEntries(
        [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => [
          name,
          path.startsWith('/api/decisions')
            ? fc.constantFrom(...(worlds.named['decision'] ?? []))
            : partOf(name, form, worlds, words),
        ]),
      );
      const query = queryOf((described?.parameters ?? []).map(resolve), words, worlds);
      const made = bodyOf(described, resolve, words, momentsOf(worlds));
      const records = [...(worlds.foreign.ids[form] ?? []), ...(worlds.own.ids[form] ?? []), nobodys];
      const aimed = aimedBody(`${method} ${path}`, form, fc.constantFrom(...records), words);
      const body = aimed ? fc.oneof({ weight: 3, arbitrary: aimed }, { weight: 1, arbitrary: made }) : made;
      const file = takesFile(described, resolve)
        ? fileOf(worlds.columns[form] ?? [], words)
        : fc.constant(undefined);
      const sentAs = fc.constantFrom('csv', 'xlsx', 'multipart');
      return fc
        .record({
          parts: fc.record(values),
          query,
          body,
          file,
          sentAs,
          ifMatch: fc.constantFrom(...(['as-read', 'as-read', 'as-read', 'old', undefined] as const)),
        })
        .map((one): WorldCall => {
          const address = path.replace(/:(\w+)(\{[^}]*\})?/g, (_, name: string) =>
            encodeURIComponent(String((one.parts as Record<string, unknown>)[name] ?? form)),
          );
          const asking = new URLSearchParams(
            Object.fromEntries(one.query.flatMap((pair) => (pair ? [pair] : []))),
          ).toString();
          const call: WorldCall = {
            caller,
            route: `${method} ${path}`,
            method,
            path: asking === '' ? address : `${address}?${asking}`,
            ...(one.file !== undefined && { file: one.file, sentAs: one.sentAs }),
            ...(one.body !== undefined && method !== 'GET' && { body: one.body }),
            ...(one.ifMatch !== undefined && { ifMatch: one.ifMatch }),
          };
          return withOwnNumbers(call, numbers);
        });
    });
}

const platformForms = ['organisation', 'user', 'role', 'tenant-settings', 'job', 'token', 'saved-view'];

function allIds({ ids }: WorldWords): readonly string[] {
  return Object.values(ids).flat();
}

function operationOf(document: JsonObject, path: string, method: string): Described | undefined {
  const paths = document['paths'] as Record<string, Record<string, Described> | undefined>;
  return paths[path]?.[method.toLowerCase()];
}

function resolved(components: JsonObject, one: Json | undefined): JsonObject {
  if (!isObject(one ?? null)) return {};
  const ref = (one as JsonObject)['$ref'];
  if (typeof ref !== 'string') return one as JsonObject;
  const [, , sort = '', name = ''] = ref.split('/');
  const found = (components[sort] as JsonObject | undefined)?.[decodeURIComponent(name)];
  return isObject(found ?? null) ? (found as JsonObject) : {};
}

/** A part of a path: of the form that the path is about, where it names a record. */
function partOf(
  name: string,
  form: string,
  worlds: TwoWorlds,
  words: fc.Arbitrary<string>,
): fc.Arbitrary<string> {
  const { own, foreign, named } = worlds;
  const choices = named[name];
  if (choices) return fc.constantFrom(...choices);
  if (name === 'form') return fc.constant(form);
  if (name === 'revision') return fc.constant('1');
  if (name !== 'id') return words;
  const known = (all: readonly string[] = []) =>
    all.length === 0 ? [] : [{ weight: 4, arbitrary: fc.constantFrom(...all) }];
  return fc.oneof(...known(foreign.ids[form]), ...known(own.ids[form]), { weight: 1, arbitrary: words });
}

function queryOf(
  parameters: readonly JsonObject[],
  words: fc.Arbitrary<string>,
  worlds: TwoWorlds,
): fc.Arbitrary<readonly (readonly [string, string] | null)[]> {
  const asked = parameters.filter((one) => one['in'] === 'query' && !leftUnsaid.has(String(one['name'])));
  return fc.tuple(
    ...asked.map((one) => {
      const name = String(one['name']);
      const pair = valueOfQuery(name, (one['schema'] ?? {}) as JsonObject, words, worlds).map(
        (value) => [name, value] as const,
      );
      if (one['required'] === true || name === 'q') return pair;
      const weight = name === 'view' ? 4 : 1;
      return fc.oneof(
        { weight: Math.min(60, asked.length * 2), arbitrary: fc.constant(null) },
        { weight: weight * 2, arbitrary: pair },
      );
    }),
  );
}

function valueOfQuery(
  name: string,
  schema: JsonObject,
  words: fc.Arbitrary<string>,
  worlds: TwoWorlds,
): fc.Arbitrary<string> {
  const known = worlds.named[name];
  if (known) return fc.constantFrom(...known);
  const { enum: choices, type } = schema;
  if (Array.isArray(choices)) return fc.constantFrom(...choices.map(String));
  if (name === 'org' || name === 'orgs')
    return fc.constantFrom('SOUTH', 'SOUTH', 'NORTH', 'NORTH-1', 'NOWHERE');
  if (name === 'filter')
    return words.map((value) => JSON.stringify({ fact: 'number', operator: 'startsWith', value }));
  if (name === 'cursor') return fc.oneof({ weight: 4, arbitrary: fc.constant(nextPage) }, words);
  if (moments.has(name)) return momentsOf(worlds);
  if (type === 'boolean') return fc.constantFrom('true', 'false');
  if (type === 'integer') return fc.constantFrom('1', '2', '100');
  return words;
}

function bodyOf(
  described: Described | undefined,
  resolve: (one: Json | undefined) => JsonObject,
  words: fc.Arbitrary<string>,
  times: fc.Arbitrary<string>,
): fc.Arbitrary<Json | undefined> {
  const content = resolve(described?.requestBody as JsonObject | undefined)['content'];
  const schema = isObject(content ?? null)
    ? ((content as JsonObject)['application/json'] as JsonObject | undefined)?.['schema']
    : undefined;
  if (schema === undefined) return fc.constant(undefined);
  return valueOfSchema(schema, resolve, { words, times }, 0);
}

/** Before everything, where the worlds part, now, and later than all. */
function momentsOf({ forked }: TwoWorlds): fc.Arbitrary<string> {
  const instants = ['2020-01-01T00:00:00Z', '2030-01-01T00:00:00Z'];
  return fc.constantFrom(...instants, '1', String(forked), String(forked), newest);
}

function takesFile(
  described: Described | undefined,
  resolve: (one: Json | undefined) => JsonObject,
): boolean {
  const content = resolve(described?.requestBody as JsonObject | undefined)['content'];
  return isObject(content ?? null) && 'application/octet-stream' in (content as JsonObject);
}

/** Rows that may name what is another's in any column. */
function fileOf(columns: readonly string[], words: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const some = fc.shuffledSubarray([...columns], { maxLength: Math.min(5, columns.length) });
  return some.chain((names) => {
    const head = [...new Set(['number', 'name', ...names])];
    const rows = fc.array(fc.tuple(...head.map(() => words)), { minLength: 1, maxLength: 3 });
    return rows.map((all) => [head, ...all].map((row) => row.join(',')).join('\n'));
  });
}

const deepest = 5;

interface Said {
  readonly words: fc.Arbitrary<string>;
  readonly times: fc.Arbitrary<string>;
}

/** A schema with the members of those it stands on. */
function asOne({ allOf, ...own }: JsonObject, resolve: (one: Json | undefined) => JsonObject): JsonObject {
  const under = [allOf ?? []].flat().map((one) => asOne(resolve(one), resolve));
  const properties = Object.assign({}, ...[...under, own].map((one) => one['properties']));
  const required = [...under, own].flatMap((one) => (one['required'] ?? []) as readonly string[]);
  return { ...Object.assign({}, ...under), ...own, properties, required };
}

function valueOfSchema(
  asked: Json,
  resolve: (one: Json | undefined) => JsonObject,
  said: Said,
  depth: number,
): fc.Arbitrary<Json> {
  const { words, times } = said;
  const schema = resolve(asked);
  const below = (one: Json) => valueOfSchema(one, resolve, said, depth + 1);
  const { type, enum: choices, const: only, properties, items } = schema;
  const either = schema['oneOf'] ?? schema['anyOf'];
  if (only !== undefined) return fc.constant(only);
  if (Array.isArray(choices)) return fc.constantFrom(...choices);
  if (Array.isArray(either)) return fc.oneof(...either.map(below));
  if (Array.isArray(schema['allOf'])) return below(asOne(schema, resolve));
  const kind = Array.isArray(type) ? type.find((one) => one !== 'null') : type;
  if (kind === 'object' || isObject(properties ?? null)) {
    const members = Object.entries((properties ?? {}) as JsonObject);
    const required = new Set((schema['required'] as string[] | undefined) ?? []);
    // Of many members few are said, so that something is done.
    const rare = Math.max(1, Math.floor(members.length / 4));
    if (members.length === 0 || depth >= deepest)
      return depth >= deepest ? fc.constant({}) : words.map((word) => ({ number: word }));
    return fc
      .tuple(
        ...members
          .filter(([name]) => !leftUnsaid.has(name))
          .map(([name, one]) => {
            const value: fc.Arbitrary<Json> = moments.has(name) ? times : below(one);
            const pair = value.map((each) => [[name, each] as const]);
            return required.has(name)
              ? pair
              : fc.oneof({ weight: rare, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: pair });
          }),
      )
      .map((pairs) => Object.fromEntries(pairs.flat()));
  }
  if (kind === 'array')
    return depth >= deepest ? fc.constant([]) : fc.array(below(items ?? {}), { maxLength: 2 });
  if (kind === 'boolean') return fc.boolean();
  if (kind === 'integer' || kind === 'number') return fc.constantFrom(0, 1, 2);
  return schema['format'] === 'date' ? fc.constant('2026-01-01') : words;
}

/**
 * Of every form what is asked first: its list, and one record of the other organisation by its id; of some what calls
 * lead to.
 */
export function usualCalls({ foreign }: TwoWorlds): readonly WorldCall[] {
  return Object.entries(foreign.ids).flatMap(([form, [id = nobodys]], at) => {
    const records = `/api/forms/${form}/records`;
    const get = (path: string): WorldCall => ({ caller: 'clerk', route: `GET ${path}`, method: 'GET', path });
    const post = (path: string, body: Json): WorldCall => ({
      ...get(path),
      route: `POST ${path}`,
      method: 'POST',
      body,
    });
    const match = `/api/forms/${form}/match`;
    return [
      get(`${records}?limit=100`),
      get(`${records}/${id}`),
      post(`${match}/case`, { name: 'x', facts: {}, within: id }),
      ...(at % 8 === 0
        ? [
            get(`${records}?limit=1&cursor=${encodeURIComponent(nextPage)}`),
            get(`/api/forms/${form}/export?mode=job&format=csv`),
            {
              ...get(`/api/forms/${form}/import?dryRun=true`),
              method: 'POST',
              file: `number,name\nNEW,${id}`,
            },
          ]
        : []),
    ];
  });
}
