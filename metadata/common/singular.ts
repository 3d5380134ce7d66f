/** Words that end as if there were several, and name one, or nothing that is counted. */
const uncounted = /(?:ss|us|is|series|species|news|goods|contents)$/i;

/**
 * One of what an English label names several of; undefined: it does not say that it names several.
 *
 * @example
 * singular('Lines') //=> 'Line'
 * singular('Categories') //=> 'Category'
 * singular('Additional information') //=> undefined
 */
export function singular(label: string): string | undefined {
  if (!/[a-z]s$/i.test(label) || uncounted.test(label)) return undefined;
  if (/[^aeiou]ies$/i.test(label)) return `${label.slice(0, -3)}y`;
  return label.slice(0, /(?:x|ch|sh|ss)es$/i.test(label) ? -2 : -1);
}
