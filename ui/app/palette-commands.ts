import { msg, str } from '@lit/localize';
import type { Language } from '../../metadata/common/label.ts';
import type { FormOutline } from '../../metadata/contract/forms/outline.ts';
import { failureText } from '../kit/base/failure-text.ts';
import type { IconName } from '../kit/base/icons.ts';
import { notify } from '../kit/gj-notices.ts';
import { say, within } from '../session/i18n.ts';
import { meansSomething } from '../session/made-elsewhere.ts';
import { isPage } from '../session/menu-tree.ts';
import type { Theme } from '../session/own-preferences.ts';
import { router } from '../session/router.ts';
import { mayDesign, session } from '../session/session.ts';
import { type Synonyms, typedLike } from '../session/typed-like.ts';

/** One thing that can be chosen: it leads somewhere, narrows to a folder, or does something. */
export interface Choice {
  readonly text: string;
  readonly note: string;
  readonly icon: IconName;
  /** The icon that the form says, before that. Default: none. */
  readonly form?: FormIcon;
  /** The record that may have a face, which goes before both. Default: none. */
  readonly record?: { readonly form: FormOutline; readonly id: string };
  readonly to: { readonly address: string } | { readonly folder: string } | { readonly act: () => void };
}

type FormIcon = Pick<FormOutline, 'icon'>;

/** Choices of one kind that are offered together. */
export const mostOfEach = 5;

interface Command {
  readonly text: string;
  readonly note?: string;
  readonly icon: IconName;
  /** The pinyin of its Chinese name. */
  readonly pinyin: string;
  /** Other names that find it. */
  readonly also?: readonly string[];
  readonly to: Choice['to'];
}

/**
 * Answers the commands that can be given from anywhere: make a record, work for another organisation, change theme or
 * language.
 */
export function paletteCommands(
  typed: string,
  likely: readonly FormOutline[],
  synonyms: Synonyms,
): readonly Choice[] {
  const some = (commands: readonly Command[]) =>
    best(commands, typed, ({ text, also = [], pinyin }) => [[text, ...also], pinyin], synonyms).slice(
      0,
      mostOfEach,
    );
  // A form that fits what was typed can be filled in at once.
  const made = likely.slice(0, 2).filter(mayMake).map(making);
  const designed = likely.slice(0, 1).filter(mayDesign).map(designing);
  const reported = likely.slice(0, 1).filter(hasReports).map(reporting);
  const others = session.forms.filter((form) => isPage(form) && !likely.includes(form));
  const named = [
    ...some(others.filter(mayMake).map(making)),
    ...some(others.filter(mayDesign).map(designing)),
    ...some(others.filter(hasReports).map(reporting)),
  ];
  const all = [...made, ...designed, ...reported, ...some(publishing()), ...named];
  return [...all, ...some(switching()), ...some(looks())].map(({ text, note = '', icon, to }) => ({
    text,
    note,
    icon,
    to,
  }));
}

/** Answers whether people make records of the form by hand, one by one. */
function mayMake(form: FormOutline): boolean {
  return (
    form.kind !== 'setting' &&
    isPage(form) &&
    form.actions.includes('create') &&
    meansSomething(form.id, 'create')
  );
}

function making(form: FormOutline): Command {
  return {
    text: msg(str`新建${within(form.recordLabel)}`, { id: 'new-of' }),
    icon: 'add',
    pinyin: `xin jian ${form.pinyin ?? ''}`,
    to: { act: () => void makeOne(form) },
  };
}

/** In a small dialog over the page, where the form says what is asked there; else on a page of its own. */
async function makeOne(outline: FormOutline): Promise<void> {
  try {
    const { makeQuickly } = await import('./make-quickly.ts');
    if (!(await makeQuickly(outline))) await router.go(`/forms/${outline.name}/new`);
  } catch (failure) {
    notify({ text: failureText(failure), kind: 'error' });
  }
}

function designing(form: FormOutline): Command {
  return {
    text: msg(str`修改表单“${say(form.label)}”`, { id: 'palette-design' }),
    icon: 'edit',
    pinyin: `xiu gai biao dan ${form.pinyin ?? ''}`,
    // Whoever typed its name behind what is to be done to it, too.
    also: [
      ...[`设计${form.label.zh}`, `design ${form.label.en}`],
      ...[`打印模板${form.label.zh}`, `print template ${form.label.en}`],
    ],
    to: { address: `/design/${form.name}` },
  };
}

function hasReports(form: FormOutline): boolean {
  return form.kind !== 'setting' && isPage(form);
}

function reporting(form: FormOutline): Command {
  return {
    text: msg(str`“${say(form.listLabel)}”的报表`, { id: 'palette-reports' }),
    icon: 'chart',
    pinyin: `bao biao ${form.pinyin ?? ''}`,
    also: [`报表 ${form.listLabel.zh}`, `report ${form.listLabel.en}`],
    to: { address: `/reports/${form.name}` },
  };
}

/** What was designed and is not published yet has a page of its own. */
function publishing(): readonly Command[] {
  if (!session.who?.administers && !session.who?.designs) return [];
  return [
    {
      text: msg('发布表单修改', { id: 'palette-publish' }),
      icon: 'upload',
      pinyin: 'fa bu biao dan xiu gai',
      also: ['发布', 'publish'],
      to: { address: '/design/publish' },
    },
  ];
}

function switching(): readonly Command[] {
  return session.organisations
    .filter(({ id }) => id !== session.org?.id)
    .map(({ number, name }) => ({
      text: msg(str`切换到${name}`, { id: 'switch-to' }),
      note: number,
      icon: 'org',
      pinyin: 'qie huan dao zu zhi',
      also: [name, number],
      to: { act: () => void choose(number) },
    }));
}

async function choose(number: string): Promise<void> {
  if (!(await router.maySwitch())) return;
  router.guard(null);
  session.chooseOrg(number);
}

function looks(): readonly Command[] {
  const look = (text: string, theme: Theme, icon: IconName, pinyin: string): Command => ({
    text,
    icon,
    pinyin: `wai guan ${pinyin}`,
    to: { act: () => session.chooseTheme(theme) },
  });
  const speak = (text: string, language: Language, pinyin: string): Command => ({
    text,
    icon: 'book',
    pinyin: `yu yan ${pinyin}`,
    to: { act: () => void session.chooseLanguage(language) },
  });
  return [
    look(msg('外观：浅色', { id: 'look-light' }), 'light', 'sun', 'qian se'),
    look(msg('外观：深色', { id: 'look-dark' }), 'dark', 'moon', 'shen se'),
    look(msg('外观：跟随系统', { id: 'look-system' }), 'system', 'contrast', 'gen sui xi tong'),
    speak(msg('语言：中文', { id: 'speak-chinese' }), 'zh', 'zhong wen'),
    speak(msg('语言：English', { id: 'speak-english' }), 'en', 'ying wen'),
    {
      text: msg('键盘快捷键', { id: 'shortcuts' }),
      note: '?',
      icon: 'book',
      pinyin: 'jian pan kuai jie jian',
      to: { act: () => void dispatchEvent(new CustomEvent('show-shortcuts')) },
    },
  ];
}

/** Answers those whose names fit the typed text, the best fit first, otherwise in their order. */
export function best<T>(
  all: readonly T[],
  typed: string,
  names: (one: T) => readonly [readonly string[], string | undefined],
  synonyms: Synonyms = [],
): readonly T[] {
  return all
    .map((one) => ({ one, like: typedLike(typed, ...names(one), synonyms) }))
    .filter(({ like }) => like > 0)
    .sort((a, b) => b.like - a.like)
    .map(({ one }) => one);
}
