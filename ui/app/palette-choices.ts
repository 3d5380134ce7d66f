import { msg, str } from '@lit/localize';
import type { FormOutline } from '../../metadata/contract/forms/outline.ts';
import type { FoundRecord } from '../../metadata/contract/search/calls.ts';
import { pinyinOf } from '../../metadata/words/pinyin-of.ts';
import type { Domain } from '../domain.ts';
import { manualPages } from '../home/manual/manual.ts';
import { failureText } from '../kit/base/failure-text.ts';
import { type PageAction, pageActions } from '../kit/base/page-actions.ts';
import { foldersAbove } from '../kit/folders-above.ts';
import { notify } from '../kit/gj-notices.ts';
import { formAddress } from '../session/form-address.ts';
import { plural, say } from '../session/i18n.ts';
import { spaceName } from '../session/menu-spaces.ts';
import { formsIn, isPage, type MenuNode, menuTree } from '../session/menu-tree.ts';
import { recentForms, recentRecords } from '../session/recent.ts';
import { session } from '../session/session.ts';
import { starred } from '../session/starred.ts';
import { typedLike } from '../session/typed-like.ts';
import { type Operation, operations } from './operations.ts';
import { best, type Choice, mostOfEach, paletteCommands } from './palette-commands.ts';
import type { FoundParameter } from './palette-parameters.ts';

export interface ChoiceGroup {
  readonly head: string;
  readonly choices: readonly Choice[];
}

/** Answers the choices before anything is typed: starred ones, recent records, and recently used forms. */
export function choicesAtFirst(): readonly ChoiceGroup[] {
  const stars = starred().map(({ form, record, text }): Choice => {
    if (record === undefined) return { ...formChoice(form), icon: 'star', form: {} };
    return { ...recordChoice(form, record, text ?? say(form.recordLabel)), icon: 'star', form: {} };
  });
  const records = recentRecords().map(({ form, record, text }) => recordChoice(form, record, text));
  return groups([
    [msg('收藏', { id: 'starred' }), stars.slice(0, 6)],
    [msg('最近的记录', { id: 'recent-records' }), records.slice(0, 5)],
    [msg('最近使用', { id: 'recent' }), recentForms().slice(0, 6).map(formChoice)],
  ]);
}

/** What is offered beside forms and folders. */
interface Offers {
  readonly hits: readonly FoundRecord[];
  readonly parameters: readonly FoundParameter[];
  readonly domains: readonly Domain[];
}

/** Answers the choices that fit the typed text, the most likely first; within a folder, only those that lie in it. */
export function choicesFor(
  typed: string,
  folder: string | null,
  { hits, parameters, domains }: Offers,
): readonly ChoiceGroup[] {
  const tree = menuTree(session.menu, session.forms);
  const within = folder === null ? null : nodesAt(tree, folder);
  const known = within ? formsIn(within) : session.forms.filter(isPage);
  const synonyms = domains.flatMap((domain) => domain.synonyms ?? []);
  const called = ({ label, listLabel, name, pinyin }: FormOutline) =>
    [[listLabel.zh, listLabel.en, label.zh, label.en, name], pinyin] as const;
  const named = best(known, typed, called, synonyms);
  // Whoever knows what it is called in another system finds it by what is told about it.
  const helped = ({ help }: FormOutline) => [help ? [help.zh, help.en] : [], undefined] as const;
  const forms = named.length > 0 ? named : best(known, typed, helped);
  if (within) return groups([[msg('表单', { id: 'forms' }), forms.map(formChoice)]]);
  const folders = best(foldersOf(tree), typed, ({ label, pinyin }) => [[label.zh, label.en], pinyin]);
  const pages = best(
    operations(domains),
    typed,
    ({ text, also = [], pinyin }) => [[text, ...also], pinyin],
    synonyms,
  );
  const insides = [
    msg('文件夹', { id: 'folders' }),
    folders.slice(0, 3).map((node) => folderChoice(tree, node)),
  ] as const;
  const places = [msg('页面', { id: 'pages' }), pages.map(pageChoice)] as const;
  // A person who typed the exact name of a page wants to go there.
  const isNamed = pages.some(({ text }) => typedLike(typed, [text]) === 4);
  return groups([
    ...(isNamed ? [places] : []),
    [msg('这个页面', { id: 'this-page' }), actionsHere(typed)],
    [msg('表单', { id: 'forms' }), forms.slice(0, 8).map(formChoice)],
    insides,
    ...(isNamed ? [] : [places]),
    [msg('命令', { id: 'commands' }), paletteCommands(typed, forms, synonyms)],
    [msg('参数', { id: 'parameters' }), parametersFor(typed, parameters)],
    [msg('记录', { id: 'records' }), recordsOf(hits)],
    [msg('帮助', { id: 'help' }), helpFor(typed)],
  ]);
}

/** What can be done on the page that one is on, and the link to it. */
function actionsHere(typed: string): readonly Choice[] {
  const link: PageAction & { readonly act: () => void } = {
    key: 'link',
    text: msg('复制此页链接', { id: 'copy-page-link' }),
    icon: 'link',
    act: () => void copyLink(),
  };
  return best([...pageActions.all(), link], typed, ({ text, also = [] }) => [[text, ...also], pinyinOf(text)])
    .slice(0, mostOfEach)
    .map(({ text, icon = 'play', act, href }) => ({
      text,
      icon,
      note: '',
      to: href === undefined ? { act } : { address: href },
    }));
}

