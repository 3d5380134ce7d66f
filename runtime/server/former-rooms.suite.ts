import type { Json, JsonObject } from '../../metadata/common/json.ts';

const label = (text: string) => ({ zh: text, en: text });
const field = (name: string) => ({ name, kind: 'text', label: label(name), length: 40 });

export interface FormerPackage {
  readonly files: JsonObject;
  /** Written once it is in service. */
  readonly record?: { readonly path: string; readonly body: JsonObject };
}

function packageOf(name: string, version: string, files: Readonly<Record<string, Json>>): JsonObject {
  return {
    'package.json': {
      name,
      version,
      peerDependencies: name === 'local' ? {} : { platform: '*' },
      guiju: { prefix: name.slice(0, 2), label: label(name) },
    },
    ...files,
  };
}

function rooms(version: string, names: readonly string[]): JsonObject {
  return packageOf('former-rooms', version, {
    'forms/former-room.json': {
      name: 'former-room',
      kind: 'master',
      sharing: 'everybody',
      label: label('Room'),
      key: ['number'],
      fields: names.map(field),
    },
    'data/rooms.json': {
      form: 'former-room',
      records: [{ key: 'suite', values: { number: 'SUITE', name: `Suite ${version}` } }],
    },
  });
}

/**
 * The packages and records of a fixture of a former database beside its customers: whoever opens it finds all of that
 * again.
 */
export const formerRooms = {
  first: {
    files: rooms('1.0.0', ['number', 'name', 'outlook']),
    record: { path: '/api/forms/former-room/records', body: { number: 'R1', name: 'One', outlook: 'sea' } },
  },
  second: { files: rooms('2.0.0', ['number', 'name']) },
  local: {
    files: packageOf('local', '1.0.0', {
      'extensions/former-room.json': { extends: 'former-room', set: { 'fields/name/label': label('Ours') } },
    }),
  },
  other: {
    files: packageOf('former-other', '1.0.0', {
      'forms/former-thing.json': {
        name: 'former-thing',
        kind: 'master',
        sharing: 'everybody',
        label: label('Thing'),
        key: ['number'],
        fields: [field('number')],
      },
    }),
    record: { path: '/api/forms/former-thing/records', body: { number: 'T1' } },
  },
} as const satisfies Readonly<Record<string, FormerPackage>>;
