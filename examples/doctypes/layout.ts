import type { Json, JsonObject } from '../../metadata/common/json.ts';
import { type Docfield, isOn, isSilent } from './doctype.ts';
import { conditionOf, type Facts } from './expression.ts';
import { fieldWords } from './field-words.ts';
import { partNameOf } from './names.ts';
import { bookkeeping, left, type Outcome, said, type Tally } from './tally.ts';
import { layoutTypes } from './world.ts';

interface Group extends Record<string, Json> {
  name: string;
}
interface Section {
  readonly group: Group;
  /** Names of fields, a list a column: there they go down, here side by side. */
  readonly columns: string[][];
}
interface Tab {
  readonly tab: Record<string, Json>;
  readonly sections: Section[];
}

/** The layout of a form, of the breaks between its fields, and the blocks that stand among them. */
export function layoutOf(
  fields: readonly Docfield[],
  names: ReadonlyMap<string, string>,
  facts: Facts,
  tally: Tally,
): { readonly layout: JsonObject | undefined; readonly blocks: readonly JsonObject[] } {
  const tabs: Tab[] = [];
  const blocks: JsonObject[] = [];
  const used = new Set<string>();
  const named = (wanted: string) => {
    let name = partNameOf(wanted) || 'part';
    for (let at = 2; used.has(name); at += 1) name = `${partNameOf(wanted)}-${at}`;
    used.add(name);
    return name;
  };
  const tabNow = () => {
    const found = tabs.at(-1) ?? { tab: { name: named('main'), label: label('Details') }, sections: [] };
    if (tabs.length === 0) tabs.push(found);
    return found;
  };
  const sectionNow = () => {
    const { sections } = tabNow();
    const found = sections.at(-1) ?? { group: { name: named('group') }, columns: [[]] };
    if (sections.length === 0) sections.push(found);
    return found;
  };
  let waiting: Record<string, Json>[] = [];
  for (const field of fields) {
    const own = names.get(field.name);
    if (own !== undefined) {
      sectionNow().columns.at(-1)?.push(own);
      for (const block of waiting) block['before'] = own;
      waiting = [];
      continue;
    }
    if (!layoutTypes.has(field.type)) continue;
    const count = (word: string, outcome: Outcome) => tally.count(`${field.type}: ${word}`, outcome);
    switch (field.type) {
      case 'Tab Break': {
        const tab = { name: named(field.name), label: label(field.label || field.name) };
        tabs.push({ tab, sections: [] });
        count('fieldtype', said);
        layoutWords(field, tab, facts, count);
        break;
      }
      case 'Section Break': {
        const group: Group = { name: named(field.name) };
        if (field.label) group['label'] = label(field.label);
        tabNow().sections.push({ group, columns: [[]] });
        count('fieldtype', said);
        layoutWords(field, group, facts, count);
        break;
      }
      case 'Column Break':
        sectionNow().columns.push([]);
        count('fieldtype', said);
        layoutWords(field, {}, facts, count);
        break;
      default: {
        const block = blockOf(field, named(field.name), facts, count);
        if (!block) break;
        block['group'] = sectionNow().group.name;
        blocks.push(block);
        waiting.push(block);
      }
    }
  }
  const made = tabs.map(({ tab, sections }) => ({ ...tab, groups: sections.flatMap(groupOf) }));
  const filled = made.filter(({ groups }) => groups.length > 0);
  // A block that no field comes after stands at the end of its group; a group that holds blocks alone has no place.
  const groups = new Set(filled.flatMap((tab) => tab.groups.map(({ name }) => String(name))));
  const placed = blocks.map((block) => {
    const { group, ...rest } = block;
    return groups.has(String(group)) && !('before' in block) ? block : rest;
  });
  return { layout: filled.length > 0 ? { tabs: filled } : undefined, blocks: placed };
}

/** Fields of columns that go down, side by side: the first of each, then the second. */
function groupOf({ group, columns }: Section): JsonObject[] {
  const filled = columns.filter((column) => column.length > 0);
  const rows = Math.max(0, ...filled.map((column) => column.length));
  const fields = Array.from({ length: rows }, (_, at) => filled.flatMap((column) => column[at] ?? [])).flat();
  if (fields.length === 0) return [];
  return [{ ...group, columns: Math.min(6, filled.length), fields }];
}

