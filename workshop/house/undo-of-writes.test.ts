import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** Where the bracket that opens at a place closes. */
function closing(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    if ('([{'.includes(text[at] ?? '')) depth += 1;
    if (')]}'.includes(text[at] ?? '') && --depth === 0) return at + 1;
  }
  return text.length;
}

/** Everything that pages tell once it is done: by `notify`, or as the outcome of a `Doing`. */
function toasts(path: string) {
  const text = readFileSync(path, 'utf8');
  const notices = [...text.matchAll(/\bnotify\(\{/g)].map(({ index }) =>
    text.slice(index, closing(text, index + 'notify'.length)),
  );
  const done = [...text.matchAll(/\{[^{}]*\bdone:/g)].map(({ index }) =>
    text.slice(index, closing(text, index)),
  );
  return [...notices, ...done]
    .filter((said) => !/kind: '(error|warning)'/.test(said) && /msg\(/.test(said))
    .map((said) => ({
      path,
      id: /id:\s*'([\w-]+)'/.exec(said)?.[1] ?? '',
      isUndone: /\bundo\b|\bredo\b/.test(said),
    }));
}

/** Told without a way back, by the id of the text: why. */
const without: Readonly<Record<string, string>> = {
  undone: 'is the way back',
  redone: 'is the way forth; the former notice stands no more',
  'form-updated': 'is no write of this person: the page follows a publish',
  'servers-caught-up': 'is no write: the servers tell how far they are',
  copied: 'is on the clipboard, nothing was written',
  'file-link-copied': 'is on the clipboard, nothing was written',
  'published-copied': 'is on the clipboard, nothing was written',
  'design-copied-fields': 'is on the clipboard, nothing was written',
  'tell-nobody': 'nobody was told',
  'tell-all-begun': 'people have read it by now',
  'file-link-withdrawn': 'its token is kept as a hash alone: nobody can make the same link again',
  'token-revoked': 'its secret is kept as a hash alone: nobody can make the same token again',
  'param-waits': 'is a change set, which is rolled back as one, where it is looked at first',
  'values-imported': 'is a change set, which is rolled back as one, where it is looked at first',
  'change-is-discarded': 'was asked before; a change set that is given up is told in its history alone',
  'sharing-changed':
    'may have withdrawn assignments, which others gave: its panel stays open for the former way',
  'sharing-transferred': 'only the new creator may hand it back',
  'sharing-copy-removed': 'its values stand in the history, from where they are brought back one by one',
  'lab-case-kept':
    'lies in a design, which has undo of its own, or was published, which is undone as any publish',
  'station-brought': 'what is with its bill is in approval, and is sent back from there',
  'demo-loaded': 'is a group of companies with a year of documents',
  'pkg-installed': 'is undone under Publishes, where what that means is shown first',
  'pkg-uninstalled': 'is brought back from its archive, to which the page goes',
};

const sources = globSync('ui/**/*.ts').filter((path) => !/\.(test|suite)\.ts$|^ui\/locales\//.test(path));
const all = sources.flatMap(toasts);

it('each write that pages tell of can be taken back where it is told, or is listed with why not', () => {
  const bare = all.filter(({ id, isUndone }) => !isUndone && !(id in without));
  expect(bare.map(({ id, path }) => `${id} ${path}`)).toEqual([]);
  expect(all.filter(({ isUndone }) => isUndone).length).toBeGreaterThan(10);
});

it('nothing is listed that can be taken back, or is told no more', () => {
  const bare = new Set(all.filter(({ isUndone }) => !isUndone).map(({ id }) => id));
  expect(Object.keys(without).filter((id) => !bare.has(id))).toEqual([]);
});
