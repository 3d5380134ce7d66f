import type { Language } from '../../metadata/common/label.ts';
import { identityOperators } from '../../metadata/kinds/common/operators.ts';
import { severalOf } from '../../metadata/kinds/common/pointed.ts';
import type { OptionSource } from '../../metadata/source.ts';
import { systemMembers } from '../../metadata/system-members.ts';
import { insideSentence, singular } from '../../metadata/words/inside-sentence.ts';
import type { Compiled, Leaf, Node, Some } from './compiled.ts';
import { type CallFacts, readFact } from './facts.ts';
import { leavesOf } from './outdated.ts';
import { type Fact, targetOf } from './scope.ts';
import type { Reading, Ref, Single, Value } from './value.ts';
import { grammar, operatorWords, type Words } from './words.ts';

export interface Wording {
  /** Returns the name that people have for a record which a condition names. Default: its number, else its id. */
  readonly nameOf?: (form: string, ref: Ref) => string | undefined;
  /** The call that was judged: what it says of today is told beside the word. Default: the word alone. */
  readonly call?: CallFacts;
  /** Lists are not shortened, so that nothing of the condition is lost. Default: they are. */
  readonly inFull?: boolean;
  /** A part without the fact that it asks, which something else says, as the head of a column. Default: with it. */
  readonly bare?: boolean;
}

/** The condition as a sentence that a person reads: labels for fields, options and operators. */
export function describe(compiled: Compiled, language: Language, wording: Wording = {}): string {
  return say(compiled.node, language, wording);
}

function say(node: Node, language: Language, wording: Wording): string {
  const g = grammar[language];
  if (node.type === 'leaf') return describeLeaf(node, language, wording);
  if (node.type === 'not') return g.not.say({ text: say(node.node, language, wording) });
  if (node.type === 'some') return describeSome(node, language, wording);
  if (node.nodes.length === 0) return g.always;
  const parts = node.nodes.map((inner) => {
    const text = say(inner, language, wording);
    const mixed = (inner.type === 'all' || inner.type === 'any') && inner.type !== node.type;
    return mixed && inner.nodes.length > 1 ? g.group.say({ text }) : text;
  });
  return parts.join(node.type === 'all' ? g.and : g.or);
}

export function describeSome({ fact, node }: Some, language: Language, wording: Wording = {}): string {
  return grammar[language].oneRow.say({
    lines: linesOf(fact, language),
    text: say(node, language, wording),
  });
}

export function describeLeaf(leaf: Leaf, language: Language, wording: Wording = {}): string {
  const { fact, over, operator, comparison } = leaf;
  const operand = describeOperand(leaf, language, wording);
  return [
    ...(wording.bare ? [] : [describeHead(fact, language, over)]),
    operatorWords(operator, comparison)[language],
    ...(operand === '' ? [] : [operand]),
  ].join(' ');
}

/** Describes the part before the operator: of what, and on which rows. */
export function describeHead(fact: Fact, language: Language, over?: Leaf['over']): string {
  const g = grammar[language];
  if (over === 'any') return g.anyRow.say({ row: rowSaid(fact, language), text: innermost(fact, language) });
  if (over === 'every')
    return g.everyRow.say({ row: rowSaid(fact, language), text: innermost(fact, language) });
  return describeFact(fact, language, over);
}

export function describeOperand(leaf: Leaf, language: Language, wording: Wording = {}): string {
  const { operand, operator } = leaf;
  const fact = factSaid(leaf);
  const g = grammar[language];
  if ('fact' in operand) return describeKnown(operand.fact, language, wording);
  const { values } = operand;
  const shown = values.length > several + 1 && !wording.inFull ? values.slice(0, several) : values;
  const said = shown
    .map((value) => describeValue(value, fact, language, wording))
    .join(operator === 'between' ? g.to : g.list);
  return shown.length < values.length
    ? g.more.say({ some: said, others: values.length - shown.length })
    : said;
}

/** Today, with its date where that is known. */
function describeKnown(fact: Fact, language: Language, { call }: Wording): string {
  const label = describeFact(fact, language);
  if (fact.root !== 'call' || !call) return label;
  const [value] = readFact(fact, { record: {}, call });
  return typeof value === 'string' ? `${label}${grammar[language].aside.say({ text: value })}` : label;
}

/** What values are called. */
export function namesOf({ options = [], formerOptions = [], titles = [] }: Fact): readonly OptionSource[] {
  return [...options, ...formerOptions, ...titles];
}

/** A fact as its values are worded. */
export type Said = Fact & { readonly counted?: true };

/** A count of choices is a number and no choice, one of rates no rate; a part of a code is none that has a name. */
export function factSaid({ fact, comparison, over, operator }: Leaf): Said {
  if (over !== 'count' && over !== 'sum')
    return fact.titles && !identityOperators.includes(operator) ? { ...fact, titles: [] } : fact;
  const number = { ...fact, comparison, options: [], formerOptions: [], titles: [] };
  return over === 'count' ? { ...number, counted: true } : number;
}

