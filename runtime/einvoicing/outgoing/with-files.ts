import { escaped } from '../../../metadata/common/html.ts';
import type { Language } from '../../../metadata/common/label.ts';
import { toLocal } from '../../../rules/calendar.ts';
import type { Call } from '../../call/call.ts';
import { reasonText } from '../../common/messages/reasons.ts';
import type { CarriedLinks } from '../../work/links/carried-links.ts';
import { parameterText } from './common/parameter-text.ts';
import type { Failure } from './common/sender.ts';
import type { Composed } from './compose-mail.ts';
import { type Carrier, carry, type Placed, type PlacedLink } from './link-places.ts';
import type { MailFile } from './mailbox.ts';

interface FilesParts {
  readonly links: CarriedLinks;
  /** Time zone of an organisation. */
  readonly zone: (org: string) => string;
}

interface MailWish {
  readonly composed: Composed;
  readonly carrier: Carrier;
  /** Files that are to be attached. */
  readonly files: readonly MailFile[];
  /** What is handed out by links anyway. */
  readonly placed: readonly Placed[];
}

const megabyte = 1_048_576;
/** The megabytes of attachments where `system/mailAttachmentLimit` says nothing. */
const usualLimit = 10;

/** A mail with what goes along: attached as far as there is room; what is too heavy stands in it as a link. */
export async function withFiles(
  { links, zone }: FilesParts,
  call: Call,
  { composed, carrier, files, placed }: MailWish,
) {
  const { limit, attachments, heavy } = withinLimit(call, files);
  const linked = await carry(links, call, carrier, placed);
  const placedHeavy = heavy.flatMap(({ filename, place }) => (place ? [{ filename, place }] : []));
  const instead = await carry(links, call, carrier, placedHeavy);
  const at = (instant: string) => {
    const { date, time } = toLocal(instant, zone(call.org));
    return `${date} ${time.slice(0, 5)}`;
  };
  const words = texts[composed.language];
  const html = [
    composed.html,
    listOf(linked, words.linked, at),
    listOf(instead, words.heavy(limit), at),
  ].join('');
  const lost = heavy.filter(({ place }) => !place);
  return { ...composed, html, attachments, leftOut: leftOutText(limit, lost, placedHeavy) };
}

const texts: Readonly<
  Record<
    Language,
    { readonly linked: (until: string) => string; heavy(limit: number): (until: string) => string }
  >
> = {
  zh: {
    linked: (until) => `以下文件点链接即可下载，不用登录，${until} 前有效：`,
    heavy: (limit) => (until) =>
      `附件超过 ${limit} MB 的上限，以下文件请点链接下载，不用登录，${until} 前有效：`,
  },
  en: {
    linked: (until) => `Download these files by their links, without signing in, until ${until}:`,
    heavy: (limit) => (until) =>
      `Attachments may have ${limit} MB at most; download these files by their links, without signing in, until ${until}:`,
  },
};

function listOf(
  links: readonly PlacedLink[],
  words: (until: string) => string,
  at: (instant: string) => string,
): string {
  const [first] = links;
  if (!first) return '';
  const items = links.map(
    ({ url, filename }) => `<li><a href="${escaped(url)}">${escaped(filename)}</a></li>`,
  );
  return `<p>${escaped(words(at(first.expiresAt)))}</p><ul>${items.join('')}</ul>`;
}

/** As many files, in order, as there is room for. */
function withinLimit(call: Call, files: readonly MailFile[]) {
  const limit = Number(parameterText(call, 'system', 'mailAttachmentLimit') ?? usualLimit);
  const attachments: MailFile[] = [];
  const heavy: MailFile[] = [];
  let room = limit * megabyte;
  for (const file of files) {
    if (file.content.byteLength > room) {
      heavy.push(file);
      continue;
    }
    attachments.push(file);
    room -= file.content.byteLength;
  }
  return { limit, attachments, heavy };
}

type Named = readonly { readonly filename: string }[];

/** The record tells which did not go along, and which went as links. */
function leftOutText(limit: number, lost: Named, instead: Named): string | null {
  const said = (code: Failure['code'], files: Named) =>
    files.length === 0
      ? []
      : [
          {
            code,
            params: {
              limit,
              files: files
                .map(({ filename }) => filename)
                .join(', ')
                .slice(0, 800),
            },
          },
        ];
  const reasons = [...said('mail-too-heavy', lost), ...said('mail-linked-instead', instead)];
  return reasons.length > 0 ? reasonText(reasons) : null;
}
