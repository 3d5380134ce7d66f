import { add, sub } from '../../metadata/common/decimal.ts';
import type { Json } from '../../metadata/common/json.ts';
import { addDays, addMilliseconds } from '../calendar.ts';
import type { Literal } from './compiled.ts';
import type { CallFacts } from './facts.ts';
import type { Fact } from './scope.ts';
import type { Single } from './value.ts';

const day = 86_400_000;

/** Values worth trying where a fact stands, the likeliest first; nothing at all comes last. As on the wire. */
export function sampleValues(fact: Fact, literals: readonly Literal[], call: CallFacts): readonly Json[] {
  const said = literals.flatMap(({ leaf }) => ('values' in leaf.operand ? leaf.operand.values : []));
  const texts = said.filter((value) => typeof value === 'string');
  const options = (fact.options ?? []).map(({ value }) => value);
  const today = call.today ?? '2026-01-01';
  const now = call.now ?? '2026-01-01T08:00:00.000Z';
  const all = found();
  // A value that its field would refuse comes behind the rest: a condition may ask for a part of what the field holds.
  return [...all.filter((value) => isOf(fact, value)), ...all.filter((value) => !isOf(fact, value)), null];

  function plain(): readonly string[] {
    const longer = texts.map((text) => `${text}1`);
    return [...texts, joined(literals), ...patterns(literals), ...options, ...longer, 'A'];
  }

  function found(): readonly Json[] {
    switch (fact.comparison) {
      case 'boolean':
        return [true, false];
      case 'number':
        return [...texts.flatMap((text) => [text, add(text, '1'), sub(text, '1')]), '1', '0'];
      case 'date':
        return [...texts.flatMap((text) => [text, addDays(text, 1), addDays(text, -1)]), today];
      case 'time':
        return [...texts, '12:00:00', '00:00:00', '23:59:59'];
      case 'datetime':
        return [
          ...texts.flatMap((text) => [text, addMilliseconds(text, day), addMilliseconds(text, -day)]),
          now,
        ];
      case 'reference':
        return [...said.map(onWire), { number: 'A1' }];
      case 'any-reference':
        return said.map(onWire);
      case 'list':
        return [wanted(literals), ...said.map((value) => [onWire(value)]), [options[0] ?? oneOf(fact)]];
      default:
        return [...plain(), ...plain().flatMap((text) => lengths.map((length) => text.padEnd(length, '1')))];
    }
  }
}

function isOf({ member }: Fact, value: Json): boolean {
  return !('field' in member) || member.field.kind.read(value, member.field).ok;
}

/** As long as numbers of companies, persons and accounts are. */
const lengths = [15, 18, 20, 11];

/** A reference in the list, or a text. */
function oneOf({ elements }: Fact): Json {
  return elements === 'reference' ? { number: 'A1' } : 'A';
}

function onWire(value: Single): Json {
  return typeof value === 'object' ? { ...value } : value;
}

/** Lists the values that a list has to contain. */
function wanted(literals: readonly Literal[]): readonly Json[] {
  return literals.flatMap(({ leaf, holds }) =>
    holds && leaf.operator === 'contains' && 'values' in leaf.operand ? leaf.operand.values.map(onWire) : [],
  );
}

/** A text that begins, goes on and ends as it should. */
function joined(literals: readonly Literal[]): string {
  const parts = (operator: string) =>
    literals.flatMap(({ leaf, holds }) =>
      holds && leaf.operator === operator && 'values' in leaf.operand ? leaf.operand.values.map(String) : [],
    );
  return [...parts('startsWith'), ...parts('contains'), ...parts('endsWith')].join('');
}

/** Makes texts that simple patterns match: classes by one of their characters, and without what may be left out. */
function patterns(literals: readonly Literal[]): readonly string[] {
  return literals.flatMap(({ leaf }) => {
    if (leaf.operator !== 'matches' || !('values' in leaf.operand)) return [];
    const [pattern] = leaf.operand.values;
    const text = String(pattern).replace(/^\^|\$$/g, '');
    const plain = text
      .replaceAll(/\\d|\[0-9\]/g, '1')
      .replaceAll(/\\w|\[a-z\]|\[A-Z\]/gi, 'A')
      .replaceAll(/(.)\{(\d{1,2})(?:,\d*)?\}/g, (_all, one: string, count: string) =>
        one.repeat(Number(count)),
      )
      .replaceAll(/\.[*+]?|[*+?]/g, '');
    return [plain, plain.replaceAll('\\', '')];
  });
}