function layoutWords(
  { said: words, type }: Docfield,
  part: Record<string, Json>,
  facts: Facts,
  count: (word: string, outcome: Outcome) => void,
): void {
  for (const [word, value] of Object.entries(words)) {
    if (isSilent(value) || word === 'fieldtype') continue;
    count(word, wordOf(word, value, type, part, facts));
  }
}

function wordOf(word: string, value: Json, type: string, part: Record<string, Json>, facts: Facts): Outcome {
  const isColumn = type === 'Column Break';
  switch (word) {
    case 'fieldname':
      return bookkeeping;
    case 'label':
      return isColumn ? left('a column has no heading') : said;
    case 'description':
      if (isColumn) return left('a column has no heading');
      part['help'] = label(String(value));
      return said;
    case 'depends_on': {
      if (isColumn) return left('a column cannot be hidden by itself');
      const condition = conditionOf(String(value), facts);
      if (typeof condition === 'string') return left(condition);
      if (part['visible'] !== false) part['visible'] = condition as unknown as Json;
      return said;
    }
    case 'hidden':
      if (isColumn) return left('a column cannot be hidden by itself');
      part['visible'] = false;
      return said;
    case 'collapsible':
      if (type === 'Tab Break' || isColumn) return bookkeeping;
      part['folded'] ??= true;
      return said;
    case 'collapsible_depends_on': {
      if (type !== 'Section Break') return bookkeeping;
      const condition = conditionOf(String(value), facts);
      if (typeof condition === 'string') return left(condition);
      part['folded'] = { not: condition } as unknown as Json;
      return said;
    }
    case 'width':
    case 'columns':
      return left('columns share the width of their group');
    default:
      return ofBreaks[word] ?? meaningless(word);
  }
}

/** What only fields with a value go by says nothing of a part without one. */
const meaningless = (word: string): Outcome =>
  Object.hasOwn(fieldWords, word) ? bookkeeping : left('there is no word for it');

/** Words that say something of a break, though not here. */
const ofBreaks: Readonly<Record<string, Outcome>> = {
  print_hide: left('a template says which groups stand on paper'),
  permlevel: left('rights are said by field'),
  hide_border: left('looks of one system: there is no word for it'),
  show_dashboard: left('looks of one system: there is no word for it'),
};

/** Kinds whose pictures a block can show. */
const filed: ReadonlySet<string> = new Set(['image', 'images', 'file', 'files']);

function blockOf(
  { name, type, label: text, options, said: words }: Docfield,
  part: string,
  facts: Facts,
  count: (word: string, outcome: Outcome) => void,
): Record<string, Json> | undefined {
  const outcomes: Record<string, Outcome> = {};
  const block: Record<string, Json> = { name: part, block: 'note' };
  const pictured = facts.fact(options);
  const prose = options
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 500);
  if (type === 'Heading') Object.assign(block, { block: 'heading', label: label(text || name) });
  else if (type === 'Image' && pictured && filed.has(pictured.kind))
    Object.assign(block, { block: 'picture', field: pictured.fact, ...(text && { label: label(text) }) });
  else if (type === 'HTML' && prose !== '' && !/\{[{%]/.test(options)) block['label'] = label(prose);
  else {
    const why = {
      HTML: 'a program draws there',
      Button: 'what it presses is a program',
      Image: 'the field of its picture is not there',
    };
    count('fieldtype', left(why[type as keyof typeof why] ?? 'a program draws there'));
    return undefined;
  }
  count('fieldtype', said);
  if (options !== '') count('options', said);
  for (const [word, value] of Object.entries(words)) {
    if (isSilent(value) || word === 'fieldtype' || word === 'options' || word === 'fieldname') continue;
    if (word === 'depends_on') {
      const condition = conditionOf(String(value), facts);
      outcomes[word] = typeof condition === 'string' ? left(condition) : said;
      if (typeof condition !== 'string') block['visible'] = condition as unknown as Json;
    } else if (word === 'hidden' && isOn(value)) {
      block['visible'] = false;
      outcomes[word] = said;
    } else outcomes[word] = word === 'label' ? said : (ofBreaks[word] ?? meaningless(word));
  }
  for (const [word, outcome] of Object.entries(outcomes)) count(word, outcome);
  return block;
}

const label = (text: string): JsonObject => ({ zh: text.slice(0, 500), en: text.slice(0, 500) });
