import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Label, languages } from '../../../metadata/common/label.ts';
import { render } from '../../../metadata/common/render.ts';
import { kinds } from '../../../metadata/kinds/index.ts';
import { systemMembers } from '../../../metadata/system-members.ts';
import { issueMessages as decided } from '../../../rules/einvoicing/messages.ts';
import { messages as ruledSharing } from '../../../rules/sharing/messages.ts';
import { shippedSources } from '../../../workshop/house/sources.ts';
import { domains } from '../../domains.ts';
import { messages as platform, problemMessages as platformProblems } from './index.ts';
import { sharingMessages } from './sharing.ts';

const problemsOfDomains = domains.flatMap((one) =>
  [one, ...one.recordChecks].map(({ messages: own }) => own),
);
/** Texts of decisions have codes of their own among them. */
const textsOfDomains = domains.map(({ texts }) =>
  Object.fromEntries(Object.entries(texts).filter(([code]) => !code.includes(':'))),
);
const entriesOf = (lists: readonly Readonly<Record<string, Label>>[]) => lists.flatMap(Object.entries<Label>);
const problemMessages = new Map([...platformProblems, ...entriesOf(problemsOfDomains)]);
const messages = new Map([...platform, ...entriesOf([...problemsOfDomains, ...textsOfDomains])]);

