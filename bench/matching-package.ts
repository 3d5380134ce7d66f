import type { Json, JsonObject } from '../metadata/common/json.ts';
import { mixedFacts } from './matching-mix.ts';

const label = (text: string) => ({ zh: text, en: text });

/** The forms of the mix as a package: applications of 60 header fields, and rules about them. */
export function matchingPackage(): ReadonlyMap<string, Json> {
  const [facts = {}] = mixedFacts(1);
  const number = { name: 'number', kind: 'text', length: 60, label: label('number'), required: true };
  const lines: JsonObject = {
    name: 'lines',
    kind: 'entries',
    label: label('lines'),
    fields: [
      { name: 'code', kind: 'text', length: 60, label: label('code') },
      { name: 'total', kind: 'decimal', precision: 18, scale: 2, label: label('total') },
    ],
  };
  const numbers = ['amount', 'price', 'weight'];
  const fields = Object.keys(facts).map(
    (name): JsonObject =>
      numbers.includes(name)
        ? { name, kind: 'decimal', precision: 18, scale: 2, label: label(name) }
        : { name, kind: 'text', length: 60, label: label(name) },
  );
  return new Map<string, Json>([
    [
      'package.json',
      {
        name: 'bench-matching',
        version: '1.0.0',
        peerDependencies: { platform: '*' },
        guiju: { prefix: 'bm', label: label('bench') },
      },
    ],
    [
      'forms/bench-application.json',
      {
        name: 'bench-application',
        kind: 'document',
        sharing: 'everybody',
        label: label('application'),
        fields: [number, ...fields, lines],
      },
    ],
    [
      'forms/bench-rule.json',
      {
        name: 'bench-rule',
        kind: 'master',
        label: label('rule'),
        sharing: { allowed: ['private', 'global'], default: 'global' },
        fields: [
          number,
          { name: 'priority', kind: 'integer', label: label('priority') },
          { name: 'condition', kind: 'condition', facts: 'bench-application', label: label('condition') },
        ],
        match: { facts: 'bench-application', result: ['number', 'priority'] },
      },
    ],
  ]);
}
