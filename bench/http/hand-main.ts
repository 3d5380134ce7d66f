import { serveByHand } from './hand.ts';
import { handOnMysql } from './hand-mysql.ts';
import { handOnSqlite } from './hand-sqlite.ts';

/** `node hand-main.ts <sqlite file or mysql url> <rows> <port> <known as JSON>` */
const [place = '', rows = '0', port = '0', known = '{}'] = process.argv.slice(2);
const people = JSON.parse(known);
const store = place.startsWith('mysql:')
  ? await handOnMysql(place, Number(rows), people)
  : handOnSqlite(place, Number(rows), people);
serveByHand(store, Number(port));
