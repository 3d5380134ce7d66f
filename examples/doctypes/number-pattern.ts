import type { Docfield } from './doctype.ts';

/** What `autoname` says: a pattern of numbers, a field that names the record, or what people type. */
export type Naming =
  | { readonly by: 'pattern'; readonly pattern: string }
  | { readonly by: 'field'; readonly field: string }
  | { readonly by: 'series' | 'people' | 'nobody' }
  | { readonly by: 'program'; readonly why: string };

/**
 * @example
 * namingOf('HR-APP-.YYYY.-.#####') //=> { by: 'pattern', pattern: 'HR-APP-{yyyy}-{seq:5}' }
 * namingOf('format:{patient}-{##}') //=> { by: 'pattern', pattern: '{patient}-{seq:2}' }
 * namingOf('field:title') //=> { by: 'field', field: 'title' }
 */
export function namingOf(autoname: string): Naming {
  const text = autoname.trim();
  if (/^(hash|uuid|autoincrement)$/i.test(text) || text === '') return { by: 'nobody' };
  if (/^prompt$/i.test(text)) return { by: 'people' };
  if (/^naming_series:/i.test(text)) return { by: 'series' };
  if (/^field:/i.test(text)) return { by: 'field', field: text.slice('field:'.length).trim() };
  if (/^format:/i.test(text)) return withCounter(braces(text.slice('format:'.length).trim()));
  if (/^_?[a-z_]+\(/i.test(text)) return { by: 'program', why: 'a program gives its number' };
  return withCounter(dots(text));
}

function withCounter(said: string): Naming {
  const pattern = said.trim();
  if (/\{seq:\d\}/.test(pattern)) return { by: 'pattern', pattern };
  // Where fields alone name a record, two of the same would be one.
  return pattern.includes('{')
    ? { by: 'pattern', pattern: `${pattern}-{seq:3}` }
    : { by: 'pattern', pattern: `${pattern}{seq:5}` };
}

const dates: Readonly<Record<string, string>> = { YYYY: '{yyyy}', YY: '{yy}', MM: '{MM}', DD: '{dd}' };
const counter = (marks: string) => `{seq:${Math.min(9, Math.max(1, marks.length))}}`;

/** `format:EXP-{YYYY}-{####}` */
function braces(text: string): string {
  return text.replace(/\{([^}]*)\}/g, (_, word: string) => wordOf(word));
}

/** `HR-.YYYY.-.#####`, or `HR-{patient}-.###` */
function dots(text: string): string {
  return text
    .split('.')
    .map((part) =>
      /^(#+|YYYY|YY|MM|DD|\{\w+\})$/.test(part) ? wordOf(part.replace(/[{}]/g, '')) : braces(part),
    )
    .join('');
}

function wordOf(word: string): string {
  if (/^#+$/.test(word)) return counter(word);
  return dates[word] ?? `{${word}}`;
}

/** The patterns that somebody can choose among. */
export const seriesOf = (options: string): readonly string[] =>
  options
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** A series that nobody can choose among is the pattern of the number. */
export const oneSeries = ({ options }: Docfield): boolean => seriesOf(options).length < 2;
