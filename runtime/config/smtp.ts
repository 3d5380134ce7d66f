/** The mailbox that mails are sent from. */
export interface Mailbox {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; else it is asked for by STARTTLS where the server offers it. */
  readonly ssl: boolean;
  readonly user: string | null;
  readonly password: string | null;
  readonly address: string;
  /** Name beside the address. */
  readonly name: string | null;
}

/**
 * `smtps://user:password@host:465?from=invoices@example.com&name=Example`; null: it is no such address.
 *
 * @example
 * readSmtp('smtp://mail.example.com?from=a@example.com')?.port //=> 587
 * readSmtp('mail.example.com') //=> null
 */
export function readSmtp(text: string): Mailbox | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const ssl = url.protocol === 'smtps:';
  if (!(ssl || url.protocol === 'smtp:') || url.hostname === '') return null;
  const user = decodeURIComponent(url.username) || null;
  const address = url.searchParams.get('from') ?? user ?? '';
  if (!/^\S+@\S+$/.test(address)) return null;
  return {
    host: url.hostname,
    port: Number(url.port) || (ssl ? 465 : 587),
    ssl,
    user,
    password: decodeURIComponent(url.password) || null,
    address,
    name: url.searchParams.get('name'),
  };
}
