/**
 * An address as people read it: whole, but for what only programs understand. Where a part of it is an id, its site
 * alone is told.
 */
export function addressText(address: string): string {
  if (!idIn.test(address)) return address;
  try {
    return `${new URL(address).host}/…`;
  } catch {
    return address;
  }
}

const idIn = /[0-9a-z]{8,}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{32}/i;
