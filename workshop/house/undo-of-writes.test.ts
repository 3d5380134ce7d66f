import { existsSync, globSync, readFileSync } from 'node:fs';
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

/** Something that a page tells once it is done. */
interface Notice {
  readonly path: string;
  /** The ids of its sentences; where they are made elsewhere, the path alone. */
  readonly names: readonly string[];
  readonly isUndone: boolean;
}

/** Every place that begins so, up to where its first bracket closes. */
const places = (text: string, begin: RegExp): readonly string[] =>
  [...text.matchAll(begin)].map(({ 0: found, index }) =>
    text.slice(index, closing(text, index + found.search(/[([{]/))),
  );

/** Without what is told from inside it: how it is taken back. */
function outermost(said: string): string {
  return places(said.slice(1), /\bnotify(?:OnPage)?\(/g).reduce(
    (left, inner) => left.replace(inner, ''),
    said,
  );
}

/** Everything that pages tell once it is done: by `notify`, or as the outcome of a `Doing`. */
function toasts(path: string): readonly Notice[] {
  const text = readFileSync(path, 'utf8');
  const notices = places(text, /\bnotify(?:OnPage)?\((?=[^)]*\{)/g);
  const done = places(text, /\{[^{}]*\bdone:/g).filter((said) => /msg\(/.test(said));
  return [...notices, ...done]
    .map(outermost)
    .filter((said) => !/kind: '(error|warning)'/.test(said))
    .map((said) => {
      const ids = [...said.matchAll(/id:\s*'([\w-]+)'/g)].map(([, id = '']) => id);
      return {
        path,
        names: ids.length > 0 ? ids : [path],
        isUndone: /\bundo\b|\bredo\b/.test(said),
      };
    });
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
  'tell-done': 'people have read it by now',
  'file-link-withdrawn': 'its token is kept as a hash alone: nobody can make the same link again',
  'session-left': 'whoever was signed in there signs in again',
  'sessions-all-ended': 'whoever was signed in there signs in again',
  'sessions-others-ended': 'whoever was signed in there signs in again',
  'two-step-turned-off': 'the secret of the app is gone: its owner adds it again',
  'token-revoked': 'its secret is kept as a hash alone: nobody can make the same token again',
  'param-waits': 'is a change set, which is rolled back as one, where it is looked at first',
  'values-imported': 'is a change set, which is rolled back as one, where it is looked at first',
  'change-is-discarded': 'was asked before; a change set that is given up is told in its history alone',
  'sharing-changed':
    'may have withdrawn assignments, which others gave: its panel stays open for the former way',
  'sharing-transferred': 'only the new creator may hand it back',
  'sharing-copy-removed': 'its values stand in the history, from where they are brought back one by one',
  'sharing-copy-made': 'is given up where it was made, beside what that means',
  'lab-case-kept':
    'lies in a design, which has undo of its own, or was published, which is undone as any publish',
  'station-brought': 'what is with its bill is in approval, and is sent back from there',
  'demo-loaded': 'is a group of companies with a year of documents',
  'ui/administration/packages/install/install-page.ts':
    'is undone under Publishes, where what that means is shown first',
  'ui/administration/packages/take-back.ts':
    'is what was taken back or redone, and the history offers the other way',
  'pkg-uninstalled': 'is brought back from its archive, to which the page goes',
  'ui/list/views/drawn-records.ts': 'is the way back',
  'ui/record/editor/record-news.ts': 'is what somebody else did',
  'ui/list/gj-list-sheet.ts': 'tells with whom what is typed was merged, before it is saved',
  'unsaved-kept-for-org': 'is kept as it was typed, and offered there',
  'ui/record/unsaved/restore-typed.ts': 'is typed again, and not saved yet',
  saved: 'the way back is in what can no longer be fetched; the history has it',
};

/** Files that tell of what is no write, and is taken back all the same. */
const noWrites: Readonly<Record<string, string>> = {
  'ui/app/org-in-address.ts': 'the organisation of the page',
  'ui/design/published/undo-publish.ts': 'the way forth again: e2e/design.e2e.test.ts goes it',
  'ui/gallery/openings.ts': 'a specimen',
  'ui/kit/doing.ts': 'whatever its caller does',
  'ui/record/unsaved/unsaved-typing.ts': 'what is typed and not saved',
};

/** Files whose way back has a test of its own, in which it is gone. */
const tried: Readonly<Record<string, string>> = {
  'ui/app/make-quickly.ts': 'e2e/quick-record.e2e.test.ts',
  'ui/home/inbox/inbox-acts.ts': 'e2e/inbox.e2e.test.ts',
  'ui/list/deleted-page.ts': 'e2e/list.e2e.test.ts',
  'ui/list/gj-list-sheet.ts': 'e2e/sheet.e2e.test.ts',
  'ui/list/report/report-page.ts': 'e2e/reports.e2e.test.ts',
  'ui/list/views/gj-board.ts': 'e2e/views.e2e.test.ts',
  'ui/list/views/gj-calendar.ts': 'e2e/views.e2e.test.ts',
  'ui/design/publish/gj-design-way.ts': 'e2e/design-people.long.e2e.test.ts',
  'ui/design/publish/publish-page.ts': 'e2e/design.e2e.test.ts',
  'ui/record/gj-record-overlays.ts': 'e2e/record.e2e.test.ts',
};

const sources = globSync('ui/**/*.ts').filter((path) => !/\.(test|suite)\.ts$|^ui\/locales\//.test(path));
const all = sources.flatMap(toasts);
/** Files whose way back is a row of the browser tests that go it: all is as it was then. */
const rows = globSync('e2e/undo*.ts').flatMap((path) =>
  [...readFileSync(path, 'utf8').matchAll(/\bsource: '([^']+)'/g)].map(([, source = '']) => source),
);

it('each write that pages tell of can be taken back where it is told, or is listed with why not', () => {
  const bare = all.filter(({ names, isUndone }) => !isUndone && names.some((name) => !(name in without)));
  expect(bare.map(({ names, path }) => `${names} ${path}`)).toEqual([]);
  expect(all.filter(({ isUndone }) => isUndone).length).toBeGreaterThan(10);
});

it('nothing is listed that can be taken back, or is told no more', () => {
  const bare = new Set(all.filter(({ isUndone }) => !isUndone).flatMap(({ names }) => names));
  expect(Object.keys(without).filter((name) => !bare.has(name))).toEqual([]);
});

it('each way back that pages offer is gone by a test', () => {
  const offering = new Set(all.filter(({ isUndone }) => isUndone).map(({ path }) => path));
  const known = new Set([...rows, ...Object.keys(tried), ...Object.keys(noWrites)]);
  expect([...offering].filter((path) => !known.has(path))).toEqual([]);
  expect([...known].filter((path) => !offering.has(path))).toEqual([]);
  for (const test of Object.values(tried)) {
    expect([test, existsSync(test)]).toEqual([test, true]);
    expect([test, /撤销/.test(readFileSync(test, 'utf8'))]).toEqual([test, true]);
  }
});
