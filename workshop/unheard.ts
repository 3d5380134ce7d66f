import type { Source } from './sources.ts';

/**
 * Listeners of the web UI that hear nothing: an event that is told (`tell`) reaches only whoever holds the element
 * that tells it; what somebody further out is to hear is told up (`tellUp`).
 */
export function unheard(sources: readonly Source[]): readonly string[] {
  const byEvent = new Map<string, Set<string>>();
  const up = new Set<string>();
  for (const { text } of sources) {
    const tag = /customElements\.define\('([\w-]+)'/.exec(text)?.[1];
    for (const [, how, name] of text.matchAll(
      /(\.tell|\.tellUp|new CustomEvent)(?:<[^>]*>)?\(\s*'([\w-]+)'/g,
    )) {
      if (tag === undefined || name === undefined) continue;
      if (how === '.tellUp') up.add(name);
      byEvent.set(name, (byEvent.get(name) ?? new Set()).add(tag));
    }
  }
  return sources.flatMap(({ path, text }) =>
    // A listener, behind what it stands in: the nearest element that is opened before it.
    [...text.matchAll(/@([\w-]+)=\$\{/g)].flatMap(({ 1: name = '', index }) => {
      const tag = [...text.slice(0, index).matchAll(/(?<!\w)<([a-z][\w-]*)(?=\s)/g)].at(-1)?.[1] ?? '';
      const tags = byEvent.get(name);
      const hears = !tag.startsWith('gj-') || !tags || up.has(name) || tags.has(tag);
      return hears ? [] : [`${path}: <${tag}> tells no ${name}`];
    }),
  );
}