/** Describes the values of a fact, shortened where there are many. */
export function describeReading(
  reading: Reading,
  fact: Said,
  language: Language,
  wording: Wording = {},
): string {
  const g = grammar[language];
  const said = (value: Value): string => {
    if (value === null) return g.empty;
    if (!Array.isArray(value)) return describeValue(value as Single, fact, language, wording);
    return (value as readonly Single[])
      .map((one) => describeValue(one, fact, language, wording))
      .join(g.list);
  };
  if (reading.length === 0) return g.empty;
  const shown = [...new Set(reading.map(said))];
  return shown.length > several ? `${shown.slice(0, several).join(g.list)}…` : shown.join(g.list);
}

const several = 5;

export function describeFact(fact: Fact, language: Language, over?: Leaf['over']): string {
  const g = grammar[language];
  if (over === 'count') {
    const lines = linesOf(fact, language);
    return 'rows' in fact.member
      ? g.rows.say({ lines })
      : g.filled.say({ lines, fact: innermost(fact, language) });
  }
  if (over === 'sum') return g.sum.say({ lines: linesOf(fact, language), fact: innermost(fact, language) });
  if (fact.entries.length === 0) return innermost(fact, language);
  return 'rows' in fact.member
    ? linesOf(fact, language)
    : g.of.say({ outer: linesOf(fact, language), inner: innermost(fact, language) });
}

/** In every language, for problems. */
export function factLabel(fact: Fact, over?: Leaf['over']): Words {
  return { zh: describeFact(fact, 'zh', over), en: describeFact(fact, 'en', over) };
}

/** The field, with the reference before it, without its lines. */
function innermost(fact: Fact, language: Language): string {
  const outer = 'rows' in fact.member ? fact.entries.length - 1 : fact.entries.length;
  const trail = fact.labels.slice(outer).map((label) => label[language]);
  return chain(fact.entries.length === 0 ? [...rootOf(fact, language), ...trail] : trail, language);
}

export function linesOf(fact: Fact, language: Language): string {
  const trail = fact.labels.slice(0, fact.entries.length).map((label) => label[language]);
  return chain([...rootOf(fact, language), ...trail], language);
}

/** One of the rows that a fact is of, before what it is said to have; Chinese counts by the word behind. */
function rowSaid(fact: Fact, language: Language): string {
  const lines = linesOf(fact, language);
  if (language === 'zh') return lines;
  const isAlone = fact.entries.length === 1 && rootOf(fact, language).length === 0;
  const one = isAlone ? singular(lines) : undefined;
  return one === undefined ? `${lines} row` : insideSentence(one);
}

function chain(words: readonly string[], language: Language): string {
  return words.reduce((outer, inner) => grammar[language].of.say({ outer, inner }));
}

function rootOf(fact: Fact, language: Language): readonly string[] {
  if (fact.root === 'parent') return [grammar[language].parent];
  return fact.root === 'row' ? [grammar[language].row] : [];
}

/** Id of the form whose records the values of a fact name; system members, too, point at some. */
function formNamed({ member }: Fact): string | undefined {
  if ('field' in member) return targetOf(member.field);
  return 'system' in member ? systemMembers[member.system].target : undefined;
}

/** The records that a condition names. */
export function refsIn(node: Node): readonly { readonly form: string; readonly ref: Ref }[] {
  return [...leavesOf(node)].flatMap(({ fact, operand }) => {
    if (!('values' in operand)) return [];
    return (operand.values as readonly Single[]).flatMap((ref) => {
      const form = typeof ref === 'object' ? (ref.form ?? formNamed(fact)) : undefined;
      return typeof ref === 'object' && form !== undefined ? [{ form, ref }] : [];
    });
  });
}

function describeValue(value: Single, fact: Said, language: Language, wording: Wording): string {
  const g = grammar[language];
  if (typeof value === 'boolean') return value ? g.yes : g.no;
  if (typeof value === 'object') {
    const form = value.form ?? formNamed(fact);
    const name = form === undefined ? undefined : wording.nameOf?.(form, value);
    const text = name ?? value.number ?? value.id ?? '';
    if (value.form === undefined) return g.quote.say({ text });
    const targets = ('field' in fact.member && severalOf(fact.member.field)) || [];
    const called = targets.find(({ id }) => id === value.form)?.label[language];
    return g.quote.say({ text: `${called ?? value.form}/${text}` });
  }
  const option = namesOf(fact).find((one) => one.value === value);
  if (option) return g.quote.say({ text: option.label[language] });
  // A carried or computed value is worded as the field it is made of.
  const field = 'field' in fact.member ? (fact.member.field.inner ?? fact.member.field) : undefined;
  if (field?.kind.name === 'percent' && !fact.counted) return field.kind.format(value, field, language);
  return fact.comparison === 'text' || fact.comparison === 'list' ? g.quote.say({ text: value }) : value;
}
