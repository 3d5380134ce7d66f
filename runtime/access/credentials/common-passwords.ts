/** As many words as guessers try first. */
const words = 10_000;
/** Digits and signs around a word that guessers add by themselves. */
const around = 6;

let lists: Promise<{ readonly all: ReadonlySet<string>; readonly first: ReadonlySet<string> }> | undefined;

/** Loaded when somebody chooses a password, which is seldom: it is half a megabyte. */
async function load() {
  const { dictionary } = await import('@zxcvbn-ts/language-common');
  const all = dictionary['passwords-common'];
  return { all: new Set(all), first: new Set(all.slice(0, words)) };
}

/**
 * Whether many people have this password, or one that guessers make of theirs: with a few digits and signs around it, or
 * written again and again.
 */
export async function isCommonPassword(password: string): Promise<boolean> {
  lists ??= load();
  const { all, first } = await lists;
  const once = onceOf(password.normalize('NFKC').toLowerCase());
  if (all.has(once)) return true;
  const core = once.replace(/^[^a-z]+|[^a-z]+$/g, '');
  return once.length - core.length <= around && first.has(core);
}

/** What a text repeats. */
function onceOf(text: string): string {
  for (let length = 1; length <= text.length / 2; length++)
    if (text.length % length === 0 && text.slice(0, length).repeat(text.length / length) === text)
      return text.slice(0, length);
  return text;
}
