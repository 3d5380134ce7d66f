import type { Label } from '../../metadata/common/label.ts';

/** A text that people read, where it stands, and whether it is a sentence or only a name, as documents spell it. */
export interface ReadText extends Label {
  readonly at: string;
  readonly sentence: boolean;
}

const han = '[\u4e00-\u9fff]';
/** Parts that other systems and programs spell themselves: addresses, options of commands, placeholders. */
const spelt = /\S*:\/\/\S*|--(?:[\w-]+|\{\w+\})(?: "[^"]*")?|\$?\{[^}]*\}|seq:位数|[\\/ :*?"<>|]{7,}/g;
/** As a source writes the end of a line. */
const lineEnd = /\\n/g;

interface Rule {
  readonly says: string;
  readonly of: 'zh' | 'en';
  readonly wrong: RegExp;
  /** Names are left as documents spell them. */
  readonly sentences?: true;
}

/** The rules of setting texts: a sentence each. */
const rules: readonly Rule[] = [
  {
    says: 'punctuation of half width beside Chinese',
    of: 'zh',
    wrong: new RegExp(`${han}[,;:?!]|[,;:?!]${han}`),
  },
  {
    says: 'brackets of half width around Chinese',
    of: 'zh',
    wrong: new RegExp(`${han}\\(|\\)${han}|\\(${han}`),
  },
  { says: 'quotes inside quotes of the same kind', of: 'zh', wrong: /“[^”]*“|‘[^’]*‘/ },
  { says: 'straight quotes around Chinese', of: 'zh', wrong: new RegExp(`["']${han}|${han}["']`) },
  { says: 'three dots', of: 'zh', wrong: /\.\.\.|。。/ },
  { says: 'hyphens for a dash', of: 'zh', wrong: new RegExp(`${han}--?${han}|--`) },
  {
    says: 'no space between Chinese and letters or digits',
    of: 'zh',
    wrong: new RegExp(`${han}[A-Za-z0-9]|[A-Za-z0-9%]${han}`),
    sentences: true,
  },
  // What a file says, `"server": "…"`, is spelt as it is there.
  { says: 'straight quotes around a name', of: 'en', wrong: /(?<!: )"\{\}"/ },
  { says: 'Chinese punctuation in English', of: 'en', wrong: /[，。：；？！（）、]/ },
  { says: 'a blank before punctuation', of: 'en', wrong: / [,;:?!](?:\s|$)/ },
  { says: 'two blanks', of: 'en', wrong: /\S {2}\S/ },
  { says: 'nouns for one and for many at once', of: 'en', wrong: /\w\(s\)/ },
];

/** Finds the texts that break a rule of typography. */
export function typographyFlaws(texts: readonly ReadText[]): readonly string[] {
  return texts.flatMap(({ at, sentence, ...said }) =>
    rules
      .filter(
        ({ of, wrong, sentences }) =>
          (sentence || !sentences) && wrong.test(said[of].replaceAll(spelt, '{}').replaceAll(lineEnd, '\n')),
      )
      .map(({ says, of }) => `${at}: ${says}: ${said[of]}`),
  );
}

const inProse = ['help', 'message', 'confirm', 'hint', 'description'];

/** Every pair of a Chinese and an English text in JSON; what stands below a help or a message is a sentence. */
export function textsIn(content: unknown, at: string, sentence = false): readonly ReadText[] {
  if (typeof content !== 'object' || content === null) return [];
  const { zh, en } = content as Partial<Label>;
  if (typeof zh === 'string' && typeof en === 'string') return [{ at, zh, en, sentence }];
  return Object.entries(content).flatMap(([name, value]) =>
    textsIn(value, `${at}/${name}`, sentence || inProse.includes(name)),
  );
}

const pair = /zh:\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1,\s*en:\s*(['"`])((?:\\.|(?!\3)[^\\])*)\3/g;

/** The same in a source file, as literals. */
export function textsInSource(source: string, at: string): readonly ReadText[] {
  return [...source.matchAll(pair)].map(([, , zh = '', , en = '']) => ({ at, zh, en, sentence: true }));
}