/** Codes as the sources write them: `refusal('x', 404)`, `runText('x')`, `code: 'x'`. */
const spelt =
  /\brefusal\(\s*'([a-z][a-z0-9-]*)'|\brunText\(\s*'([a-z][a-z0-9-]*)'|\bcode: '([a-z][a-z0-9-]*)'/g;
/** Codes of drivers' failures, of columns of sheets, and in answers of decisions: no caller is refused with one. */
const elsewhere =
  /^runtime\/(database\/|work\/sheets\/columns\/system-column)|^rules\/(decisions\/credit\/|imaging\/image-code\/cover-print)/;
const ofDecisions = /^(rules\/einvoicing|runtime\/einvoicing\/planning)\//;
const comments = /\/\*\*[\s\S]*?\*\//g;
const params = (text: string) => [...text.matchAll(/\{(\w+)/g)].map(([, name]) => name).sort();

describe('every code', () => {
  const codes = new Map<string, string>();
  for (const { path, text } of shippedSources())
    if (!elsewhere.test(path))
      for (const [, refused, written, found] of text.replace(comments, '').matchAll(spelt))
        codes.set(refused ?? written ?? found ?? '', path);

  it('has a sentence', () => {
    expect(codes.size).toBeGreaterThan(50);
    // The answers of decisions have their own list.
    const silent = [...codes].filter(
      ([code, path]) => !messages.has(code) && !(ofDecisions.test(path) && code in decided),
    );
    expect(silent.map(([code, path]) => `${code} (${path})`).sort()).toEqual([]);
  });

  it('of a kind of fields says what people call it', () => {
    expect([...kinds.keys()].filter((kind) => !messages.has(`kind-${kind}`))).toEqual([]);
  });

  it('has one in both languages, about the same params', () => {
    for (const [code, { zh, en }] of messages) {
      expect([code, params(en)]).toEqual([code, params(zh)]);
      expect(zh.trim(), code).not.toBe('');
    }
  });

  it('is said to its end: nothing of how it is written is left in it', () => {
    const texts = [...messages, ...entriesOf(domains.map((one) => one.texts))];
    // What these name has such characters.
    const meant = new Set(['not-colour', 'not-file-name', 'number-pattern', 'number-pattern-seq']);
    const raw = texts
      .filter(([code]) => !meant.has(code))
      .flatMap(([code, label]) =>
        ['1', '2', 'name'].flatMap((value) => {
          const filled = Object.fromEntries(
            [...params(label.zh), ...params(label.en)].map((one) => [one, value]),
          );
          const said = languages.map((language) => render({ [code]: label }, code, filled, language) ?? '');
          // JSON that is to be written so stands in some: its names are quoted.
          return said.filter((one) => /[#|]|\{\w/.test(one)).map((one) => `${code}: ${one}`);
        }),
      );
    expect(raw).toEqual([]);
    expect(texts.length).toBeGreaterThan(1_000);
  });

  it('has a verb of one where it counts one', () => {
    const wrong = /\{\w+\|[^|{}]*\|[^|{}]*\} of “\{\w+\}” (have|are|were|do)\b/;
    const all = Object.entries(messages).filter(([, { en }]) => wrong.test(en));
    expect(all.map(([code, { en }]) => [code, en])).toEqual([]);
  });

  it('says the same on every floor that has it, so that it does not matter which of them is asked', async () => {
    const lists = globSync([
      'metadata/messages/*.ts',
      'rules/{,*/}messages.ts',
      'runtime/common/messages/*.ts',
    ])
      // The answers of decisions are said by their own list, whoever asks them.
      .filter((path) => !/index\.ts$|\.test\.ts$|einvoicing\/messages\.ts$/.test(path))
      .map((path) => new URL(`../../../${path}`, import.meta.url).href)
      .map((url): Promise<Record<string, Record<string, Label>>> => import(/* @vite-ignore */ url));
    const said = new Map<string, Label>();
    for (const list of [
      ...[...problemsOfDomains, ...textsOfDomains],
      ...(await Promise.all(lists)).flatMap((all) => Object.values(all)),
    ])
      for (const [code, label] of Object.entries(list)) {
        expect([code, label]).toEqual([code, said.get(code) ?? label]);
        said.set(code, label);
      }
    expect(said.size).toBe(messages.size);
  });

  it('has a title for its status', () => {
    const statuses = new Set<string>();
    for (const { text } of shippedSources())
      for (const [, status] of text.matchAll(/\brefusal\(\s*'[a-z0-9-]+',\s*(\d{3})\)/g))
        statuses.add(status ?? '');
    expect([...statuses].filter((status) => !messages.has(`status-${status}`))).toEqual([]);
  });
});

describe('every problem', () => {
  const tests = globSync(['{metadata,rules,runtime,workshop,e2e}/**/*.{test,suite}.ts'])
    .filter((path) => !/messages\.test\.ts$/.test(path))
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');

  it('is provoked by a test, which names its code', () => {
    // As tests write what they expect: 'code', '/path code', 'code /path', 'warning code …'.
    const quoted =
      /(?<=['"`])[a-z0-9-]+(?=[ '"`])|(?<=[ #:])[a-z0-9-]+(?=['"`])|(?<=\b(?:warning|error) )[a-z0-9-]+(?= )/g;
    const named = new Set(tests.match(quoted));
    const untried = [...problemMessages.keys()].filter((code) => !named.has(code)).sort();
    expect(untried, 'no test provokes these codes; write one, or delete what cannot happen').toEqual([]);
  });
});

it.each<readonly [code: string, fields: readonly Label[]]>([
  ['param-window', [systemMembers.validFrom.label, systemMembers.validTo.label]],
  ['validity-reversed', [systemMembers.validFrom.label, systemMembers.validTo.label]],
  ['expiry-past', [{ zh: '有效期至', en: 'Valid until' }]],
  ['schedule-past', [{ zh: '发布时间', en: 'Publish at' }]],
  ['schedule-before', [{ zh: '发布时间', en: 'Publish at' }]],
  ['schedule-before', [{ zh: '补发截止时间', en: 'If missed, no later than' }]],
])('%s calls fields what their labels call them', (code, fields) => {
  for (const language of languages)
    for (const field of fields) expect(messages.get(code)?.[language]).toContain(`“${field[language]}”`);
});

it('sentences about sharing call organisations by their names, where there is one', () => {
  const ofSharing = Object.entries({ ...sharingMessages, ...ruledSharing });
  const byNumber = ofSharing.filter(([, { zh, en }]) => /\{(org|holder|holders|parent)\}/.test(zh + en));
  expect(byNumber.map(([code]) => code)).toEqual(['sharing-unknown-organisation']);
});
