import type { Label } from '../../common/label.ts';

const chinese = /\p{Script=Han}/u;
const latin = /\p{Script=Latin}/u;

/** From the one language to the other. */
const between =
  /(?<=[\p{Script=Han}\d）)])[\s/|·]+(?=\p{Script=Latin})|(?<=[\p{Script=Latin}\d).])[\s/|·]+(?=\p{Script=Han})/u;
const inBrackets = /^(.+?)\s*[(（](.+)[)）]$/u;

/**
 * What is called so, in both languages: as the text says it in each, else as it stands there. `单价 Unit price`,
 * `Unit price / 单价` and `单价（Unit price）` say both.
 */
export function labelled(text: string): Label {
  return spoken(text.match(inBrackets)) ?? bothIn(text) ?? { zh: text, en: text };
}

/** Cut where the one language ends and the other begins; a text that goes back and forth is no such text. */
function bothIn(text: string): Label | undefined {
  const parts = text.split(between);
  return parts.length === 2 ? spoken(['', parts[0] ?? '', parts[1] ?? '']) : undefined;
}

function spoken(found: ArrayLike<string> | null): Label | undefined {
  const [first, second] = [found?.[1]?.trim() ?? '', found?.[2]?.trim() ?? ''];
  const isChinese = (part: string) => chinese.test(part) && !latin.test(part);
  const isEnglish = (part: string) => latin.test(part) && !chinese.test(part);
  if (isChinese(first) && isEnglish(second)) return { zh: first, en: second };
  if (isEnglish(first) && isChinese(second)) return { zh: second, en: first };
  return undefined;
}
