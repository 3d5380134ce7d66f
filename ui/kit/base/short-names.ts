import { html, type TemplateResult } from 'lit';

/** More letters than anybody reads as a name. */
const most = 60;

/** A name as far as it is read; whoever shows it tells the whole in a title. */
export function shortName(name: string): string {
  return name.length > most ? `${name.slice(0, most - 1).trimEnd()}…` : name;
}

/** A sentence whose quoted names are as short as that, with the whole of it in a title. */
export function shortNames(sentence: string): string | TemplateResult {
  const short = sentence.replace(/“([^”]*)”/g, (_, name: string) => `“${shortName(name)}”`);
  return short === sentence ? sentence : html`<span title=${sentence}>${short}</span>`;
}
