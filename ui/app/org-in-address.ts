import { msg, str } from '@lit/localize';
import { notify } from '../kit/gj-notices.ts';
import { followedLink, router } from '../session/router.ts';
import { session } from '../session/session.ts';

/** Links as they were, while they say for whom they are. */
const dressed = new Map<HTMLAnchorElement, string>();

let keeping = false;

/**
 * The address says for which organisation a page is, where that is not the reader's own: whoever is sent it sees the
 * same. An address that names another organisation switches to it where one may, and says so.
 */
export function keepOrgInAddress(): void {
  const { arrivedFor } = session;
  session.arrivedFor = null;
  if (arrivedFor) tell(arrivedFor.asked, arrivedFor.before);
  router.carry(orgToCarry());
  if (keeping) return;
  keeping = true;
  session.addEventListener('change', () => {
    undress();
    router.carry(orgToCarry());
  });
  router.addEventListener('change', () => {
    const { org } = router.place;
    if (org === null) return;
    const before = session.org?.number ?? '';
    if (org !== before) {
      session.chooseOrg(org);
      tell(org, before);
    }
    router.carry(orgToCarry());
  });
  // A link that is opened in another tab, or copied, takes the organisation along; a plain click has it anyway.
  addEventListener('pointerdown', dress, { capture: true });
  addEventListener('click', (event) => plain(event) && undress(), { capture: true });
}

/** One's own organisation needs no name. */
function orgToCarry(): string | null {
  const { org, who } = session;
  return org === null || org.id === who?.org.id ? null : org.number;
}

/** Notifies that an address switched to the organisation it names, or that it could not. */
function tell(asked: string, before: string): void {
  const { org } = session;
  if (org === null) return;
  if (org.number !== asked)
    notify({
      text: msg(str`没有组织“${asked}”，或您不能为它工作；当前组织是“${org.name}”。`, {
        id: 'org-of-address-refused',
      }),
      kind: 'error',
    });
  else if (before !== asked)
    notify({
      text: msg(str`已按链接切换到组织“${org.name}”`, { id: 'org-of-address' }),
      undo: async () => {
        if (!(await router.maySwitch())) return;
        router.guard(null);
        session.chooseOrg(before);
      },
    });
}

function dress(event: Event): void {
  undress();
  const link = followedLink(event);
  if (!link || !session.org || session.who?.organisations.length === 1) return;
  const url = new URL(link.href);
  if (url.searchParams.has('org')) return;
  url.searchParams.set('org', session.org.number);
  dressed.set(link, link.getAttribute('href') ?? '');
  link.setAttribute('href', url.pathname + url.search + url.hash);
}

function undress(): void {
  for (const [link, before] of dressed) link.setAttribute('href', before);
  dressed.clear();
}

function plain(event: MouseEvent): boolean {
  return !(event.metaKey || event.ctrlKey || event.shiftKey);
}
