import type { Source } from './sources.ts';

/**
 * Listeners of the web UI that hear nothing: an event that is emitted (`emit`) reaches only whoever holds the element
 * that tells it; what somebody further out is to hear is emitted up (`emitUp`).
 */
export function unheard(sources: readonly Source[]): readonly string[] {
  const { byEvent, up } = eventsOf(sources);
  return listenersOf(sources).flatMap(({ path, tag, name }) => {
    const tags = byEvent.get(name);
    const hears = !tag.startsWith('gj-') || !tags || up.has(name) || tags.has(tag);
    return hears ? [] : [`${path}: <${tag}> tells no ${name}`];
  });
}

/** Events that are told up, though everybody who hears them holds the element that tells them. */
export function bubblingForNothing(sources: readonly Source[]): readonly string[] {
  const { byEvent, up } = eventsOf(sources);
  const listeners = listenersOf(sources);
  const texts = sources.map(({ text }) => text).join('\n');
  return [...up].filter(
    (name) =>
      !texts.includes(`addEventListener('${name}'`) &&
      listeners.every((one) => one.name !== name || byEvent.get(name)?.has(one.tag)),
  );
}

/** Finds the elements that tell each event, and the events that are told up. */
function eventsOf(sources: readonly Source[]) {
  const byEvent = new Map<string, Set<string>>();
  const up = new Set<string>();
  const bases = new Map(
    sources.flatMap(({ text }) => {
      const [, name = ''] = /^export (?:abstract )?class (\w+)/m.exec(text) ?? [];
      return name === '' ? [] : [[name, text] as const];
    }),
  );
  for (const { text } of sources) {
    const tag = /customElements\.define\('([\w-]+)'/.exec(text)?.[1];
    // What its base tells, an element tells as well.
    const [, base = ''] = /class \w+ extends (?:withProperties\()?(\w+)/.exec(text) ?? [];
    for (const [, how, name] of `${text}\n${bases.get(base) ?? ''}`.matchAll(
      /(\.emit|\.emitUp|new CustomEvent)(?:<[^>]*>)?\(\s*'([\w-]+)'/g,
    )) {
      if (tag === undefined || name === undefined) continue;
      if (how === '.emitUp') up.add(name);
      byEvent.set(name, (byEvent.get(name) ?? new Set()).add(tag));
    }
  }
  return { byEvent, up };
}

/** Finds the listeners in templates, each with its element: the nearest one that is opened before. */
function listenersOf(sources: readonly Source[]) {
  return sources.flatMap(({ path, text }) =>
    [...text.matchAll(/@([\w-]+)=\$\{/g)].map(({ 1: name = '', index }) => ({
      path,
      name,
      tag: [...text.slice(0, index).matchAll(/(?<!\w)<([a-z][\w-]*)(?=\s)/g)].at(-1)?.[1] ?? '',
    })),
  );
}
