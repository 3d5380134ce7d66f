import { element } from './element.js';
import { currentLanguage, word } from './words.js';

/** @typedef {Record<string, any>} Schema */

/** @param {Schema} document @param {Schema | undefined} schema @returns {Schema} */
export function resolved(document, schema) {
  const reference = schema?.['$ref'];
  if (typeof reference !== 'string') return schema ?? {};
  let found = document;
  for (const step of reference.split('/').slice(1)) found = found?.[step];
  return found ?? {};
}

/** A schema in a few letters: `string · date`, `integer | null`, `Reference`. @param {Schema | undefined} schema @returns {string} */
export function typeOf(schema) {
  if (!schema) return '';
  if (schema['$ref']) return schema['$ref'].split('/').at(-1);
  if (schema['const'] !== undefined) return JSON.stringify(schema['const']);
  if (schema['enum'])
    return schema['enum'].map((/** @type {unknown} */ one) => JSON.stringify(one)).join(' | ');
  const several = schema['anyOf'] ?? schema['oneOf'];
  if (several) return [...new Set(several.map(typeOf))].filter((one) => one !== '').join(' | ');
  const plain = Array.isArray(schema['type']) ? schema['type'].join(' | ') : (schema['type'] ?? '');
  if (plain === '' && schema['properties']) return 'object';
  if (schema['items']) return `${typeOf(schema['items'])}[]`;
  return schema['format'] ? `${plain} · ${schema['format']}` : plain;
}

/** Members of an object as a tree, entries opened. @param {Schema} document @param {Schema | undefined} schema @returns {HTMLElement} */
export function tree(document, schema, depth = 0) {
  const shape = members(document, schema);
  const list = element('ul', { class: 'tree' });
  for (const [name, member] of Object.entries(shape?.['properties'] ?? {})) {
    const needed = shape['required']?.includes(name);
    const label = currentLanguage() === 'zh' ? member['title'] : member['description'];
    list.append(
      element(
        'li',
        {},
        element('code', {}, name),
        needed ? element('span', { class: 'need', title: word('needed') }, ' *') : null,
        ' ',
        element('span', { class: 'muted' }, typeOf(member)),
        label ? `  ${label}` : '',
        depth < 2 && members(document, member)?.['properties'] && !member['$ref']
          ? tree(document, member, depth + 1)
          : null,
      ),
    );
  }
  return list;
}

/** The object a schema is, or is a list of. @param {Schema} document @param {Schema | undefined} schema @returns {Schema} */
function members(document, schema) {
  const own = resolved(document, schema);
  if (own['items']) return resolved(document, own['items']);
  return own;
}

/** Something that would be accepted. @param {Schema} document @param {Schema | undefined} given @returns {unknown} */
export function example(document, given, depth = 0) {
  const schema = resolved(document, given);
  if (schema['default'] !== undefined) return schema['default'];
  if (schema['examples']?.length) return schema['examples'][0];
  if (schema['const'] !== undefined) return schema['const'];
  if (schema['enum']) return schema['enum'][0];
  const several = schema['anyOf'] ?? schema['oneOf'];
  if (several) return example(document, several[0], depth);
  const type = Array.isArray(schema['type']) ? schema['type'][0] : schema['type'];
  if (type === 'array') return depth > 2 ? [] : [example(document, schema['items'], depth + 1)];
  if (type === 'object' || schema['properties']) {
    const wanted = Object.entries(schema['properties'] ?? {}).filter(
      ([name]) => !name.startsWith('$') && (name !== 'id' || !schema['additionalProperties']),
    );
    return Object.fromEntries(wanted.map(([name, member]) => [name, example(document, member, depth + 1)]));
  }
  if (type === 'integer' || type === 'number') return schema['minimum'] ?? 0;
  if (type === 'boolean') return false;
  if (schema['format'] === 'date') return '2026-01-31';
  if (schema['format'] === 'date-time') return '2026-01-31T08:15:30.123Z';
  return type === 'string' ? '' : null;
}
