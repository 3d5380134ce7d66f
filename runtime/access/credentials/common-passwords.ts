/** Digits and signs around a word that guessers add by themselves. */
const around = 8;
/** Letters of a name that many passwords begin with; a shorter one stands in many words. */
const leastName = 3;
/** Runs as of an alphabet, a keyboard's digits or one letter that make up a text nobody has to guess long. */
const mostRuns = 3;

let words: Promise<ReadonlySet<string>> | undefined;

/** Loaded when somebody chooses a password, which is seldom: it is half a megabyte. */
async function load(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common');
  return new Set(dictionary['passwords-common']);
}

/**
 * Whether many people have this password, or one that guessers make of theirs: with a few digits and signs around it, or
 * written again and again.
 */
export async function isCommonPassword(password: string): Promise<boolean> {
  words ??= load();
  const known = await words;
  const once = onceOf(plainOf(password));
  const core = coreOf(once);
  return known.has(once) || (once.length - core.length <= around && known.has(core));
}

/**
 * Whether a password says who has it with a few digits and signs around that, or runs through alphabet or digits.
 */
export function isGuessable(password: string, user: string): boolean {
  const plain = plainOf(password);
  const name = plainOf(user);
  const rest = plain.replaceAll(name, '');
  const isName = name.length >= leastName && rest !== plain && rest.length <= around && coreOf(rest) === '';
  return isName || runsOf(plain) <= mostRuns;
}

/** Parts in which each sign follows the one before: `abcd1234` has two. */
function runsOf(text: string): number {
  const codes = [...text].map((sign) => sign.codePointAt(0) ?? 0);
  const steps = codes.slice(1).map((code, at) => code - (codes[at] ?? 0));
  return 1 + steps.filter((step) => Math.abs(step) > 1).length;
}

function plainOf(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** The word between digits and signs. */
function coreOf(text: string): string {
  return text.replace(/^[^a-z]+|[^a-z]+$/g, '');
}

/** What a text repeats. */
function onceOf(text: string): string {
  for (let length = 1; length <= text.length / 2; length++)
    if (text.length % length === 0 && text.slice(0, length).repeat(text.length / length) === text)
      return text.slice(0, length);
  return text;
}