/** By key, by name, and by the value that the organisation reads. */
function parametersFor(typed: string, all: readonly FoundParameter[]): readonly Choice[] {
  const named = best(all, typed, ({ parameter: { definition, path }, value }) => {
    const { label, typeLabel } = definition;
    const texts = [path, path.replace('/', '.'), label.zh, label.en, typeLabel.zh, typeLabel.en];
    return [definition.kind === 'secret' ? texts : [...texts, value], pinyinOf(label.zh)];
  });
  return named.slice(0, mostOfEach).map(({ parameter: { definition, path }, value }) => ({
    text: say(definition.label),
    note: [path, definition.kind === 'secret' ? '' : value.slice(0, longestValue)]
      .filter(Boolean)
      .join(' · '),
    icon: 'settings',
    to: { address: `/parameters?open=${encodeURIComponent(path)}` },
  }));
}
const longestValue = 40;

/** Sections of the manual, by their headings and those within. */
function helpFor(typed: string): readonly Choice[] {
  const all = manualPages().flatMap(({ title: page, sections }) =>
    sections.flatMap(({ title, address, inside }) => [
      { title, address, under: page },
      ...inside.map((one) => ({
        title: one,
        address: `${address}?at=${encodeURIComponent(one)}`,
        under: title,
      })),
    ]),
  );
  return best(all, typed, ({ title }) => [[title], pinyinOf(title)])
    .slice(0, mostOfEach)
    .map(({ title, address, under }) => ({
      text: title,
      note: under === title ? '' : under,
      icon: 'book',
      to: { address },
    }));
}

async function copyLink(): Promise<void> {
  try {
    await navigator.clipboard.writeText(location.href);
    notify({ text: msg('已复制', { id: 'copied' }) });
  } catch (failure) {
    notify({ text: failureText(failure), kind: 'error' });
  }
}

/** Name of a folder, from the top. */
export function folderName(path: string): string {
  const node = foldersOf(menuTree(session.menu, session.forms)).find((one) => one.path === path);
  return node ? say(node.label) : '';
}

function formChoice(form: FormOutline): Choice {
  const address = formAddress(form);
  return { text: say(form.listLabel), note: foldersAbove(form.name), icon: 'list', form, to: { address } };
}

function recordChoice(form: FormOutline, record: string, text: string): Choice {
  return {
    text,
    note: say(form.recordLabel),
    icon: 'file',
    form,
    record: { form, id: record },
    to: { address: `/forms/${form.name}/${record}` },
  };
}

function pageChoice({ address, text, icon, space }: Operation): Choice {
  return { text, note: spaceName(space), icon, to: { address } };
}

function folderChoice(tree: readonly MenuNode[], node: MenuNode): Choice {
  const count = formsIn(node.inside).length;
  const above = trailTo(tree, node.path)
    .map(({ label }) => say(label))
    .join(' / ');
  const note = [above, plural(msg(str`${count} 个表单`, { id: 'forms-inside' }))].filter(Boolean).join(' · ');
  return { text: say(node.label), note, icon: 'folder', to: { folder: node.path } };
}

/** Of work that was done again and again the last, behind all that somebody keeps. */
function recordsOf(hits: readonly FoundRecord[]): readonly Choice[] {
  const isJob = ({ form }: FoundRecord) => session.form(form)?.id === 'job';
  const jobs = new Map(
    hits
      .filter(isJob)
      .toReversed()
      .map((hit) => [hit.name, hit]),
  );
  return [...hits.filter((hit) => !isJob(hit)), ...[...jobs.values()].toReversed()].map(hitChoice);
}

function hitChoice({ form, label, id, org, number, name }: FoundRecord): Choice {
  const outline = session.form(form);
  return {
    ...(outline && { form: outline, record: { form: outline, id } }),
    // A form without names calls its records by their number alone.
    text: [...new Set([number, name])].filter(Boolean).join('  ') || say(label),
    note: org && org.id !== session.org?.id ? `${say(label)} · ${org.name}` : say(label),
    icon: 'file',
    to: { address: `/forms/${form}/${id}` },
  };
}

function groups(all: readonly (readonly [string, readonly Choice[]])[]): readonly ChoiceGroup[] {
  return all.flatMap(([head, choices]) => (choices.length > 0 ? [{ head, choices }] : []));
}

function foldersOf(nodes: readonly MenuNode[]): readonly MenuNode[] {
  return nodes.flatMap((node) => (node.form ? [] : [node, ...foldersOf(node.inside)]));
}

function nodesAt(tree: readonly MenuNode[], path: string): readonly MenuNode[] {
  return foldersOf(tree).find((node) => node.path === path)?.inside ?? [];
}

/** Folders above one. */
function trailTo(tree: readonly MenuNode[], path: string): readonly MenuNode[] {
  return foldersOf(tree).filter((node) => path.startsWith(`${node.path}/`));
}
