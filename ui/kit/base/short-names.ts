import { html, type TemplateResult } from 'lit';

/** More letters than anybody reads as a name. */
const most = 60;

/** A name as far as it is read; whoever shows it tells the whole in a title. */
export function shortName(name: string): string {
  return name.length > most ? `${name.slice(0, most - 1).trimEnd()}…` : name;
}

/** A text as far as it is read at once; whoever opens it has the whole of it. */
export function folded(text: string): string | TemplateResult {
  const short = shortName(text);
  return short === text ? text : unfolding(short, text);
}

/** The same of a sentence, whose quoted names alone are short. */
export function foldedNames(sentence: string): string | TemplateResult {
  const short = withShortNames(sentence);
  return short === sentence ? sentence : unfolding(short, sentence);
}

function unfolding(short: string, whole: string): TemplateResult {
  return html`<details class="unfolds"><summary><span class="short">${short}</span><span
      class="whole">${whole}</span></summary></details>`;
}

function withShortNames(sentence: string): string {
  return sentence.replace(/“([^”]*)”/g, (_, name: string) => `“${shortName(name)}”`);
}

/** A sentence whose quoted names are as short as that, with the whole of it in a title. */
export function shortNames(sentence: string): string | TemplateResult {
  const short = withShortNames(sentence);
  return short === sentence ? sentence : html`<span title=${sentence}>${short}</span>`;
}
