import { append } from '../../../metadata/common/append.ts';
import type { Json } from '../../../metadata/common/json.ts';
import type { Label } from '../../../metadata/common/label.ts';
import type { Form, Model } from '../../../metadata/model.ts';
import type { TakesByCapability } from '../../call/form-actions.ts';
import type { Rights } from '../../call/rights.ts';
import { alikeCalls } from './alike.ts';
import { callGroups } from './call-groups.ts';
import type { Common } from './common.ts';
import { securitySchemes, sharedHeaders } from './components.ts';
import type { Described } from './described.ts';
import { documentedActions } from './documented-actions.ts';
import { formPiece, generalPiece, membersOf, type Piece, pointsOf } from './piece.ts';

export interface DocumentParts {
  readonly model: Model;
  readonly rights: Rights;
  readonly endpoints: readonly Described[];
  readonly common: Common;
  /** Whether the caller may make the call, with the form where the path names one. */
  readonly allowed: (endpoint: Described, form?: Form) => boolean;
  /** Names of the forms it is about. Default: all. */
  readonly forms?: ReadonlySet<string>;
  /** What bodies of actions take that forms declare, by capability. Default: nothing but a reason. */
  readonly actionTakes?: TakesByCapability;
  /** What groups of calls that domains bring are called. */
  readonly tagLabels?: Readonly<Record<string, Label>>;
}

/** A part of the document that is still to be made, or that was made before under this key. */
export interface PieceToMake {
  readonly key: string;
  make(): Piece;
}

/**
 * OpenAPI 3.1 of what one caller may do, form by form: the same form under the same rights is the same piece, so
 * whoever keeps pieces makes only what changed, and whoever makes many can let others through in between.
 */
export function* documentPieces(parts: DocumentParts): Generator<PieceToMake> {
  const { model, rights, endpoints, common, allowed, forms, actionTakes = {}, tagLabels = {} } = parts;
  const general = endpoints.filter((endpoint) => !endpoint.path.includes(':form') && allowed(endpoint));
  const ofForms = endpoints.filter(({ path }) => path.includes(':form'));
  const isAlike = alikeCalls(ofForms, common);
  const shared = new Map<Described, string[]>();
  for (const form of model.forms.values()) {
    if (forms && !forms.has(form.name)) continue;
    const groups = callGroups(form);
    const all = ofForms.filter((endpoint) => isFor(endpoint, groups) && allowed(endpoint, form));
    for (const endpoint of all.filter((one) => isAlike(one, form))) {
      const names = shared.get(endpoint) ?? [];
      names.push(form.name);
      shared.set(endpoint, names);
    }
    const own = all.filter((endpoint) => !isAlike(endpoint, form));
    if (own.length === 0) continue;
    const actions = documentedActions(form, rights, actionTakes, common.language);
    yield {
      key: [common.language, form.hash, keyOf(own), actions.names.join(), fieldsKey(form, rights)].join('|'),
      make: () => formPiece({ form, rights, actions }, own, common),
    };
  }
  const sharing = [...shared].map(([{ operation }, names]) => `${operation} ${names.join()}`);
  yield {
    key: [common.language, keyOf(general), ...sharing].join('|'),
    make: () => generalPiece(general, shared, common, tagLabels),
  };
}

/** The pieces put together, bit by bit, what is general first: the same pieces make the same bytes. */
export function* documentBytes(
  made: readonly Piece[],
  version: string,
  common: Common,
): Generator<Uint8Array | string> {
  const pieces = [...made.slice(-1), ...made.slice(0, -1)];
  const shared = pointedAt(pieces, common);
  const name = common.language === 'en' ? 'Guiju' : 'Guiju 规矩';
  const info = {
    title: name,
    version,
    description:
      'JSON, flat, camelCase. Decimals are strings, dates YYYY-MM-DD, times RFC 3339 in UTC. Errors, of every status from 400 on, are RFC 9457 problems in the language of Accept-Language.',
    contact: { name },
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  };
  const security = [{ bearer: [] }, { cookie: [] }];
  yield `{${membersOf({ openapi: '3.1.0', info, servers: [{ url: '/' }], security })},"tags":[`;
  yield* joined(pieces.map(({ tags }) => tags));
  yield '],"paths":{';
  yield* joined(pieces.map(({ paths }) => paths));
  yield '},"components":{';
  for (const section of ['schemas', 'parameters', 'responses'] as const) {
    yield `"${section}":{`;
    yield* joined([membersOf(shared[section]), ...pieces.map((piece) => piece[section])]);
    yield '},';
  }
  yield `${membersOf({ headers: shared.headers, securitySchemes })}}}`;
}

function* joined(parts: readonly (Uint8Array | string)[]): Generator<Uint8Array | string> {
  let begun = false;
  for (const part of parts) {
    if (part.length === 0) continue;
    if (begun) yield ',';
    yield part;
    begun = true;
  }
}

type Section = 'schemas' | 'parameters' | 'responses' | 'headers';

/** Of what forms share only what is pointed at, by a piece or by what a piece points at. */
function pointedAt(pieces: readonly Piece[], common: Common): Record<Section, Record<string, Json>> {
  const known = { ...common.components, headers: sharedHeaders };
  const found: Record<Section, Record<string, Json>> = {
    schemas: {},
    parameters: {},
    responses: {},
    headers: {},
  };
  const waiting = [...new Set(pieces.flatMap(({ points }) => points))].sort();
  for (const point of waiting) {
    const [section = '', name = ''] = point.split('/');
    const part = (known as Record<string, Readonly<Record<string, Json>>>)[section]?.[name];
    const into = found[section as Section];
    if (part === undefined || into[name] !== undefined) continue;
    into[name] = part;
    append(waiting, pointsOf(JSON.stringify(part)));
  }
  return found;
}

function isFor({ of, sharing }: Described, groups: ReturnType<typeof callGroups>): boolean {
  return (!sharing || groups.has('sharing')) && (of === undefined || groups.has(of));
}

function keyOf(endpoints: readonly Described[]): string {
  return endpoints.map(({ operation }) => operation).join();
}

/** Answers a key of the fields that are in the document: one letter a field. */
function fieldsKey(form: Form, rights: Rights): string {
  const letters = (fields: Form['fields']): string =>
    fields
      .map((field) => {
        const seen = rights.readable(form, field) ? (rights.writable(form, field) ? 'w' : 'r') : '-';
        return field.rows ? `${seen}(${letters(field.rows.fields)})` : seen;
      })
      .join('');
  return letters(form.fields);
}
